"""Consent lists and logs of changes: judged, compared with what is known at their date, and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from data import engine
from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.formats import Rule
from data.importer.rows import staging
from data.importer.rows.log.verdicts import REJECTED, SET_ASIDE
from data.importer.rows.run import Merged, Run
from data.importer.rows.status import status_changes
from data.words import vocabulary
from data.words.vocabulary import plain

STATUSES_READ = pa.schema([(name, pa.string()) for name in ("text", "status", "kind", "why")])
HOWS_READ = pa.schema([("text", pa.string()), ("how", pa.string())])
ALSO_COUNTED = "max(said_at) filter (where fault is null) as newest_at"
SAID = """
create view said as
select number, short_code, status, said_at, is_logged, how, record from judged where fault is null
"""


def judge(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the view `judged`: every staged record as a point in time, with its fault if it has one."""
    staging.keep_vocabulary(connection)
    connection.execute("set variable list_comparison = $words", {"words": vocabulary.LIST_COMPARISON})
    staging.read_numbers(connection, run.settings.region)
    staging.read_distinct(
        connection, ["status_text"], "statuses_read", _reader(run.recognized), STATUSES_READ
    )
    hows = formats.services()[run.recognized.format.service].hows
    told = {"text": [*hows], "how": [*hows.values()]}
    engine.keep(connection, "hows_read", pa.table(told, HOWS_READ))
    connection.execute(staging.sql("status/judge"))


def merge(connection: duckdb.DuckDBPyConnection, run: Run, _counts: Mapping[str, Any]) -> Merged:
    """Compare what the list says with what is known; what became of its records."""
    connection.execute(SAID)
    status_changes.open_existing(connection, run.snapshot)
    return Merged(*status_changes.merge(connection))


def write(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the whole of `status_changes`."""
    status_changes.write(connection, run.snapshot.uri)


def _reader(recognized: Recognized) -> Callable[[str | None], dict[str, object]]:
    """What reads a status word of a recognized file: a row of STATUSES_READ; nothing for an empty cell."""
    own = {plain(status.name): Rule(status=status.name) for status in vocabulary.STATUSES}
    known = formats.services()[recognized.format.service].consents or own
    names = ", ".join(known if known is not own else formats.STATUSES.values())

    def read(text: str | None) -> dict[str, object]:
        if not text:
            return {}
        if text == recognized.columns.get("status"):
            return {"text": text, "kind": SET_ASIDE, "why": vocabulary.HEADER_AGAIN}
        rule = known.get(plain(text))
        if rule is None:
            return {"text": text, "kind": REJECTED, "why": f"“{text}” is not one of the statuses: {names}"}
        if rule.set_aside:
            return {"text": text, "kind": SET_ASIDE, "why": rule.set_aside}
        return {"text": text, "status": rule.status}

    return read
