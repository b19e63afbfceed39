"""`python -m data note`: notes on days are added, listed and removed."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from data import printing
from data.errors import Problem
from data.tables import notes, used_stores
from data.tables.notes import Draft, Note
from data.words import catalog
from data.words.catalog import _

WELL, NOT_DONE = 0, 2


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `python -m data note` to its parser."""
    actions = parser.add_subparsers(dest="action", required=True)
    adding = actions.add_parser("add", help=_("write a note on a day or some days"))
    adding.add_argument("note", metavar="TEXT")
    adding.add_argument("--from", dest="first_day", metavar="DAY", required=True, help=_("its first day"))
    adding.add_argument("--to", dest="last_day", metavar="DAY", help=_("its last day, if several"))
    adding.add_argument("--school", metavar="NAME", help=_("the school that it is about"))
    actions.add_parser("list", help=_("list all notes with their IDs"))
    removing = actions.add_parser("remove", help=_("remove a note"))
    removing.add_argument("note_id", metavar="ID")
    for changing in (adding, removing):
        changing.add_argument("--by", metavar="NAME", help=_("the person who does it"))


def run(options: argparse.Namespace) -> int:
    """Add, list or remove notes; return the exit status: 0, or 2 if it can't be done."""
    try:
        printing.report(_report(options, used_stores.district_logs()))
    except Problem as problem:
        printing.report(problem, to=sys.stderr)
        return NOT_DONE
    return WELL


def _report(options: argparse.Namespace, uri: str) -> str:
    if options.action == "list":
        return "\n".join(map(_line, notes.every(uri))) or _("There are no notes.")
    if options.action == "remove":
        note = next((one for one in notes.every(uri) if one.note_id == options.note_id), None)
        if note is None:
            raise Problem(
                _("There is no note with this ID."), next_step=_("Run `python -m data note list`.")
            )
        notes.remove(uri, note, by=options.by)
        return _("Removed: {note}", note=_line(note))
    first, last = _day(options.first_day), _day(options.last_day or options.first_day)
    return _line(notes.add(uri, Draft(first, last, options.note, options.school), by=options.by))


def _line(note: Note) -> str:
    """Return a note with its ID, on one line."""
    days = catalog.days(note.first_day, note.last_day)
    places = {"note_id": note.note_id, "days": days, "note": note.note, "person": note.written_by}
    if note.school:
        return _("{note_id}  {days}: {note} ({school}; by {person})", school=note.school, **places)
    return _("{note_id}  {days}: {note} (by {person})", **places)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(
            _("The date “{text}” can't be read.", text=text), next_step=_("Write it as 2026-09-30.")
        ) from None
