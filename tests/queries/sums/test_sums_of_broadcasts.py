"""For any texts and any filter, every contact of a broadcast is reached, in progress or not reached."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

import queries
from data.access import Viewer, person_at_machine
from data.tables.schemas import MESSAGES
from data.words import vocabulary
from queries import Selection
from tests.answers import Fill
from tests.any_texts import FEW, SELECTIONS, TEXTS, Row, broadcast_of, day_of, fits, is_in, is_undelivered

CONTACTS = st.sampled_from([None, "C-1", "C-2", "C-3"])
WITH_CONTACTS = st.lists(CONTACTS, min_size=12, max_size=12)
UNDELIVERED, IN_PROGRESS, ACCEPTED = 1, 2, 3
PARTS = ("reached", "in_progress", "opted_out_or_not_opted_in", "not_reachable")
LACKING = {
    reason.key
    for reason in vocabulary.REASONS
    for part in vocabulary.PARTS
    if reason.part == part.key and part.lacks_consent
}


@FEW
@example(texts=[], contacts=[None] * 12, selections=[(Selection(), person_at_machine())])
@given(texts=TEXTS, contacts=WITH_CONTACTS, selections=st.lists(SELECTIONS, min_size=2, max_size=4))
def test_every_contact_is_reached_in_progress_or_not_reached(
    uri: str,
    fill: Fill,
    texts: list[Row],
    contacts: list[str | None],
    selections: list[tuple[Selection, Viewer]],
) -> None:
    rows = [{**text, "contact_id": own} for text, own in zip(texts, contacts, strict=False)]
    fill(uri, {"messages": pa.Table.from_pylist(rows, schema=MESSAGES)})
    with queries.reading(uri):
        for selection, viewer in selections:
            _check(rows, selection, viewer)


def _check(rows: list[Row], selection: Selection, viewer: Viewer) -> None:
    def answer(name: str, **parameters: object) -> list[Row]:
        found: list[Row] = queries.run(name, viewer, selection, **parameters).to_pylist()
        return found

    ranks, lacking = _ranks(rows, selection, viewer)
    expected = [sum(rank == own for rank in ranks.values()) for own in (ACCEPTED, IN_PROGRESS, UNDELIVERED)]
    listed = answer("broadcasts")
    assert [
        sum(row[name] for row in listed) for name in ("reached", "in_progress", "not_reached")
    ] == expected
    assert all(
        row["reached"] + row["in_progress"] + row["not_reached"] == row["contacts"] for row in listed
    )
    (summary,) = answer("broadcast_summary")
    assert summary["contacts"] == len(ranks) == sum(summary[name] for name in PARTS)
    assert summary["opted_out_or_not_opted_in"] == len(lacking)
    assert summary["not_reached"] == len(answer("not_reached"))
    assert sum(row["contacts"] for row in answer("broadcast_reasons")) == summary["not_reached"]
    total, *groups = answer("broadcast_reach", enough=1)
    assert {name: total[name] for name in PARTS} == {name: summary[name] for name in PARTS}
    for level in ("school", "language"):
        of_level = [row for row in groups if row["level"] == level]
        assert all(row["contacts"] >= 5 for row in of_level) or len(of_level) == 1
        if of_level:
            assert [sum(row[name] for row in of_level) for name in PARTS] == [total[name] for name in PARTS]


def _ranks(rows: list[Row], selection: Selection, viewer: Viewer) -> tuple[dict[object, int], set[object]]:
    """The best result of each broadcast and contact, and those not reached that a reply would opt in."""
    everywhere = Selection(
        selection.from_day, selection.to_day, broadcasts=selection.broadcasts, day=selection.day
    )
    seen = [row for row in rows if fits(row, everywhere, viewer) and broadcast_of(row) != (None, None)]
    assert all(day_of(row) for row in seen)
    phones: dict[object, list[Row]] = defaultdict(list)
    for row in seen:
        phones[_phone(row)].append(row)
    ranks: dict[object, int] = defaultdict(int)
    lacking = set()
    for row in seen:
        if is_in(selection.schools, row["school"]):
            contact = (broadcast_of(row), row["contact_id"] or row["number"] or row["message_id"])
            ranks[contact] = max(ranks[contact], *map(_rank, phones[_phone(row)]))
            if any(is_undelivered(own) and own["reason"] in LACKING for own in phones[_phone(row)]):
                lacking.add(contact)
    return dict(ranks), {own for own in lacking if ranks[own] == UNDELIVERED}


def _phone(row: Row) -> object:
    return broadcast_of(row), row["number"] or row["message_id"]


def _rank(row: Row) -> int:
    if is_undelivered(row):
        return UNDELIVERED
    return ACCEPTED if vocabulary.RESULT_OF[row["result"]].is_final else IN_PROGRESS
