"""For any texts and any two selections, a change is the difference of both sides' shares."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import queries
from data.access import Viewer
from data.tables.schemas import MESSAGES
from data.words import vocabulary
from queries import Selection
from queries.comparison import BEFORE, WEEKDAYS, Compared, compared, parameters
from tests.answers import Fill
from tests.any_texts import FEW, SELECTIONS, STAGE_OF, TEXTS, Row, day_of, fits, is_undelivered

ENOUGH = 2
LEVELS = ("stage", "result", "part", "reason")
Pair = tuple[Selection, Selection, Viewer]


def _pair(first: tuple[Selection, Viewer], second: tuple[Selection, Viewer]) -> Pair:
    """Return two selections that differ in days and broadcasts only, as a comparison has them."""
    own, viewer = _of_days(first[0]), first[1]
    days = _of_days(second[0])
    other = replace(own, from_day=days.from_day, to_day=days.to_day, broadcasts=days.broadcasts)
    return own, other, viewer


def _of_days(selection: Selection) -> Selection:
    """Return a selection of any result, in which one day is a range of its own."""
    first, last = selection.day or selection.from_day, selection.day or selection.to_day
    return replace(selection, from_day=first, to_day=last, day=None, results=None, reasons=None)


@FEW
@given(texts=TEXTS, pairs=st.lists(st.builds(_pair, SELECTIONS, SELECTIONS), min_size=2, max_size=4))
def test_a_change_is_the_difference_of_two_shares_and_turns_round_with_them(
    uri: str, fill: Fill, texts: list[Row], pairs: list[Pair]
) -> None:
    fill(uri, {"messages": pa.Table.from_pylist(texts, schema=MESSAGES)})
    with queries.reading(uri):
        for own, other, viewer in pairs:
            forth, back = _changes(own, other, viewer), _changes(other, own, viewer)
            assert forth.keys() == back.keys()
            for key, row in forth.items():
                _check_row(row, back[key])
            _check_counts(forth, [row for row in texts if fits(row, own, viewer)], "texts")
            _check_counts(forth, [row for row in texts if fits(row, other, viewer)], "compared_texts")
            _check_levels(list(forth.values()))
            _check_schools(texts, own, other, viewer)


def _changes(own: Selection, other: Selection, viewer: Viewer) -> dict[tuple[object, ...], Row]:
    rows = queries.run(
        "outcome_changes", viewer, own, enough=ENOUGH, **parameters(Compared(BEFORE, other))
    ).to_pylist()
    return {tuple(row[name] for name in (*LEVELS, "level")): row for row in rows}


def _check_row(row: Row, turned: Row) -> None:
    shares = row["share_pct"], row["compared_share_pct"]
    if None in shares:
        assert row["change_points"] is None
    else:
        assert row["change_points"] == pytest.approx(shares[0] - shares[1])
        assert turned["change_points"] == pytest.approx(-row["change_points"])
    assert (turned["texts"], turned["compared_texts"]) == (row["compared_texts"], row["texts"])
    assert turned["is_comparable"] == row["is_comparable"]


def _check_counts(rows: dict[tuple[object, ...], Row], fitting: list[Row], column: str) -> None:
    counted = {row["result"]: row[column] for row in rows.values() if row["level"] == "result"}
    by_result = Counter(row["result"] for row in fitting)
    assert counted == {result: by_result[result] for result in STAGE_OF}


def _check_levels(rows: list[Row]) -> None:
    """Check that the changes of parts, and of reasons, add up to that of the undelivered texts."""
    undelivered = next(row["change_points"] for row in rows if _is_undelivered_stage(row))
    for level in ("part", "reason"):
        own = [row["change_points"] for row in rows if row["level"] == level]
        if undelivered is not None and own:
            assert sum(own) == pytest.approx(undelivered)


def _is_undelivered_stage(row: Row) -> bool:
    return (row["level"], row["stage"]) == ("stage", vocabulary.UNDELIVERED)


def _check_schools(texts: list[Row], own: Selection, other: Selection, viewer: Viewer) -> None:
    answer = queries.run(
        "undelivered_by_school", viewer, own, enough=ENOUGH, **parameters(Compared(BEFORE, other))
    )
    for row in answer.to_pylist():
        of_school = [text for text in texts if text["school"] == row["school"]]
        before = [text for text in of_school if fits(text, other, viewer)]
        share = 100 * sum(map(is_undelivered, before)) / len(before) if before else None
        assert row["compared_share_pct"] == (None if share is None else pytest.approx(share))
        assert row["is_comparable"] == (min(len(before), row["texts"]) >= ENOUGH)
        if share is not None:
            assert row["change_points"] == pytest.approx(row["undelivered_pct"] - share)


@FEW
@given(texts=TEXTS, selections=st.lists(SELECTIONS, min_size=2, max_size=4))
def test_the_same_weekdays_are_averages_of_the_periods_that_have_texts(
    uri: str, fill: Fill, texts: list[Row], selections: list[tuple[Selection, Viewer]]
) -> None:
    fill(uri, {"messages": pa.Table.from_pylist(texts, schema=MESSAGES)})
    with queries.reading(uri):
        for selection, viewer in selections:
            own = replace(selection, results=None, reasons=None)
            other = compared(own, WEEKDAYS)
            if other is None:
                continue
            answer = queries.run("outcome_changes", viewer, own, enough=ENOUGH, **parameters(other))
            total = next(row for row in answer.to_pylist() if row["level"] == "stage" and not row["stage"])
            rows = [
                row
                for row in texts
                if fits(row, replace(own, from_day=None, to_day=None, day=None), viewer)
            ]
            counts = [
                sum(since <= day_of(row) <= until for row in rows) for since, until in other.periods()
            ]
            with_texts = [count for count in counts if count]
            average = sum(with_texts) / len(with_texts) if with_texts else 0
            assert total["compared_texts"] == pytest.approx(average)
