"""Which files of the log a question about one text or number reads: the others can be damaged."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import queries
from data.access import Viewer
from data.errors import Problem
from data.tables.daily_results import month_of
from data.tables.schemas import MESSAGES
from data.tables.store import newest
from tests.answers import NUMBER, Fill

MOMENTS = {f"2026-{month:02}": datetime(2026, month, 1, 12, tzinfo=UTC) for month in (3, 4)}


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
