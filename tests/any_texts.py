"""Any texts and any selection, made up by Hypothesis, and which of the texts the selection means."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import Phase, settings
from hypothesis import strategies as st

from data.access import Viewer
from data.words import vocabulary
from queries import Selection
from tests.viewers import limited_to

Row = dict[str, Any]

ZONE = ZoneInfo("America/Chicago")
IDS, NAMES = ("B-1", "B-2", None), ("Snow", "Picture day", "B-1", None)
SCHOOLS = ("Lincoln High", "Grant Elementary", None)
PARTS = {key: part.key for part in vocabulary.PARTS for key in vocabulary.part_reasons(part.key)}
STAGE_OF = {result.name: result.stage for result in vocabulary.RESULTS}
CHANGES = {result.name: result.changes for result in vocabulary.RESULTS}
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
OF_INTEREST = [date(2026, 3, 8), date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 1)]
DAYS = st.sampled_from([*[None] * 6, *OF_INTEREST])  # mostly none, so that something is left to count


def _some(names: tuple[str | None, ...]) -> st.SearchStrategy[tuple[str, ...] | None]:
    names_only = [name for name in names if name is not None]
    selected = st.lists(st.sampled_from(names_only), unique=True, min_size=(len(names_only) + 1) // 2).map(
        tuple
    )
    return st.sampled_from([None, None, ()]) | selected


SOME_TEXTS = st.lists(
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
    min_size=6,
)
TEXTS = SOME_TEXTS.map(
    lambda texts: [{"service": "twilio", "message_id": f"SM{n}"} | text for n, text in enumerate(texts)]
)
SELECTIONS = st.tuples(
    st.builds(
        Selection,
        from_day=DAYS,
        to_day=DAYS,
        broadcasts=_some((*IDS, "Snow")),
        schools=_some(SCHOOLS),
        results=_some(tuple(STAGE_OF)),
        reasons=_some(tuple(PARTS)),
        day=DAYS,
    ),
    st.builds(limited_to, _some(SCHOOLS)),
)


# Small examples instead of the search for the smallest, which takes minutes where each is a store.
FEW = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)


def fits(row: Row, selection: Selection, viewer: Viewer) -> bool:
    """Return whether the selection has a text, of any result and reason."""
    return (
        _is_of(day_of(row), selection)
        and (
            is_in(selection.broadcasts, row["broadcast_id"])
            or is_in(selection.broadcasts, row["broadcast"])
        )
        and is_in(selection.schools, row["school"])
        and is_in(viewer.schools, row["school"])
    )


def _is_of(day: date, selection: Selection) -> bool:
    if selection.day:
        return day == selection.day
    return (selection.from_day or day) <= day <= (selection.to_day or day)


def has_reason(row: Row, reasons: tuple[str, ...] | None) -> bool:
    stated = row["reason"] or vocabulary.NOT_STATED_KEY
    return reasons is None or (is_undelivered(row) and stated in reasons)


def is_undelivered(row: Row) -> bool:
    return STAGE_OF[row["result"]] == vocabulary.UNDELIVERED


def is_in(selected: tuple[str, ...] | None, value: str | None) -> bool:
    return selected is None or value in selected


def day_of(row: Row) -> date:
    at: datetime = row["requested_at"]
    return at.astimezone(ZONE).date()


def broadcast_of(row: Row) -> tuple[str | None, str | None]:
    """Return the key of a broadcast: its id, or its name without one."""
    return row["broadcast_id"], row["broadcast"] if row["broadcast_id"] is None else None
