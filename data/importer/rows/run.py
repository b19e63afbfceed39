"""The facts that all steps of one import share: file, settings, and the snapshot to compare with."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.importer.recognize.columns import Recognized
from data.settings import Settings
from data.tables.snapshot import Snapshot


@dataclass(frozen=True)
class Run:
    """The facts that every step of an import gets. `trusts_dates` is whether a person said their order."""

    recognized: Recognized
    settings: Settings
    snapshot: Snapshot
    file_name: str = ""
    trusts_dates: bool = False


@dataclass(frozen=True)
class Conflicts:
    """How many numbers the service refused although they had opted in, and the other way around."""

    refused: int = 0
    accepted: int = 0


@dataclass(frozen=True)
class Merged:
    """The numbers of new rows and of changes to stored rows, with notes and conflicts for the outcome."""

    stored: int
    updated: int
    notes: tuple[str, ...] = ()
    conflicts: Conflicts = field(default_factory=Conflicts)
