"""Asking questions in tests, and their answers as lines that can be compared and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

import queries
from data.access import Viewer
from data.tables.snapshot import Snapshot
from queries import Selection

Given = Mapping[str, pa.Table]
Fill = Callable[[str, Given], Snapshot]
ReadGiven = Callable[[Path], Given]

GOLDEN = Path(__file__).parent / "golden"
EVERY = GOLDEN / "every_question" / "given"  # rows of two schools, enough for every question
TEXTS = 6  # that many are given there
NUMBER, ANOTHER_SCHOOLS_NUMBER = 12125550101, 12125550104
MESSAGE, ANOTHER_SCHOOLS_MESSAGE = "SM1", "SM3"
NEEDED: dict[str, object] = {  # what a question may need or take besides a selection
    "number": NUMBER,
    "service": "twilio",
    "message_id": MESSAGE,
    "enough": 1,
    "young_from": datetime(2026, 9, 30, 13, tzinfo=UTC),  # the exact instant of one of the texts
    "sort": "-school",
    "sorted_by": "-school",
    "now": datetime(2026, 11, 24, 12, tzinfo=UTC),
    "import_id": "000001",
    "run_id": "R-1",
}


def ask(name: str, viewer: Viewer, **other: object) -> pa.Table:
    """Return the answer to a question about everything; `other` replaces its default parameters."""
    return queries.run(name, viewer, Selection(), **needed(name, **other))


def needed(name: str, **other: object) -> dict[str, object]:
    """The parameters that a question needs besides a selection."""
    question = queries.read(name)
    values = {key: value for key, value in {**NEEDED, **other}.items() if key in question.parameters}
    if str(values.get("sort")).removeprefix("-") not in question.sorts:
        values.pop("sort", None)
    return values


def lines(answer: pa.Table) -> list[str]:
    """The names of the columns, then the rows, exact to the last digit."""
    rows = zip(*(column.to_pylist() for column in answer.columns), strict=True)
    return [" | ".join(answer.column_names), *(" | ".join(map(_cell, row)) for row in rows)]


def _cell(value: object) -> str:
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat() if isoformat else "(null)" if value is None else value)
