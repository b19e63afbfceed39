"""Every pending number is in one part, and the parts add up to the pending numbers of SMS Status."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import queries
from data import sample
from data.access import Viewer, person_at_machine
from data.tables.schemas import REMINDERS, SCHEMAS
from data.words import vocabulary
from queries import Selection
from tests.answers import Fill
from tests.any_texts import FEW, SCHOOLS, Row
from tests.districts import district_in
from tests.viewers import limited_to

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
NUMBERS = st.sampled_from([12125550101, 12125550102, 12125550103, 12125550104])
# The edges of ages, of who is left alone, and a list of tomorrow.
AGES = st.sampled_from([-1, 0, 13, 14, 15, 30, 90, 365]).map(lambda days: NOW - timedelta(days=days))
(PENDING,) = (status.name for status in vocabulary.STATUSES if status.is_pending)
TABLES = {**SCHEMAS, "reminders": REMINDERS}
OF_NAMES = {"school", "grade", "language", "age"}


def _rows(**columns: st.SearchStrategy[object]) -> st.SearchStrategy[list[Row]]:
    return st.lists(st.fixed_dictionaries(columns), max_size=8)


CHANGES = _rows(
    number=NUMBERS,
    short_code=st.sampled_from(["67587", "67588", None]),
    status=st.sampled_from([PENDING, PENDING, *(status.name for status in vocabulary.STATUSES)]),
    changed_at=AGES,
    is_logged=st.booleans(),
)
OWNERS = _rows(
    number=NUMBERS,
    contact_id=st.sampled_from(["C-1", "C-2", "C-3"]),
    household_id=st.sampled_from(["H-1", "C-1", None]),
    school=st.sampled_from(SCHOOLS),
    grade=st.sampled_from(["9", "10", None]),
    language=st.sampled_from(["Spanish", None]),
    phone_type=st.sampled_from([None, "Mobile", vocabulary.WORDS["landlines"][0]]),
    email=st.sampled_from([None, " ", "none", "ana@example.org"]),
    seen_until=st.just(NOW),
)
REMINDED = _rows(
    run_id=st.just("R-1"), made_at=AGES, number=NUMBERS, part=st.just(vocabulary.PENDING_PARTS[-1].key)
)
TEXTED = _rows(
    number=NUMBERS,
    result=st.sampled_from([result.name for result in vocabulary.RESULTS]),
    reason=st.sampled_from([None, *(reason.key for reason in vocabulary.REASONS)]),
    requested_at=AGES,
)
SELECTIONS = st.tuples(
    st.sampled_from([None, *SCHOOLS[:2], SCHOOLS[:2], ()]).map(
        lambda allowed: (allowed,) if isinstance(allowed, str) else allowed
    ),
    st.sampled_from([None, SCHOOLS[:1], SCHOOLS[:2], ()]),
)


LOGS = st.fixed_dictionaries(
    {"status_changes": CHANGES, "contacts": OWNERS, "reminders": REMINDED, "messages": TEXTED}
)


@FEW
@example(logs={}, selections=[(None, None)])
@given(logs=LOGS, selections=st.lists(SELECTIONS, min_size=2, max_size=4))
def test_the_parts_add_up_to_the_pending_numbers_of_any_schools(
    uri: str,
    fill: Fill,
    logs: dict[str, list[Row]],
    selections: list[tuple[tuple[str, ...] | None, tuple[str, ...] | None]],
) -> None:
    fill(uri, {name: pa.Table.from_pylist(rows, schema=TABLES[name]) for name, rows in logs.items()})
    with queries.reading(uri):
        for schools, allowed in selections:
            _check(Selection(schools=schools), limited_to(allowed))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the sample logs, imported once."""
    with district_in(tmp_path_factory.mktemp("samples")):
        return sample.store_uri()


@pytest.mark.parametrize("school", [None, 0, -1])
@pytest.mark.parametrize("is_viewer", [False, True], ids=["chosen", "allowed"])
def test_the_parts_add_up_to_the_pending_numbers_of_the_sample_logs(
    samples: str, school: int | None, *, is_viewer: bool
) -> None:
    with queries.reading(samples):
        names = queries.run("school_names", person_at_machine())["school"].to_pylist()
        allowed = None if school is None else (names[school],)
        whole = (
            (Selection(), limited_to(allowed))
            if is_viewer
            else (Selection(schools=allowed), person_at_machine())
        )
        assert _check(*whole) > 0


def _check(selection: Selection, viewer: Viewer) -> int:
    """Return how many numbers are pending, after checking that every question agrees."""
    (pending,) = (
        row["numbers"]
        for row in queries.run("status_totals", viewer, selection).to_pylist()
        if row["status"] == PENDING
    )
    totals = queries.run("pending_totals", viewer, selection, now=NOW).to_pylist()
    assert {row["part"] for row in totals} == {part.key for part in vocabulary.PENDING_PARTS}

    parts = {row["part"]: row["numbers"] for row in totals if row["level"] == "total"}
    assert sum(parts.values()) == pending, "the parts add up to the pending numbers"
    of_names: Counter[tuple[str, str | None]] = Counter()
    for row in totals:
        of_names[row["level"], row["name"]] += row["numbers"]
    assert {(row["level"], row["name"]): row["of_numbers"] for row in totals} == of_names
    assert sum(numbers for (level, _), numbers in of_names.items() if level == "age") == pending
    for level in OF_NAMES:
        assert sum(numbers for (level_of, _), numbers in of_names.items() if level_of == level) >= pending

    reminded = queries.run("reminder_numbers", viewer, selection, now=NOW)["part"].to_pylist()
    assert Counter(reminded) == {key: parts[key] for key in ("e_mail", "paper") if parts[key]}
    families = queries.run("reminder_families", viewer, selection, now=NOW).to_pylist()
    assert {row["part"] for row in families} == set(reminded)
    return int(pending)
