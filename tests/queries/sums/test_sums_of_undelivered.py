"""For any texts and any filter, undelivered texts add up in every question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

import queries
from data.access import Viewer, person_at_machine
from data.tables.schemas import MESSAGES
from data.words import remedies, vocabulary
from queries import Selection
from tests.answers import Fill
from tests.any_texts import (
    CHANGES,
    FEW,
    MIDNIGHTS,
    PARTS,
    SELECTIONS,
    TEXTS,
    Row,
    broadcast_of,
    day_of,
    fits,
    is_undelivered,
)

ENOUGH = 2


@FEW
@example(texts=[], selections=[(Selection(), person_at_machine())])
@given(texts=TEXTS, selections=st.lists(SELECTIONS, min_size=2, max_size=4))
def test_undelivered_texts_add_up_in_every_question(
    uri: str, fill: Fill, texts: list[Row], selections: list[tuple[Selection, Viewer]]
) -> None:
    fill(uri, {"messages": pa.Table.from_pylist(texts, schema=MESSAGES)})
    with queries.reading(uri):
        for selection, viewer in selections:
            fitting = [row for row in texts if fits(row, selection, viewer)]
            _check_undelivered(fitting, selection, viewer)
            _check_reasons(fitting, selection, viewer)
            _check_changing(fitting, selection, viewer)


def _check_undelivered(fitting: list[Row], selection: Selection, viewer: Viewer) -> None:
    """Check the questions about undelivered texts, which ignore the selected results and reasons."""
    undelivered = [row for row in fitting if is_undelivered(row)]

    def answer(name: str, **parameters: object) -> list[Row]:
        by_place: list[Row] = queries.run(name, viewer, selection, **parameters).to_pylist()
        return by_place

    parts = {row["part"]: row["texts"] for row in answer("part_totals")}
    of_parts = Counter(PARTS[row["reason"] or vocabulary.NOT_STATED_KEY] for row in undelivered)
    assert parts == {part.key: of_parts[part.key] for part in vocabulary.PARTS}, (
        "parts add up to the undelivered"
    )

    days = {row["day"]: (row["texts"], row["undelivered"]) for row in answer("undelivered_by_day")}
    texts_of, undelivered_of = Counter(map(day_of, fitting)), Counter(map(day_of, undelivered))
    assert days == {day: (texts_of[day], undelivered_of[day]) for day in texts_of}, (
        "days add up to the range"
    )
    unnarrowed = replace(selection, results=None, reasons=None)
    stages = queries.run("stage_totals", viewer, unnarrowed)["texts"].to_pylist()
    assert stages[-2:] == [sum(undelivered_of.values()), sum(texts_of.values())], (
        "days add up to the stages"
    )

    for name, key in (
        ("undelivered_by_school", itemgetter("school")),
        ("undelivered_by_broadcast", broadcast_of),
    ):
        _check_groups(answer(name, enough=ENOUGH), fitting, key)
        few = answer(name, enough=ENOUGH, rows=1)
        assert few == [row for row in answer(name, enough=ENOUGH) if row["place"] == 1]


def _check_reasons(fitting: list[Row], selection: Selection, viewer: Viewer) -> None:
    """Check that every undelivered text has one reason, and keeps the one that the log states."""
    undelivered = [row for row in fitting if is_undelivered(row)]
    rows = queries.run("undelivered_reasons", viewer, selection, enough=ENOUGH).to_pylist()
    assert sum(row["texts"] for row in rows) == len(undelivered)
    stated = Counter(row["reason"] for row in undelivered if row["reason"])
    assert stated == {row["reason"]: row["texts"] for row in rows if row["source"] == remedies.STATED}
    gain = queries.run("undelivered_gain", viewer, selection).to_pylist()[0]
    assert (gain["undelivered"], gain["texts"]) == (len(undelivered), len(fitting))


def _check_groups(answer: list[Row], fitting: list[Row], key: Callable[[Row], object]) -> None:
    texts_of = Counter(map(key, fitting))
    undelivered_of = Counter(key(row) for row in fitting if is_undelivered(row))
    by_place = {row["place"]: [row["texts"], 0, row["undelivered_pct"]] for row in answer}
    for row in answer:
        by_place[row["place"]][1] += row["undelivered"]
    assert sorted((texts, undelivered) for texts, undelivered, _ in by_place.values()) == sorted(
        (texts_of[group], undelivered_of[group]) for group in texts_of
    ), "groups add up to the texts, and to the undelivered"
    assert list(by_place) == list(range(1, len(texts_of) + 1))
    assert all(row["all_undelivered"] == by_place[row["place"]][1] for row in answer)
    assert all(row["of_all"] == len(texts_of) for row in answer)
    assert all(pct == 100 * undelivered / texts for texts, undelivered, pct in by_place.values())
    ranks = [(texts < ENOUGH, -pct, -texts) for texts, _, pct in by_place.values()]
    assert ranks == sorted(ranks), "the worst first, those with too few texts last"


def _check_changing(fitting: list[Row], selection: Selection, viewer: Viewer) -> None:
    for young_from in MIDNIGHTS:
        answer = queries.run("still_changing", viewer, selection, young_from=young_from).to_pylist()
        old = [row for row in fitting if row["requested_at"] < young_from]
        young = [row for row in fitting if row["requested_at"] >= young_from]
        can_change = [row for row in young if not is_undelivered(row)]
        can_change += [row for row in old if CHANGES[row["result"]] == "always"]
        stuck = [row for row in old if row["result"] == "Sending"]
        assert answer == [{"can_change": len(can_change), "stuck": len(stuck)}]
        by_counts = queries.run("still_changing_by_counts", viewer, selection, young_from=young_from)
        assert by_counts.to_pylist() in (answer, [{"can_change": None, "stuck": None}])
