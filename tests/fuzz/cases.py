"""A case: a whole file, the ways in which it is spoiled, and how it is taken in."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st

from data.importer.recognize import formats
from data.importer.recognize.columns import KINDS
from tests.fuzz.invariants import Asked
from tests.fuzz.mutations import WAYS
from tests.fuzz.seed_files import File, seeds
from tests.import_files import utc

MOST_STEPS = 5
ZONE = "America/Chicago"
Step = tuple[str, float, float, int]


@dataclass(frozen=True)
class Case:
    """A file by its place among the seeds, and what is done to it, step by step."""

    seed: int
    steps: tuple[Step, ...]
    asked: Asked
    is_fresh: bool  # whether it is taken into tables of its own

    def file(self) -> File:
        """The file as it is spoiled."""
        return functools.reduce(_spoiled, self.steps, seeds()[self.seed])

    def __str__(self) -> str:
        """The case as it can be told and repeated."""
        return f"{seeds()[self.seed].name} {[*self.steps]} {self.asked}"


def _spoiled(file: File, step: Step) -> File:
    name, at, to, pick = step
    return WAYS[name](file, at, to, pick)


def cases() -> st.SearchStrategy[Case]:
    """Cases by chance; one in twenty is a whole file, and most are given their zone and date."""
    share = st.floats(0, 1, exclude_max=True)
    steps = st.tuples(st.sampled_from([*WAYS]), share, share, st.integers(0, 2**16))
    given = st.sampled_from([True] * 4 + [False])
    asked = st.builds(
        Asked,
        kind=st.sampled_from([None] * 8 + [*KINDS]),
        format_id=st.sampled_from([None] * 3 * len(formats.formats()) + [*formats.formats()]),
        field=st.sampled_from([None] * 90 + [*formats.fields("log"), *formats.fields("contacts")]),
        place=share,
        zone=given.map(lambda is_given: ZONE if is_given else None),
        as_of=given.map(_as_of),
    )
    return st.builds(
        Case,
        st.integers(0, len(seeds()) - 1),
        st.lists(steps, max_size=MOST_STEPS).map(tuple),
        asked,
        st.sampled_from([True] + [False] * 7),
    )


def _as_of(is_given: bool) -> datetime | None:  # noqa: FBT001 - of a strategy
    return utc(2026, 9, 30) if is_given else None
