"""Sample logs for a first look: an invented district, its contacts, statuses and texts over 14 months.

Every phone number is in the range reserved for fiction (555-0100 to 555-0199), so it belongs to no person.
`python -m data.sample.generate` makes the files, which are always the same.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from data import settings
from data.sample import reminder_batch
from data.tables import store
from data.tables.schemas import IMPORTS, REMINDERS, SCHEMAS

# The files and their kinds, in the order in which they are imported: owners of numbers, changes of
# statuses, the list that confirms them, and texts.
FILES: tuple[tuple[str, str], ...] = (
    ("contacts.parquet", "contacts"),
    ("status_log.parquet", "status"),
    ("consent_list.parquet", "status"),
    ("message_log.parquet", "log"),
)
FOLDER = Path(__file__).parent


def store_uri() -> str:
    """Return the address of the sample logs, after importing them if they aren't there yet (a few seconds).

    The folder's name depends on the files, the tables and the zone, so that a newer version gets its own.
    """
    address = str(settings.sample_folder() / _fingerprint(settings.load().timezone))
    if store.newest_number(address) < len(FILES):
        # Loading the importer takes as long as a page; only the first visit to a new version needs it here.
        from data.importer import ImportOrder, import_file  # noqa: PLC0415

        for name, kind in FILES:
            import_file(ImportOrder(FOLDER / name, name, kind, by="sample"), uri=address)
        reminder_batch.record(address)
    return address


@functools.cache
def _fingerprint(zone: str) -> str:
    digest = hashlib.sha256(f"{zone} {SCHEMAS} {IMPORTS} {REMINDERS} {reminder_batch.MADE_AT}".encode())
    for name, _kind in FILES:
        digest.update((FOLDER / name).read_bytes())
    return digest.hexdigest()[:12]
