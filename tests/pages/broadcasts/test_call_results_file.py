"""A file of call results: each of its rows is saved, has no result yet, or is named with what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from data.errors import Problem
from pages.parts.broadcasts.calls import results_file, upload
from pages.parts.broadcasts.calls.results_file import Results

Row = dict[str, Any]


def _row(contact_id: str | None, numbers: str, other: str | None = None) -> Row:
    alone = None if contact_id else numbers
    return {
        "contact_id": contact_id,
        "numbers": numbers,
        "other_numbers": other,
        "number_alone": alone,
        "broadcast_id": "B-1",
        "school": "Lincoln High",
        "call_result": None,
    }


CALLED = [
    _row("C-1", "+12125550101"),
    _row("C-2", "+12125550102, +12125550103", "+12125550104"),
    _row("C-3", "+12125550101"),
    _row(None, "+12125550109"),
]


def _read(*lines: str) -> Results:
    return results_file.read("\n".join(lines).encode(), "calls.csv", CALLED)


def test_rows_are_matched_by_contact_or_by_any_of_its_numbers() -> None:
    results = _read(
        "Contact ID,Number,Call result",
        "C-1,,reached",
        ",(212) 555-0104,No answer",
        ",212-555-0109,spoke",
        "C-3,,",
    )
    assert [(own.contact_id, own.number, own.value) for own in results.drafts] == [
        ("C-1", None, "Called, reached"),
        ("C-2", None, "No answer"),
        (None, 12125550109, "Called, reached"),
    ]
    assert {(own.broadcast, own.school) for own in results.drafts} == {("B-1", "Lincoln High")}
    assert (results.without_result, results.wrong, results.rows) == (1, [], 4)


def test_a_result_that_was_entered_before_is_not_entered_again() -> None:
    called = [{**CALLED[0], "call_result": "Called, reached"}, {**CALLED[1], "call_result": "No answer"}]
    content = "Contact ID,Call result\nC-1,spoke\nC-2,reached"
    results = results_file.read(content.encode(), "calls.csv", called)
    assert [(own.contact_id, own.value) for own in results.drafts] == [("C-2", "Called, reached")]
    assert (results.unchanged, results.rows) == (1, 2)
    assert "1 was saved before." in upload.sentence(results)


def test_each_row_that_cannot_be_used_is_named_with_line_column_and_reason() -> None:
    results = _read(
        "contact_id,number,result",
        "C-9,,reached",
        ",(212) 555-0101,reached",
        ",hello,reached",
        ",(212) 555-0177,reached",
        "C-1,,perhaps",
        "C-1,,reached",
        "C-1,,No answer",
    )
    assert [line.partition(".")[0] for line in results.wrong] == [
        "Line 2, Contact ID: not on the call list of this broadcast",
        "Line 3, Number: shared by 2 contacts: enter the contact ID",
        "Line 4, Number: no contact ID or phone number",
        "Line 5, Number: not on the call list of this broadcast",
        "Line 6, Call result: not a call result",
        "Line 8, Contact ID: the same contact as in line 7",
    ]
    assert "555" not in " ".join(results.wrong)
    assert (len(results.drafts), results.rows) == (1, 7)
    assert upload.sentence(results) == (
        "**1 of 7 rows has a call result to save.** "
        "6 can't be used. Correct them, and upload the file again. Saved rows don't count twice."
    )


def test_a_file_without_the_columns_says_which_it_needs() -> None:
    with pytest.raises(Problem, match="needs a column") as refused:
        _read("Name,Result", "Ana,reached")
    assert "Contact ID" in refused.value.next_step
