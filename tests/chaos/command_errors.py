"""The standard error of a command: one Problem, and nothing else."""

from __future__ import annotations

import re
from typing import NamedTuple

# Where files can't be written, deltalake shuts down each one that has failed once more, and reports it
# (apache/arrow-rs-object-store issue 810, still there in 0.13.2). It does no harm.
SHUT_DOWN_TWICE = re.compile(
    r"\nthread '[\w-]+' \(\d+\) panicked at \S*object_store\S*:\nAlready shut down\n(note: run with .*\n)?"
)


class ProblemText(NamedTuple):
    """The three parts of a Problem."""

    what: str
    where: str
    next_step: str


def problem_of(error: str) -> ProblemText:
    """Return the Problem; fails if there is anything else, or only a part of it."""
    lines = SHUT_DOWN_TWICE.sub("", error).splitlines()
    assert len(lines) == len(ProblemText._fields), error
    return ProblemText(*lines)
