"""The one error that people see, and what a log may hold of every other."""

from __future__ import annotations

import traceback


class Problem(Exception):
    """Something that an administrator can correct: what happened, where, and what to do next.

    The text is shown as it is, so it must not hold a phone number or another personal value.
    """

    def __init__(self, what_happened: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(what_happened)
        self.what_happened = what_happened
        self.where = where
        self.next_step = next_step

    def __str__(self) -> str:
        """Return the three parts, each on a line, for the command line."""
        return "\n".join(part for part in (self.what_happened, self.where, self.next_step) if part)


def place_of(error: BaseException) -> str:
    """Return the type of an error and its place in the code, without its text: it may hold a number."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
    return f"{type(error).__name__} at {place}"
