"""The outcome of an import: how many rows were stored, updated, unchanged, skipped and rejected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Outcome:
    """What became of a file, in records: read = stored + updated + unchanged + set aside + rejected.

    `known` is whether its very content was taken in before.
    """

    file: str
    kind: str | None
    rows_read: int = 0
    stored: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: int = 0
    rejected: int = 0
    rejected_file: str | None = None
    notes: tuple[str, ...] = ()
    known: bool = False

    def as_json(self) -> dict[str, object]:
        """The fields that scripts are promised, in their order."""
        promised = asdict(self)
        del promised["notes"], promised["known"]
        return promised


def clock_notes(repeated: int, skipped: int) -> tuple[str, ...]:
    """What is said of times without an offset that fall in an hour of a clock change."""
    notes = (
        (repeated, "the hour that the clock repeats", "the first of the two"),
        (skipped, "the hour that the clock skips", "if the clock had not yet changed"),
    )
    return tuple(
        f"{times:,} {'time falls' if times == 1 else 'times fall'} in {hour}; each is read as {meant}."
        for times, hour, meant in notes
        if times
    )
