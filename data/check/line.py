"""One line of a check: its claim and, if it fails, the finding and the next step."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the check: its claim and, if it fails, the finding and the next step."""

    claim: str
    finding: str | None = None
    is_seen: bool = True

    @property
    def is_well(self) -> bool:
        """Return whether the check could look, and the claim holds."""
        return self.finding is None

    @property
    def state(self) -> str:
        """Scripts read it on the command line: "ok", "WRONG", or "?" if the check could not look."""
        if self.finding is None:
            return "ok"
        return "WRONG" if self.is_seen else "?"

    @property
    def sentences(self) -> str:
        """The claim and the finding."""
        return f"{self.claim} {self.finding}" if self.finding else self.claim

    def __str__(self) -> str:
        """Return the line as the command line prints it."""
        return f"{self.state:<5}  {self.sentences}"
