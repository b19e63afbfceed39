"""What a command said to its standard error: one Problem, and nothing else."""

from __future__ import annotations

import re
from typing import NamedTuple

# Where files can't be written, deltalake ends each once more that has ended with a fault, and tells of that
# (apache/arrow-rs-object-store issue 810, not mended in 0.13.2). It does no harm.
ENDED_TWICE = re.compile(
    r"\nthread '[\w-]+' \(\d+\) panicked at \S*object_store\S*:\nAlready shut down\n(note: run with .*\n)?"
)


class Told(NamedTuple):
    """The three parts of a Problem."""

    what: str
    where: str
    next_step: str


def problem_in(error: str) -> Told:
    """The Problem that was told; fails where something else was told, or not all of it."""
    lines = ENDED_TWICE.sub("", error).splitlines()
    assert len(lines) == len(Told._fields), error
    return Told(*lines)
