"""For any texts and any filter, every question counts the same texts."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

import queries
from data.access import Viewer, person_at_machine
from data.tables.schemas import MESSAGES
from data.words import vocabulary
from queries import Selection
from tests.answers import Fill
from tests.any_texts import (
    FEW,
    SELECTIONS,
    STAGE_OF,
    TEXTS,
    Row,
    broadcast_of,
    day_of,
    fits,
    has_reason,
    is_in,
    is_undelivered,
)


@FEW
@example(texts=[], selections=[(Selection(), person_at_machine())])
@given(texts=TEXTS, selections=st.lists(SELECTIONS, min_size=2, max_size=4))
def test_every_question_counts_the_same_texts(
    uri: str, fill: Fill, texts: list[Row], selections: list[tuple[Selection, Viewer]]
) -> None:
    fill(uri, {"messages": pa.Table.from_pylist(texts, schema=MESSAGES)})
    with queries.reading(uri):
        for selection, viewer in selections:
            _check(texts, selection, viewer)


def _check(rows: list[Row], selection: Selection, viewer: Viewer) -> None:
    of_any_result = [
        row for row in rows if fits(row, selection, viewer) and has_reason(row, selection.reasons)
    ]
    selected = [row for row in of_any_result if is_in(selection.results, row["result"])]

    def answer(name: str) -> list[Row]:
        found: list[Row] = queries.run(name, viewer, selection).to_pylist()
        return found

    results = {row["result"]: row["texts"] for row in answer("result_totals")}
    assert results == {
        name: sum(row["result"] == name for row in of_any_result)
        for name in STAGE_OF
        if is_in(selection.results, name)
    }, "results add up to the texts"

    stages = {row["stage"]: row["texts"] for row in answer("stage_totals")}
    of_stages = Counter(STAGE_OF[row["result"]] for row in selected)
    assert stages == {stage: of_stages[stage] for stage in vocabulary.STAGES} | {None: len(selected)}, (
        "stages add up to the results"
    )

    days = {(row["day"], row["result"]): row["texts"] for row in answer("results_by_day")}
    assert days == Counter((day_of(row), row["result"]) for row in selected), "days add up to the range"

    _check_broadcasts(answer("results_by_broadcast"), selected)

    undelivered = [row for row in selected if is_undelivered(row)]
    reasons = {(row["result"], row["reason"]): row["texts"] for row in answer("reason_totals")}
    assert reasons == Counter((row["result"], row["reason"]) for row in undelivered), (
        "reasons add up to the undelivered"
    )

    listed = sorted(row["message_id"] for row in answer("messages"))
    assert listed == sorted(row["message_id"] for row in selected), (
        "the list has the texts that are counted"
    )


def _check_broadcasts(answer: list[Row], selected: list[Row]) -> None:
    texts_of = Counter(map(broadcast_of, selected))
    undelivered_of = Counter(broadcast_of(row) for row in selected if is_undelivered(row))
    assert sorted((row["texts"], row["undelivered"]) for row in answer) == sorted(
        (texts_of[key], undelivered_of[key]) for key in texts_of
    ), "broadcasts add up to the texts"
