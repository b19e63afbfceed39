"""Numbers in files: SQL reads plain ones as the library does, and the library reads the rest."""

from __future__ import annotations

import functools
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from data import numbers
from data.importer.rows import database
from data.settings import Settings
from data.words import vocabulary
from tests.import_files import (
    CONTACTS,
    FAILED,
    INELIGIBLE,
    NOT_SENT_YET,
    SENDING,
    SENT,
    imported,
    log_file,
    messages,
    one_message,
    rows_not_imported,
    rows_of,
    text,
)

DIGITS = st.from_regex(r"1?[1-9][0-9]{7,10}|[2-9][0-9]{2}55501[0-9]{2}", fullmatch=True)
MARKS = st.sampled_from(["", "", " ", "-", ".", "(", ") ", "+", "/", "x", "0", ".0", "E"])
_kept: list[AbstractContextManager[duckdb.DuckDBPyConnection]] = []  # open for as long as the tests run


@functools.cache
def _database(region: str) -> duckdb.DuckDBPyConnection:
    _kept.append(database.database(Path(tempfile.gettempdir()), Settings(region=region)))
    return _kept[-1].__enter__()


def _plain(cells: list[str], region: str = "US") -> list[int | None]:
    number_read = _database(region).execute(
        "select plain_number(cell) from (select unnest($cells) as cell)", {"cells": cells}
    )
    return [row[0] for row in number_read.fetchall()]


@st.composite
def _typed(draw: st.DrawFn) -> str:
    """Digits with marks before, between and behind them, as people and programs type numbers."""
    digits = draw(DIGITS)
    places = sorted(draw(st.lists(st.integers(0, len(digits)), max_size=4)))
    parts = [digits[start:end] for start, end in zip([0, *places], [*places, len(digits)], strict=True)]
    return "".join(part + draw(MARKS) for part in parts)


@trying(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_typed(), st.text("0123456789+-(). ", max_size=16)), min_size=1, max_size=40))
def test_a_number_that_sql_calls_plain_is_the_librarys_number(cells: list[str]) -> None:
    for cell, number_read in zip(cells, _plain(cells), strict=True):
        assert number_read is None or number_read == numbers.read(cell, "US"), cell


def test_the_usual_forms_are_plain_so_that_a_large_file_needs_no_library() -> None:
    forms = [
        "2125550101",
        "(212) 555-0101",
        "212-555-0101",
        "212.555.0101",
        "+12125550101",
        "1 212 555 0101",
    ]
    assert _plain(forms) == [12125550101] * len(forms)


def test_no_form_is_plain_outside_the_north_american_plan() -> None:
    assert _plain(["2125550101", "+12125550101"], region="GB") == [None, None]


def test_every_form_of_a_number_is_the_same_number(tmp_path: Path) -> None:
    forms = ("2125550101", "(212) 555-0101", "+1 212 555 0101", "2125550101.0", "tel:+12125550101")
    rows = [text(f"m{place}", to=form) for place, form in enumerate(forms)]
    assert imported(log_file(tmp_path, *rows)) == {"stored": len(forms)}
    assert {row["number"] for row in messages().values()} == {12125550101}


def test_a_possible_number_that_is_in_no_range_is_stored(tmp_path: Path) -> None:
    assert imported(log_file(tmp_path, text("m1", to="(211) 555-0101"))) == {"stored": 1}
    assert not numbers.is_valid(one_message()["number"])


def test_scientific_form_is_rejected_with_the_way_out(tmp_path: Path) -> None:
    assert imported(log_file(tmp_path, text("m1", to="2.12556E+09"))) == {"rejected": 1}
    assert rows_not_imported() == [
        (
            2,
            "rejected",
            "Phone Number",
            (
                "A spreadsheet wrote this number in scientific form, so its last digits are lost. "
                "Export the column again as text."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("", "This row has no phone number."),
        ("none", "This row has no phone number."),
        ("555-0101", "The number has no area code."),
        ("Ana", "This isn't a phone number."),
    ],
)
def test_a_row_without_a_number_is_stored_where_its_result_explains_that(
    tmp_path: Path, cell: str, why: str
) -> None:
    lacking = {reason.key for reason in vocabulary.REASONS if reason.may_lack_number}
    assert lacking == {"no_active_number", "no_sms_number"}
    rows = [
        text(reason.key, to=cell, result=reason.result, why=reason.key) for reason in vocabulary.REASONS
    ]
    rows += [text("not stated", to=cell, result=INELIGIBLE)]
    rows += [text(result, to=cell, result=result) for result in (FAILED, SENT, SENDING, NOT_SENT_YET)]
    imported(log_file(tmp_path, *rows))
    number_read = messages()
    assert set(number_read) == lacking | {"not stated"}
    assert {row["number"] for row in number_read.values()} == {None}
    assert {row[-1] for row in rows_not_imported()} == {why}


def test_a_consent_list_needs_a_number_in_every_row(tmp_path: Path) -> None:
    rows = ["", "2026-09-30"], ["x", "2026-09-30"]
    header = ["Phone Number", "Changed", "SMS Status"]
    words = [[*row, vocabulary.STATUSES[0].name] for row in rows]
    assert imported(log_file(tmp_path, *words, header=header)) == {"rejected": 2}
    assert [why for *_row, why in rows_not_imported()] == [
        "This row has no phone number.",
        "This isn't a phone number.",
    ]


def test_a_contact_may_have_no_number_but_no_unreadable_one(tmp_path: Path) -> None:
    rows = [["c1", cell, "Ana", "", "", ""] for cell in ("", "x")]
    assert imported(log_file(tmp_path, *rows, header=CONTACTS)) == {"stored": 1, "rejected": 1}
    assert rows_of("contacts")[0]["number"] is None
