"""`python -m data erase`: what is stored about a number or a contact, and with --confirm its removal."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from data import numbers, settings
from data.errors import Problem
from data.keeping.removal import erasure
from data.keeping.removal.erasure import Erasure
from data.words.catalog import _, ngettext

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FROM_INPUT = "-"  # instead of a number: it is asked for, so that no history and no list of processes has it


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of this command."""
    parser = commands.add_parser("erase", help=_("erase a number or a contact everywhere"))
    whose = parser.add_mutually_exclusive_group(required=True)
    add_number(whose)
    whose.add_argument("--contact", metavar="ID", help=_("a contact ID; - asks for it"))
    parser.add_argument("--confirm", action="store_true", help=_("erase; without this, only count"))


def add_number(whose: argparse._MutuallyExclusiveGroup) -> None:
    """Add the option for a number to a group of options, one of which is needed."""
    whose.add_argument("--number", help=_("a phone number; - asks for it, so that no history has it"))


def number_of(options: argparse.Namespace) -> int | None:
    """Return the number of the options, asking for it if need be; None if there is none.

    Raises Problem, which doesn't quote it, if it is no phone number.
    """
    if options.number is None:
        return None
    number = numbers.read(_typed(options.number, _("Phone number: ")), settings.load().region)
    if number is None:
        raise Problem(_("This isn't a phone number."), next_step=_("Enter it with its area code."))
    return number


def contact_of(options: argparse.Namespace) -> str | None:
    """Return the contact ID of the options, asking for it if need be; None if there is none."""
    return None if options.contact is None else _typed(options.contact, _("Contact ID: "))


def _typed(typed: str, prompt: str) -> str:
    """Return what was typed as an option; instead of "-", the next line of the input."""
    if typed != FROM_INPUT:
        return typed
    return (getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()).strip()


def run(options: argparse.Namespace) -> str:
    """Erase, or count what would go; return the report. Raises Problem if it can't be done."""
    number, contact_id = number_of(options), contact_of(options)
    act: Callable[..., Erasure] = erasure.erase if options.confirm else erasure.find
    gone = act(number=number, contact_id=contact_id)
    if options.confirm:
        lines = [_("Erased, also from older versions of the tables. The record has an entry.")]
    else:
        lines = [_("Nothing was erased. With --confirm, this goes:")]
    lines += rows_of(gone.plan.rows, without_months=True)
    lines += _files(gone)
    if not options.confirm:
        lines.append(_("Imports from before an erasure can't be undone. Backups keep what was erased."))
    return "\n  ".join(lines)


def rows_of(rows: Mapping[tuple[str, str], int], *, without_months: bool = False) -> list[str]:
    """Return a sentence for each table with rows that go, and for each of their months."""
    lines: list[str] = []
    for table in dict.fromkeys(table for table, _month in sorted(rows)):
        months = {month: count for (name, month), count in sorted(rows.items()) if name == table}
        lines.append(_counted(table, sum(months.values())))
        if not without_months:
            lines += [
                f"  {_('{month}: {rows}', month=month, rows=count)}" for month, count in months.items()
            ]
    return lines or [_("No rows.")]


def _counted(table: str, n: int) -> str:
    if table == "messages":
        return ngettext("{number} text", "{number} texts", n, number=n)
    if table == "contacts":
        return ngettext("{number} row of contacts", "{number} rows of contacts", n, number=n)
    if table == "status_changes":
        return ngettext("{number} change of status", "{number} changes of status", n, number=n)
    if table == "left_out":
        return ngettext(
            "{number} skipped or rejected row", "{number} skipped or rejected rows", n, number=n
        )
    if table == "day_notes":
        return ngettext("{number} note on days", "{number} notes on days", n, number=n)
    return _counted_by_people(table, n)


def _counted_by_people(table: str, n: int) -> str:
    """Return the same of the tables that say what people did about a number."""
    if table == "office_entries":
        return ngettext("{number} office entry", "{number} office entries", n, number=n)
    return ngettext("{number} reminder", "{number} reminders", n, number=n)


def _files(gone: Erasure) -> list[str]:
    """Return a sentence for each kind of files that change or go."""
    rejected, uploads, older = map(len, (gone.files.rejected, gone.files.uploads, gone.files.older))
    sentences = [
        (
            rejected,
            ngettext(
                "{number} file of rejected rows, without these rows",
                "{number} files of rejected rows, without these rows",
                rejected,
                number=rejected,
            ),
        ),
        (
            uploads,
            ngettext(
                "{number} uploaded file that isn't imported yet",
                "{number} uploaded files that aren't imported yet",
                uploads,
                number=uploads,
            ),
        ),
        (
            older,
            ngettext(
                "{number} folder of older data", "{number} folders of older data", older, number=older
            ),
        ),
        (
            gone.shared,
            ngettext(
                "{number} number stays, because another contact has it too",
                "{number} numbers stay, because other contacts have them too",
                gone.shared,
                number=gone.shared,
            ),
        ),
    ]
    return [sentence for count, sentence in sentences if count]
