"""Which tables the pages show: the district's own logs or, until the first real import, the samples."""

from __future__ import annotations

from dataclasses import dataclass

from data import sample, settings
from data.tables import store


@dataclass(frozen=True)
class Source:
    """The address of the tables that are shown, and whether they are the samples."""

    uri: str
    is_sample: bool


def shown() -> Source:
    """The source of every page and every download: the logs, once something was imported into them."""
    logs = settings.load().logs
    if store.newest_number(logs) >= 1:  # version 0 is the empty table; the first import makes 1
        return Source(logs, is_sample=False)
    return Source(sample.store_uri(), is_sample=True)
