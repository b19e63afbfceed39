"""The sample logs, taken in: a store of their own that only the dashboard shows, never the district's logs."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from data import settings, store
from data.importer import take_in
from data.sample import FILES
from data.tables import IMPORTS, SCHEMAS

FOLDER = Path(__file__).parent


def uri() -> str:
    """Where the sample logs are; they are taken in where they are not there yet (a few seconds, once).

    The folder is named for the files, the tables and the zone, so that a newer version finds its own.
    """
    address = str(settings.own_folder() / "sample-logs" / _fingerprint(settings.load().timezone))
    if store.newest_number(address) < len(FILES):
        for name, kind in FILES:
            take_in(FOLDER / name, kind=kind, by="sample", uri=address)
    return address


@functools.cache
def _fingerprint(zone: str) -> str:
    made_of = hashlib.sha256(f"{zone} {SCHEMAS} {IMPORTS}".encode())
    for name, _kind in FILES:
        made_of.update((FOLDER / name).read_bytes())
    return made_of.hexdigest()[:12]
