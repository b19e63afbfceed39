"""Which files of the log a question about one text or number reads: the others can be damaged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import queries
from data import engine
from data.access import Viewer
from data.engine import texted_numbers
from data.errors import Problem
from data.tables.daily_results import month_of
from data.tables.schemas import MESSAGES
from data.tables.snapshot import Snapshot
from data.tables.store import newest
from tests.answers import Fill

NUMBER = 19895550150  # of no other test: numbers of every store of the process are in memory
NEVER_TEXTED = NUMBER + 1  # between two numbers with texts in one file
MOMENTS = {f"2026-{month:02}": datetime(2026, month, 1, 12, tzinfo=UTC) for month in (3, 4)}


@pytest.fixture
def texts_to(logs: str, fill: Fill) -> Callable[..., Snapshot]:
    """Make logs of two texts to each of some numbers, which are then in memory; return their snapshot."""

    def filled(*numbers: int) -> Snapshot:
        texts = [
            {"message_id": f"{month} {number}", "number": number, "requested_at": moment, "result": "Sent"}
            for month, moment in MOMENTS.items()
            for number in numbers
        ]
        fill(logs, {"messages": pa.Table.from_pylist(texts, schema=MESSAGES)})
        queries.open_tables(logs)
        texted_numbers.read(engine.database(logs).snapshot).join()
        return newest(logs)

    return filled


@pytest.fixture
def other_month(logs: str, fill: Fill) -> str:
    """Two texts of one broadcast in each of two months, one of which is damaged; return the other."""
    given = {"service": "twilio", "number": NUMBER, "result": "Sent"}
    texts = [
        {**given, "message_id": f"{month} {place}", "broadcast_id": month, "requested_at": moment}
        for month, moment in MOMENTS.items()
        for place in (1, 2)
    ]
    fill(logs, {"messages": pa.Table.from_pylist(texts, schema=MESSAGES)})
    queries.open_tables(logs)
    opened, damaged = newest(logs).files("messages")  # DuckDB always opens the first one, for its columns
    Path(damaged).write_bytes(b"damaged")
    return month_of(opened)


def test_text_is_found_by_its_time_without_the_files_of_other_months(
    other_month: str, viewer: Viewer
) -> None:
    text: dict[str, Any] = {"service": "twilio", "message_id": f"{other_month} 1"}
    (story,) = queries.run("message_story", viewer, **text, requested_at=MOMENTS[other_month]).to_pylist()
    assert story["same_broadcast"] == 1
    with pytest.raises(Problem):
        queries.run("message_story", viewer, **text)


def test_no_file_is_read_for_a_number_that_was_never_texted(
    texts_to: Callable[..., Snapshot], viewer: Viewer
) -> None:
    _opened, damaged = texts_to(NUMBER, NUMBER + 2).files("messages")
    Path(damaged).write_bytes(b"damaged")
    for question in ("number_status", "number_story"):
        with pytest.raises(Problem):
            queries.run(question, viewer, number=NUMBER)
    assert texts_of(NEVER_TEXTED, viewer) == 0
    assert queries.run("number_story", viewer, number=NEVER_TEXTED).num_rows == 0


def test_number_is_looked_up_in_the_files_before_its_texts_are_known(
    texts_to: Callable[..., Snapshot], viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts_to(NUMBER, NUMBER + 2)
    monkeypatch.setattr(texted_numbers, "_snapshots", set())
    assert [texts_of(number, viewer) for number in (NUMBER, NEVER_TEXTED)] == [2, 0]


def test_number_that_newer_data_has_texts_to_is_found(
    texts_to: Callable[..., Snapshot], viewer: Viewer
) -> None:
    texts_to(NUMBER, NUMBER + 2)
    assert texts_of(NEVER_TEXTED, viewer) == 0
    texts_to(NUMBER, NEVER_TEXTED, NUMBER + 2)
    assert texts_of(NEVER_TEXTED, viewer) == 2


def texts_of(number: int, viewer: Viewer) -> int:
    return int(queries.run("number_status", viewer, number=number)["texts"][0].as_py())
