"""The outcome of an import: how many rows were stored, updated, unchanged, skipped and rejected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from data.words.catalog import ngettext

# Called with each step, in words, and the share done, from 0 to 1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Outcome:
    """The outcome of an import, in records: read = stored + updated + unchanged + set aside + rejected.

    Records that are set aside are shown as skipped. `notes` are sentences about the import. `known` is
    whether the same content was imported before.
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
        """Return the fields that scripts rely on, in their order."""
        fields = asdict(self)
        del fields["notes"], fields["known"]
        return fields


def clock_notes(repeated: int, skipped: int) -> tuple[str, ...]:
    """Return notes about times without an offset in an hour that the clock repeats, or skips."""
    notes = []
    if repeated:
        notes.append(
            ngettext(
                "{number} time is in the hour that the clock repeats. It is read as the first of the two.",
                "{number} times are in the hour that the clock repeats. "
                "Each is read as the first of the two.",
                repeated,
                number=repeated,
            )
        )
    if skipped:
        notes.append(
            ngettext(
                "{number} time is in the hour that the clock skips. "
                "It is read as if the clock had not changed.",
                "{number} times are in the hour that the clock skips. "
                "Each is read as if the clock had not changed.",
                skipped,
                number=skipped,
            )
        )
    return tuple(notes)
