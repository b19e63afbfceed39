"""One run of an import: the file as recognized, the settings, and the snapshot that it is compared with."""

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
    """How many of the file's rows are new, how many newer than what was known, and what is said of them."""

    stored: int
    updated: int
    notes: tuple[str, ...] = ()
