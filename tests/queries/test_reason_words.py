"""The title and meaning of a reason, beside its key: from one place in SQL, in the reader's language."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pytest

import queries
from data.access import Viewer
from data.tables.schemas import MESSAGES
from data.words import vocabulary
from queries import WHY, WHY_MEANING, with_reasons
from tests.answers import EVERY, Fill, ReadGiven, ask, needed
from tests.import_files import utc

UNDELIVERED = [result.name for result in vocabulary.RESULTS if vocabulary.is_undelivered(result.name)]


@pytest.fixture
def every_text(logs: str, fill: Fill, read_given: ReadGiven) -> str:
    """Logs with rows for every question."""
    fill(logs, read_given(EVERY))
    return logs


@pytest.mark.parametrize("name", ["messages", "message_story", "number_story", "reason_totals"])
def test_words_are_added_to_undelivered_texts_and_change_nothing(
    name: str, every_text: str, viewer: Viewer
) -> None:
    with queries.reading(every_text):
        plain = ask(name, viewer)
        answer = queries.run(with_reasons(name, WHY, WHY_MEANING), viewer, None, **needed(name))
    assert answer.schema.names == [*plain.schema.names, "why", "why_meaning"]
    assert answer.select(plain.schema.names) == plain, "the same rows in the same order"
    for row in answer.to_pylist():
        is_undelivered = row["result"] in UNDELIVERED
        assert row["why"] == (vocabulary.reason_title(row["reason"]) if is_undelivered else None)
        assert row["why_meaning"] == (vocabulary.reason_meaning(row["reason"]) if is_undelivered else None)


def test_words_cover_a_known_an_unknown_and_no_reason(
    logs: str, fill: Fill, tmp_path: Path, viewer: Viewer
) -> None:
    failed, sent = UNDELIVERED[-1], vocabulary.RESULTS[2].name
    reasons = [(failed, "carrier_blocked"), (failed, "unheard of"), (failed, None), (sent, None)]
    fill(logs, {"messages": _texts(reasons)})
    with queries.reading(logs):
        answer = queries.run(with_reasons("messages", WHY), viewer, sort="requested_at")
        queries.write_csv(
            with_reasons("messages", WHY), viewer, tmp_path / "texts.csv", sort="requested_at"
        )
    assert answer["why"].to_pylist() == ["Blocked by carrier", "Not stated", "Not stated", None]
    rows = csv.reader((tmp_path / "texts.csv").open(encoding="utf-8"))
    assert [row[-1] for row in rows] == ["Blocked by carrier", "Not stated", "Not stated", ""]


def test_question_without_reasons_stays_unchanged() -> None:
    assert with_reasons("statuses", WHY) == queries.read("statuses")


def test_other_columns_than_those_of_reasons_are_refused() -> None:
    with pytest.raises(ValueError, match="color"):
        with_reasons("messages", "color")


def _texts(reasons: list[tuple[str, str | None]]) -> pa.Table:
    rows = [
        {
            "service": "s",
            "message_id": f"m{place}",
            "result": result,
            "reason": reason,
            "requested_at": utc(2026, 9, 1, 12 + place),
        }
        for place, (result, reason) in enumerate(reasons)
    ]
    return pa.Table.from_pylist(rows, schema=MESSAGES)
