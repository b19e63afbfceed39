"""A case: a valid file, its mutations, and how it is imported."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st

from data.importer.recognize import formats
from data.importer.recognize.columns import KINDS
from tests.fuzz.invariants import ImportOptions
from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.seed_files import File, seeds
from tests.import_files import utc

MAX_STEPS = 5
ZONE = "America/Chicago"
Step = tuple[str, float, float, int]


@dataclass(frozen=True)
class Case:
    """A seed file, by its place, its mutations step by step, and whether it gets a store of its own."""

    seed: int
    steps: tuple[Step, ...]
    options: ImportOptions
    has_own_store: bool

    def file(self) -> File:
        """Return the mutated file."""
        return functools.reduce(_mutated, self.steps, seeds()[self.seed])

    def __str__(self) -> str:
        """Return the case as text from which it can be repeated."""
        return f"{seeds()[self.seed].name} {[*self.steps]} {self.options}"


def _mutated(file: File, step: Step) -> File:
    name, at, to, pick = step
    return MUTATIONS[name](file, at, to, pick)


def cases() -> st.SearchStrategy[Case]:
    """Return random cases; a few are valid files, and most have a zone and a date."""
    share = st.floats(0, 1, exclude_max=True)
    steps = st.tuples(st.sampled_from([*MUTATIONS]), share, share, st.integers(0, 2**16))
    mostly = st.sampled_from([True] * 4 + [False])
    options = st.builds(
        ImportOptions,
        kind=st.sampled_from([None] * 8 + [*KINDS]),
        format_id=st.sampled_from([None] * 3 * len(formats.formats()) + [*formats.formats()]),
        field=st.sampled_from([None] * 90 + [*formats.fields("log"), *formats.fields("contacts")]),
        place=share,
        zone=mostly.map(lambda has_zone: ZONE if has_zone else None),
        as_of=mostly.map(_as_of),
    )
    return st.builds(
        Case,
        st.integers(0, len(seeds()) - 1),
        st.lists(steps, max_size=MAX_STEPS).map(tuple),
        options,
        st.sampled_from([True] + [False] * 7),
    )


def _as_of(has_date: bool) -> datetime | None:  # noqa: FBT001 - Hypothesis passes it
    return utc(2026, 9, 30) if has_date else None
