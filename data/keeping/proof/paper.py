"""The PDF of a proof, to be read: proof.typ, typeset with the content of the JSON."""

from __future__ import annotations

import functools
import json
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from data import numbers, settings
from data.flyers.drawing import ONE_AT_A_TIME
from data.keeping.sealed import Content
from data.record import actions
from data.words import catalog, office, vocabulary
from data.words.catalog import _

TEMPLATE = Path(__file__).with_name("proof.typ")
MOST_ROWS = 500  # of a list on paper; the JSON has them all
Rows = list[dict[str, Any]]
PIECE = 16  # letters of a hash


def pdf(content: Content) -> bytes:
    """Return the PDF of a proof, accessible as flyers are; the same content has the same bytes."""
    page = {"title": _title(content), "lines": _lines(content), "tables": _tables(content)}
    inputs = {"proof": json.dumps(page, sort_keys=True)}
    with ONE_AT_A_TIME:
        try:
            made = _compiler().compile(sys_inputs=inputs, format="pdf", pdf_standards="ua-1")
        except typst.TypstError as error:  # a letter that no font has, which the standard forbids
            if "PDF/UA-1 error" not in str(error):
                raise
            made = _compiler().compile(sys_inputs=inputs, format="pdf")
    assert isinstance(made, bytes)
    return made


@functools.cache
def _compiler() -> typst.Compiler:
    lato = files("font_lato") / "files"
    return typst.Compiler(str(TEMPLATE), ignore_system_fonts=True, font_paths=[str(lato)])


def _title(content: Content) -> str:
    whom = content["about"]
    if "number" in whom:
        return _("Texts and consent of {number}", number=_number(whom["number"]))
    return _("Texts of the broadcast “{broadcast}”", broadcast=whom["broadcast"])


def _lines(content: Content) -> list[str]:
    noted = content["record"]
    return [
        content["district"],
        _("Made {time}. All times are {zone}.", time=_time(content["made_at"]), zone=_zone()),
        _("Entry {number} of the record: {hash}", number=str(noted["entry"]), hash=noted["hash"]),
        _("SHA-256 of the contents: {hash}", hash=noted["contents_sha256"]),
        _("A file of JSON belongs to this page. `python -m data verify` checks it."),
    ]


def _tables(content: Content) -> list[dict[str, Any]]:
    return [
        _changes(content["statuses"]),
        _texts(content["texts"]),
        _table(
            _("Contacts"),
            (_("Contact ID"), _("Name"), _("School"), _("Import")),
            [
                [row["contact_id"], row["name"], row["school"], row["import_id"]]
                for row in content["contacts"]
            ],
        ),
        _table(
            _("Reminders"),
            (_("Made"), _("Part"), _("By")),
            [[_time(row["made_at"]), row["part"], row["made_by"]] for row in content["reminders"]],
        ),
        _office_entries(content["office_entries"]),
        _imported_files(content["imported_files"]),
        _shown(content["shown"]),
    ]


def _changes(rows: Rows) -> dict[str, Any]:
    header = (_("Status"), _("Since"), _("How it is known"), _("Short code"), _("Import"))
    cells = [
        [
            _status(row["status"]),
            _time(row["changed_at"]),
            _how(row["how"]),
            row["short_code"],
            row["import_id"],
        ]
        for row in rows
    ]
    return _table(_("Changes of status"), header, cells)


def _texts(rows: Rows) -> dict[str, Any]:
    header = (_("Requested"), _("Number"), _("Broadcast"), _("Result"), _("Reason"), _("Import"))
    cells = [
        [
            _time(row["requested_at"]),
            _number(row["number"]),
            row["broadcast"],
            _result(row["result"]),
            vocabulary.reason_title(row["reason"]) if row["reason"] else "",
            row["import_id"],
        ]
        for row in rows
    ]
    return _table(_("Texts"), header, cells)


def _office_entries(rows: Rows) -> dict[str, Any]:
    header = (_("Entered"), _("Entry"), _("Words"), _("Happened"), _("Contact ID"), _("By"))
    cells = [
        [
            _time(row["entered_at"]),
            office.KIND_OF[row["kind"]].title if row["kind"] in office.KIND_OF else row["kind"],
            row["value"],
            _time(row["happened_at"]),
            row["contact_id"],
            row["entered_by"],
        ]
        for row in rows
    ]
    return _table(_("Entries of an office"), header, cells)


def _imported_files(rows: Rows) -> dict[str, Any]:
    header = (_("Import"), _("File"), _("Imported"), _("Hash"))
    cells = [
        [row["import_id"], row["file_name"], _time(row["imported_at"]), _in_pieces(row["content_hash"])]
        for row in rows
    ]
    return _table(_("Imported files"), header, cells)


def _shown(rows: Rows) -> dict[str, Any]:
    header = (_("Entry"), _("Time"), _("Person"), _("Action"))
    cells = [
        [str(row["entry"]), _time(row["happened_at"]), row["who"], actions.title(row["action"])]
        for row in rows
    ]
    return _table(_("Shown to people before"), header, cells)


def _table(title: str, header: tuple[str, ...], rows: list[list[str | None]]) -> dict[str, Any]:
    more = len(rows) - MOST_ROWS
    return {
        "title": title,
        "header": list(header),
        "rows": [[cell or "" for cell in row] for row in rows[:MOST_ROWS]],
        "note": _("{number} more are in the JSON.", number=more) if more > 0 else "",
        "none": "" if rows else _("None."),
    }


def _in_pieces(text: str | None) -> str:
    """Return a hash in pieces, so that a line can end between them."""
    return " ".join((text or "")[place : place + PIECE] for place in range(0, len(text or ""), PIECE))


def _status(name: str) -> str:
    return vocabulary.STATUS_OF[name].title if name in vocabulary.STATUS_OF else name


def _how(how: str | None) -> str:
    return vocabulary.how_title(how) if how else ""


def _result(name: str) -> str:
    return vocabulary.RESULT_OF[name].title if name in vocabulary.RESULT_OF else name


def _number(number: int | None) -> str:
    return "" if number is None else numbers.on_screen(number, settings.load().region)


def _time(text: str | None) -> str:
    if not text:
        return ""
    return catalog.day_and_time(datetime.fromisoformat(text).astimezone(settings.load().zone))


def _zone() -> str:
    return catalog.zone_name(settings.load().zone)
