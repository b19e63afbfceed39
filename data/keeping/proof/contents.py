"""What a proof says: all that is stored about its subject, in which files, and who saw it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from data import engine, record, settings
from data.engine import Engine
from data.errors import Problem
from data.keeping.sealed import Content
from data.tables import daily_results, delta, file_hashes, used_stores
from data.tables.snapshot import MISSING, Snapshot
from data.words.catalog import _

FOLDER = Path(__file__).parent
PARTS = ("statuses", "contacts", "texts", "reminders", "office_entries")
STORED_IN = {  # parts by the table that holds them
    "messages": "texts",
    "status_changes": "statuses",
    "contacts": "contacts",
    "reminders": "reminders",
    "office_entries": "office_entries",
}
Rows = list[dict[str, Any]]


def about(*, number: int | None = None, broadcast: str | None = None) -> Content:
    """Return what is stored about a number (E.164 digits) or a broadcast (its ID or name), as JSON has it.

    Raises Problem if there is nothing about it, or a table can't be read.
    """
    uri = used_stores.district_logs()
    database = engine.database(uri)
    texts = _ask(database, "texts", number=number, broadcast=broadcast)
    numbers = [number] if number is not None else sorted({row["number"] for row in texts if row["number"]})
    rows = {"texts": texts}
    # Of a broadcast, only the texts are about it. How each number stood is in the proof of that number.
    for part in ("statuses", "contacts", "reminders", "office_entries"):
        rows[part] = _ask(database, part, numbers=numbers) if number is not None else []
    if not any(rows.values()):
        raise Problem(
            _("Nothing is stored about it, so there is nothing to prove."),
            next_step=_("Check the number, or the name of the broadcast."),
        )
    import_ids = sorted(
        {row["import_id"] for part in rows.values() for row in part if row.get("import_id")}
    )
    return {
        "kind": "proof",
        "about": {"number": number} if number is not None else {"broadcast": broadcast},
        "district": settings.load().name,
        "made_at": datetime.now(UTC).isoformat(),
        "data_version": database.snapshot.number,
        **rows,
        "imported_files": _ask(database, "files", import_ids=import_ids),
        "stored_files": _stored_files(database.snapshot, rows),
        "shown": _shown(database, number, broadcast),
    }


def _shown(database: Engine, number: int | None, broadcast: str | None) -> Rows:
    subject = None if number is None else record.subject_of(number=number)
    return _ask(database, "shown", subject=subject, broadcast=broadcast)


def _ask(database: Engine, name: str, **parameters: object) -> Rows:
    sql = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    without_comments = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    rows = database.fetch(without_comments, parameters).to_pylist()
    return [{key: _plain(value) for key, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    """Return a value as JSON has it: times in UTC, and decimal fractions as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, date | Decimal) else value


def _stored_files(snapshot: Snapshot, rows: Mapping[str, Rows]) -> Rows:
    """Return the stored files that can hold the rows, with the hashes that their imports noted."""
    months = {row["month"] for row in rows["texts"]}
    hashes = file_hashes.kept(snapshot.uri)
    places = [
        f"{table}{path}"
        for table, part in STORED_IN.items()
        if rows[part] and snapshot.version(table) != MISSING
        for path in delta.paths(snapshot.open_table(table))
        if table != "messages" or daily_results.month_of(path) in months
    ]
    return [{"path": place, "xxh3_128": hashes.get(place)} for place in sorted(places)]
