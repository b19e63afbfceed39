"""A claim about written values, tried with random ones."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.fuzz.invariants import BrokenInvariantError


@dataclass(frozen=True)
class Claim:
    """Random examples, and the check of one in an empty folder, which raises BrokenInvariantError."""

    examples: Callable[[], st.SearchStrategy[Any]]
    check: Callable[[Path, Any], None]


def broken(claim: Claim, folder: Path, *, first_seed: int, examples: int) -> set[str]:
    """Try examples, each in a folder of its own inside `folder`. Return how the claim is broken."""
    found: set[str] = set()

    @seed(first_seed)
    @hypothesis_settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(claim.examples())
    def try_one(example: Any) -> None:
        with tempfile.TemporaryDirectory(dir=folder) as temporary:
            try:
                claim.check(Path(temporary), example)
            except BrokenInvariantError as error:
                found.add(str(error))

    try_one()
    return found
