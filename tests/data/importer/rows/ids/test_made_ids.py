"""Ids that are made for texts without one."""

from __future__ import annotations

import duckdb
import pytest

from data.importer.rows.database import set_lists, set_variables
from data.words import vocabulary_tables
from tests.data.importer.rows.small_tables import fill, step
from tests.import_files import SENT

CELLS = "direction varchar, channel varchar, result_text varchar, reason_text varchar, carrier_code varchar"
TEXTS = (
    "record bigint, service varchar, broadcast varchar, number bigint, number_text varchar, "
    f"requested_at timestamp, {CELLS}, broadcast_id varchar, sent_by varchar, contact_id varchar, "
    "short_code varchar, list_place varchar, body_mark varchar"
)
VERDICTS = f"kind varchar, result varchar, {CELLS}"
FIRST = "1 | s | Snow day | 1 | | 2026-09-30 09:00 | | | sent | | | | | | | |"


@pytest.fixture
def texts(small: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """No texts, in a file whose ids are made of number, time and broadcast."""
    for name, table in vocabulary_tables.tables().items():
        small.register(name, table)
    set_variables(small, {"service": "s", "lacks_seconds": False})
    fill(small, "numbers_read", "text varchar, number bigint", "one | 1", "odd |")
    fill(
        small,
        "verdicts",
        VERDICTS,
        f"| {SENT} | | | sent",
        f"| {SENT} | | | delivered",
        "| Sending | | | sending",
        "set aside | | | | call",
    )
    return small


def _ids(texts: duckdb.DuckDBPyConnection, *rows: str) -> list[tuple[str, str]]:
    """Return what each id is made of (a letter for each that is another), and its place."""
    fill(texts, "without_id", TEXTS, *rows)
    step(texts, "ids/make")
    made = texts.sql("select message_id from made_ids order by record").fetchall()
    letters = {
        stem: "abcdef"[place] for place, stem in enumerate(dict.fromkeys(id_[:32] for (id_,) in made))
    }
    return [(letters[id_[:32]], id_[32:]) for (id_,) in made]


@pytest.mark.parametrize(
    ("before", "after", "is_alike"),
    [
        ("Snow day", "Bus 4", False),
        ("| 1 |", "| 2 |", False),
        ("09:00", "09:01", False),
        ("| s |", "| t |", False),
        ("| s |", "| |", True),
        ("| 1 | |", "| | one |", True),
        ("| 1 | |", "| | odd |", False),
        ("sent", "delivered", True),
    ],
)
def test_an_id_is_made_of_what_does_not_change(
    texts: duckdb.DuckDBPyConnection, before: str, after: str, *, is_alike: bool
) -> None:
    made = _ids(texts, FIRST, "2" + FIRST[1:].replace(before, after))
    assert (
        made in ([("a", "-1"), ("a", "-2")], [("a", "-2"), ("a", "-1")])
        if is_alike
        else [
            ("a", "-1"),
            ("b", "-1"),
        ]
    )


def test_of_texts_alike_one_with_a_final_result_is_the_first(texts: duckdb.DuckDBPyConnection) -> None:
    rows = [FIRST.replace("| sent |", "| sending |"), "2" + FIRST[1:]]
    assert _ids(texts, *rows) == [("a", "-2"), ("a", "-1")]


def test_of_texts_with_final_results_the_words_decide_and_then_the_line(
    texts: duckdb.DuckDBPyConnection,
) -> None:
    rows = [FIRST, "2" + FIRST[1:].replace("| sent |", "| delivered |"), "3" + FIRST[1:]]
    assert _ids(texts, *rows) == [("a", "-2"), ("a", "-1"), ("a", "-3")]


def test_rows_that_are_not_imported_have_places_of_their_own(texts: duckdb.DuckDBPyConnection) -> None:
    rows = [FIRST.replace("| sent |", "| call |"), "2" + FIRST[1:]]
    assert _ids(texts, *rows) == [("a", "-1"), ("a", "-1")]


@pytest.mark.parametrize("place", [6, 7, 9, 10])
def test_a_verdict_is_of_all_cells_together(texts: duckdb.DuckDBPyConnection, place: int) -> None:
    cells = FIRST.replace("| sent |", "| call |").split("|")
    cells[place] = "x"
    rows = ["|".join(cells), "2" + FIRST[1:].replace("| sent |", "| sending |")]
    assert _ids(texts, *rows) == [("a", "-1"), ("a", "-2")]  # both in progress: "call" before "sending"


def test_the_ids_of_a_file_without_seconds_are_marked(texts: duckdb.DuckDBPyConnection) -> None:
    set_variables(texts, {"lacks_seconds": True})
    assert _ids(texts, FIRST) == [("a", "-m1")]


@pytest.mark.parametrize("place", range(11, 17))
def test_an_id_is_made_of_every_field_if_the_format_names_none(
    texts: duckdb.DuckDBPyConnection, place: int
) -> None:
    set_lists(texts, {"id_of": []})
    cells = f"2{FIRST[1:]}".split("|")
    cells[place] = "x"
    assert _ids(texts, FIRST, "|".join(cells)) == [("a", "-1"), ("b", "-1")]
