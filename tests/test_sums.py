"""Whatever the texts and whatever is selected, every question counts the same texts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import queries
from data import vocabulary
from data.access import Viewer
from data.tables import MESSAGES
from queries import Selection
from tests.answers import Fill

Row = dict[str, Any]

ZONE = ZoneInfo("America/Chicago")
IDS, NAMES = ("B-1", "B-2", None), ("Snow", "Picture day", "B-1", None)
SCHOOLS = ("Lincoln High", "Grant Elementary", None)
STAGE_OF = {result.name: result.stage for result in vocabulary.RESULTS}
REASONS_OF = {
    name: [None, *(reason.key for reason in vocabulary.REASONS if reason.result == name)]
    for name in STAGE_OF
}
# Local midnights beside both clock changes and at the end of a UTC month, an instant before and after them.
MIDNIGHTS = [
    datetime(2026, month, day, hour, tzinfo=UTC)
    for month, day, hour in [(3, 8, 6), (3, 9, 5), (11, 1, 5), (11, 2, 6), (10, 1, 5), (10, 1, 0)]
]
FIRST = datetime(2026, 3, 7, tzinfo=UTC)
INSTANTS = st.one_of(
    st.builds(
        lambda at, us: at + timedelta(microseconds=us), st.sampled_from(MIDNIGHTS), st.integers(-1, 1)
    ),
    st.integers(0, 240 * 24 * 3600).map(lambda seconds: FIRST + timedelta(seconds=seconds)),
)
DAYS = st.sampled_from([None, date(2026, 3, 8), date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 1)])


def _some(names: tuple[str | None, ...]) -> st.SearchStrategy[tuple[str, ...] | None]:
    known = [name for name in names if name is not None]
    return st.none() | st.lists(st.sampled_from(known), unique=True).map(tuple)


TEXTS = st.lists(
    st.sampled_from(sorted(STAGE_OF)).flatmap(
        lambda result: st.fixed_dictionaries(
            {
                "requested_at": INSTANTS,
                "result": st.just(result),
                "reason": st.sampled_from(REASONS_OF[result]),
                "broadcast_id": st.sampled_from(IDS),
                "broadcast": st.sampled_from(NAMES),
                "school": st.sampled_from(SCHOOLS),
                "number": st.sampled_from([None, 12125550101, 12125550102]),
            }
        )
    ),
    max_size=12,
)
ASKED = st.tuples(
    st.builds(
        Selection, DAYS, DAYS, _some((*IDS, "Snow")), _some(SCHOOLS), _some(tuple(STAGE_OF)), st.none()
    ),
    st.builds(Viewer, schools=_some(SCHOOLS)),
)


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One store for all examples; each of them is a new version of it."""
    return str(tmp_path_factory.mktemp("logs"))


# Small examples instead of the search for the smallest, which takes minutes where each is a store.
@settings(
    max_examples=20, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
@given(texts=TEXTS, asked=st.lists(ASKED, min_size=2, max_size=4))
def test_every_question_counts_the_same_texts(
    uri: str, fill: Fill, texts: list[Row], asked: list[tuple[Selection, Viewer]]
) -> None:
    rows = [{"service": "twilio", "message_id": f"SM{n}"} | text for n, text in enumerate(texts)]
    fill(uri, {"messages": pa.Table.from_pylist(rows, schema=MESSAGES)})
    with queries.reading(uri):
        for selection, viewer in asked:
            _check(rows, selection, viewer)


def _check(rows: list[Row], selection: Selection, viewer: Viewer) -> None:
    whatever_result = [row for row in rows if _fits(row, selection, viewer)]
    chosen = [row for row in whatever_result if _in(selection.results, row["result"])]

    def answer(name: str) -> list[Row]:
        found: list[Row] = queries.run(name, viewer, selection).to_pylist()
        return found

    results = {row["result"]: row["texts"] for row in answer("result_totals")}
    assert results == {
        name: sum(row["result"] == name for row in whatever_result)
        for name in STAGE_OF
        if _in(selection.results, name)
    }, "results add up to the texts"

    stages = {row["stage"]: row["texts"] for row in answer("stage_totals")}
    of_stages = Counter(STAGE_OF[row["result"]] for row in chosen)
    assert stages == {stage: of_stages[stage] for stage in vocabulary.STAGES} | {None: len(chosen)}, (
        "stages add up to the results"
    )

    days = {(row["day"], row["result"]): row["texts"] for row in answer("results_by_day")}
    assert days == Counter((_day(row), row["result"]) for row in chosen), "days add up to the range"

    broadcasts = {_name(row): (row["texts"], row["undelivered"]) for row in answer("results_by_broadcast")}
    undelivered = [row for row in chosen if STAGE_OF[row["result"]] == vocabulary.UNDELIVERED]
    texts_of, undelivered_of = Counter(map(_key, chosen)), Counter(map(_key, undelivered))
    assert sum(texts for texts, _ in broadcasts.values()) == len(chosen), "broadcasts add up to the texts"
    assert sorted(broadcasts.values()) == sorted((texts_of[key], undelivered_of[key]) for key in texts_of)

    reasons = {(row["result"], row["reason"]): row["texts"] for row in answer("reason_totals")}
    assert reasons == Counter((row["result"], row["reason"]) for row in undelivered), (
        "reasons add up to the undelivered"
    )

    listed = sorted(row["message_id"] for row in answer("messages"))
    assert listed == sorted(row["message_id"] for row in chosen), "the list has the texts that are counted"


def _fits(row: Row, selection: Selection, viewer: Viewer) -> bool:
    return (
        (selection.from_day is None or _day(row) >= selection.from_day)
        and (selection.to_day is None or _day(row) <= selection.to_day)
        and (_in(selection.broadcasts, row["broadcast_id"]) or _in(selection.broadcasts, row["broadcast"]))
        and _in(selection.schools, row["school"])
        and _in(viewer.schools, row["school"])
    )


def _in(chosen: tuple[str, ...] | None, value: str | None) -> bool:
    return chosen is None or value in chosen


def _day(row: Row) -> date:
    at: datetime = row["requested_at"]
    return at.astimezone(ZONE).date()


def _key(row: Row) -> tuple[str | None, str | None]:
    """What makes a broadcast: its id, and its name where it has none."""
    return row["broadcast_id"], row["broadcast"] if row["broadcast_id"] is None else None


def _name(row: Row) -> tuple[str | None, str | None]:
    return row["broadcast_id"], row["broadcast"]
