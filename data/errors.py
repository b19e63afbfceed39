"""The one error a person sees, and what a log may be told of every other."""

from __future__ import annotations

import traceback


class Problem(Exception):
    """Something an administrator can mend: what was wrong, where, and what to do next.

    The text is shown as it is, so it never holds a phone number or another personal value.
    """

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.next_step = next_step

    def __str__(self) -> str:
        """The three parts on a line each, for the command line."""
        return "\n".join(part for part in (self.what, self.where, self.next_step) if part)


def place_of(fault: BaseException) -> str:
    """What kind of fault there was and where in the code, and nothing of its text: it may hold a number."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
    return f"{type(fault).__name__} at {place}"
