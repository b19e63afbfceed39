"""The outcome of an import: how many rows were stored, updated, unchanged, skipped and rejected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

# Called with each step, in words, and the share done, from 0 to 1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Outcome:
    """The outcome of an import, in records: read = stored + updated + unchanged + set aside + rejected.

    Records that are set aside are shown as skipped. `notes` are sentences about how the file was read and
    what was assumed. `columns_not_read` are names of the file's columns. `refused_but_opted_in` and
    `accepted_but_opted_out` count phone numbers of a log by what the service did and the consent list
    says. `was_imported_before` is whether the same content was.
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
    columns_not_read: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refused_but_opted_in: int = 0
    accepted_but_opted_out: int = 0
    was_imported_before: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the fields that scripts rely on, in their order."""
        fields = asdict(self)
        del fields["was_imported_before"]
        return fields | {"columns_not_read": [*self.columns_not_read], "notes": [*self.notes]}
