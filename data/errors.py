"""The one error a person sees."""

from __future__ import annotations


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
