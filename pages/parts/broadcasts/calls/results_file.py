"""A file of call results: its rows, each matched with a row of the call list. No Streamlit here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data import numbers, settings
from data.errors import Problem
from data.importer.files import few_records
from data.importer.files.few_records import Records
from data.tables.office import Draft
from data.words import vocabulary
from data.words.catalog import _
from data.words.office import CALL_RESULTS, CallResult, call_result
from pages.parts.broadcasts.calls.entry import draft

Row = Mapping[str, Any]
MOST_ROWS = 100_000
# What files call each column, in lower case; the titles of this dashboard's own files come first.
CONTACT_ID = ("contact id", "contact_id", "contactid", "contact")
NUMBER = ("numbers", "number", "phone", "phone number", "cell", "mobile")
RESULT = ("call result", "call_result", "result of the call", "called", "outcome", "result")


@dataclass
class Results:
    """What a file says: entries to write, rows that can't be used, and why, and how many others there are.

    Those have no result, or the one that was entered last: the workbook of the list has it, too.
    """

    drafts: list[Draft] = field(default_factory=list)
    without_result: int = 0
    unchanged: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Every row of the file, each counted once."""
        return len(self.drafts) + self.without_result + self.unchanged + len(self.wrong)


@dataclass(frozen=True)
class _Columns:
    """The places of the columns of a file; None of one that it lacks."""

    contact_id: int | None
    number: int | None
    result: int


def read(content: bytes, file_name: str, called: Sequence[Row]) -> Results:
    """Return what a file says about the rows of "not_reached". Raises Problem if it can't be read."""
    records = few_records.read(content, file_name, MOST_ROWS)
    return _results(records, _columns(records, file_name), called)


def _columns(records: Records, file_name: str) -> _Columns:
    contact_id, number, result = map(records.column, (CONTACT_ID, NUMBER, RESULT))
    if result is None or (contact_id is None and number is None):
        raise Problem(
            _("This file needs a column for the call result, and one for the contact ID or number."),
            where=file_name,
            next_step=_(
                "Name them “{contact}” and “{result}”, as the Excel file of the call list does.",
                contact=vocabulary.column_title("contact_id"),
                result=vocabulary.column_title("call_result"),
            ),
        )
    return _Columns(contact_id, number, result)


def _results(records: Records, columns: _Columns, called: Sequence[Row]) -> Results:
    results, by_id, by_number = Results(), _by_id(called), _by_number(called)
    lines: dict[tuple[str | None, int | None], int] = {}
    for line, cells, broken in records.rows:
        if broken:
            results.wrong.append(_("Line {number}: {reason}.", number=line, reason=_(broken)))
            continue
        words = (cells[columns.result] or "").strip()
        if not words:
            results.without_result += 1
            continue
        try:
            row = _row(cells, columns, by_id, by_number)
            own = draft(row, _result(words), None)
            _require_new(lines.setdefault((own.contact_id, own.number), line), line)
            if row["call_result"] == own.value:
                results.unchanged += 1
            else:
                results.drafts.append(own)
        except _Unusable as unusable:
            results.wrong.append(
                _(
                    "Line {number}, {column}: {reason}.",
                    number=line,
                    column=vocabulary.column_title(unusable.column),
                    reason=unusable.reason,
                )
            )
    return results


class _Unusable(Exception):
    """A row that can't be used: in which column, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column)
        self.column, self.reason = column, reason


def _result(words: str) -> CallResult:
    result = call_result(words)
    if result is None:
        titles = ", ".join(f"“{own.title}”" for own in CALL_RESULTS)
        raise _Unusable("call_result", _("not a call result. Use one of {titles}", titles=titles))
    return result


def _require_new(first: int, line: int) -> None:
    """Raise _Unusable if a contact is in an earlier line, too: which of the two counts isn't known."""
    if first != line:
        raise _Unusable("contact_id", _("the same contact as in line {number}", number=first))


def _row(
    cells: Sequence[str | None],
    columns: _Columns,
    by_id: Mapping[str, Row],
    by_number: Mapping[int, Sequence[Row]],
) -> Row:
    """Return the row of the call list that a row of a file is about. Raises _Unusable."""
    contact_id = (cells[columns.contact_id] or "").strip() if columns.contact_id is not None else ""
    if contact_id:
        if contact_id not in by_id:
            raise _Unusable("contact_id", _("not on the call list of this broadcast"))
        return by_id[contact_id]
    text = (cells[columns.number] or "").split(",")[0] if columns.number is not None else ""
    number = numbers.read(text, settings.load().region)
    if number is None:
        raise _Unusable("number", _("no contact ID or phone number"))
    rows = by_number.get(number, ())
    if not rows:
        raise _Unusable("number", _("not on the call list of this broadcast"))
    if len(rows) > 1:
        raise _Unusable("number", _("shared by {number} contacts: enter the contact ID", number=len(rows)))
    return rows[0]


def _by_id(called: Sequence[Row]) -> dict[str, Row]:
    return {row["contact_id"]: row for row in called if row["contact_id"] is not None}


def _by_number(called: Sequence[Row]) -> Mapping[int, Sequence[Row]]:
    rows = defaultdict[int, list[Row]](list)
    for row in called:
        for listed in (row["numbers"], row["other_numbers"]):
            for number in (listed or "").split(", ") if listed else ():
                rows[int(number.removeprefix("+"))].append(row)
    return rows
