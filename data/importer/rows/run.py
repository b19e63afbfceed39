"""What the steps of one import share: the recognized file, the settings, the snapshot to compare with."""

from __future__ import annotations

from dataclasses import dataclass

from data.importer.recognize.columns import Recognized
from data.settings import Settings
from data.tables.store import Snapshot


@dataclass(frozen=True)
class Run:
    """What every step of an import knows."""

    recognized: Recognized
    settings: Settings
    snapshot: Snapshot


@dataclass(frozen=True)
class Merged:
    """How many rows are new, how many change a stored row, and notes for the outcome, in sentences."""

    stored: int
    updated: int
    notes: tuple[str, ...] = ()
