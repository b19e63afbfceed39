"""Taking a file in: read, judge, merge, write, and commit once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from data import access, settings
from data.errors import Problem
from data.importer import identity, recognition
from data.importer.failures import stopped, unread
from data.importer.files.csv import split_carefully
from data.importer.files.opening import InputFile, open_input
from data.importer.files.sources import Source
from data.importer.order import ImportOrder
from data.importer.outcome import Outcome, Progress, clock_notes
from data.importer.recognize.columns import Recognized
from data.importer.rows import kinds, left_out, originals, repeated_columns, staging
from data.importer.rows.run import Merged, Run
from data.settings import Settings
from data.tables import store, upkeep
from data.words import vocabulary

COUNTS = """
select
    count(*) as rows_read,
    count(*) filter (where fault is null) as accepted,
    count(*) filter (where fault.kind = 'set aside') as set_aside,
    count(*) filter (where fault.kind = 'rejected') as rejected,
    count(*) filter (where fault is null and clock_note = 'repeated') as repeated,
    count(*) filter (where fault is null and clock_note = 'skipped') as skipped,
    {also}
from judged
"""


class _NotCleanError(Exception):
    """DuckDB's reader and the careful one do not agree on this file."""


@dataclass(frozen=True)
class _Import:
    """One run: what was asked, of which file, into which snapshot, and where its own files lie."""

    order: ImportOrder
    file: InputFile
    known: Settings
    snapshot: store.Snapshot
    recognized: Recognized
    mark: str
    id: str
    work: Path
    say: Progress

    @property
    def run(self) -> Run:
        """What the steps of every kind of file know."""
        return Run(self.recognized, self.known, self.snapshot)


def import_file(order: ImportOrder, *, uri: str | None = None, progress: Progress | None = None) -> Outcome:
    """Import a file into the tables at `uri`, by default the district's logs. Return its outcome.

    A dry run returns the outcome and stores nothing. `progress` gets each step and the share done, 0 to 1.
    Raises Problem if the file can't be read or changes meanwhile, if a needed column, date or zone is
    missing, or if the tables can't be written: then nothing is stored.
    """
    known = settings.load()
    say = progress or (lambda _step, _share: None)
    try:
        with store.import_lock(uri or known.logs):
            return _locked(order, known, uri or known.logs, say)
    except (OSError, duckdb.Error) as fault:
        raise stopped(order.file_name, fault) from None


def _locked(order: ImportOrder, known: Settings, uri: str, say: Progress) -> Outcome:
    say("Looking at the file", 0.0)
    snapshot = store.newest(uri) if order.dry_run else store.create(uri)
    if not order.dry_run:
        store.roll_back(snapshot)
    with staging.scratch(store.workspace(uri)) as work:
        file = open_input(order.path, order.place, work)
        order = replace(order, path=file.content)
        source = file.open(work)
        recognized = recognition.recognize_source(source, order)
        recognized.check(order.file_name)
        _check_told(order, recognized)
        mark = identity.mark(order, recognized)
        if before := identity.taken_in_before(snapshot, mark, order.file_name):
            return before
        import_id = identity.next_id(snapshot, mark)
        this = _Import(order, file, known, snapshot, recognized, mark, import_id, work, say)
        source = repeated_columns.unfolded(source, recognized, work)
        try:
            return _run(this, source)
        except _NotCleanError:
            return _run(this, split_carefully(source, work))


def _run(this: _Import, source: Source) -> Outcome:
    rules = kinds.RULES[this.recognized.kind]
    with staging.database(this.work, this.known) as connection:
        connection.execute("set variable import_id = $id", {"id": this.id})
        connection.execute("set variable as_of = $as_of", {"as_of": this.order.as_of})
        counts = _judge(this, source, connection)
        this.say("Comparing with what is known", 0.5)
        merged: Merged = rules.merge(connection, this.run, counts)
        this.file.check_unchanged(this.order.file_name)
        outcome = Outcome(
            this.order.file_name,
            this.recognized.kind,
            counts["rows_read"],
            merged.stored,
            merged.updated,
            counts["accepted"] - merged.stored - merged.updated,
            counts["set_aside"],
            counts["rejected"],
            notes=(*_read_as(this), *clock_notes(counts["repeated"], counts["skipped"]), *merged.notes),
        )
        if this.order.dry_run:
            return outcome
        return _write(this, source, connection, outcome, counts)


def _judge(this: _Import, source: Source, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Stage and judge every record; how many there are of each kind."""
    this.say("Reading the file", 0.1)
    try:
        staging.stage(connection, source, this.recognized, None)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as fault:
        if source.container == "csv" and not source.careful:
            raise _NotCleanError from None
        raise unread(this.order.file_name, fault) from None
    this.say("Checking every row", 0.4)
    kinds.RULES[this.recognized.kind].judge(connection, this.run)
    also = kinds.RULES[this.recognized.kind].ALSO_COUNTED
    counts: dict[str, Any] = connection.sql(COUNTS.format(also=also)).to_arrow_table().to_pylist()[0]
    faulty = counts["set_aside"] + counts["rejected"]
    if faulty and not left_out.tell_lines(connection, source, counts["rows_read"]):
        raise _NotCleanError
    return counts


def _write(
    this: _Import,
    source: Source,
    connection: duckdb.DuckDBPyConnection,
    outcome: Outcome,
    counts: Mapping[str, Any],
) -> Outcome:
    rules = kinds.RULES[this.recognized.kind]
    uri = this.snapshot.uri
    this.say("Writing", 0.6)
    rules.write(connection, this.run)
    rejected = None
    if outcome.set_aside + outcome.rejected:
        this.say("Keeping the rows left out", 0.9)
        faulty = originals.of_faulty(connection, source, this.work)
        rejected = left_out.keep(connection, faulty, this.recognized, uri, this.id)
        upkeep.compact(uri)
    committed = store.commit(this.snapshot, _row(this, outcome, counts))
    if upkeep.is_due(uri):
        this.say("Clearing old files away", 0.97)
        upkeep.clear(committed)
    this.say("Done", 1.0)
    return replace(outcome, rejected_file=str(rejected) if rejected else None)


def _row(this: _Import, outcome: Outcome, counts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "import_id": this.id,
        "file_name": outcome.file,
        "content_hash": this.mark,
        "kind": outcome.kind,
        "rows_read": outcome.rows_read,
        "stored": outcome.stored,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "set_aside": outcome.set_aside,
        "rejected": outcome.rejected,
        "as_of": this.order.as_of or counts["newest_at"],
        "covers_from": counts.get("covers_from"),
        "imported_by": this.order.by or access.account(),
        "imported_at": datetime.now(UTC),
        "notes": " ".join(outcome.notes) or None,
    }


def _read_as(this: _Import) -> tuple[str, ...]:
    """By what the format of a service was told, which is part of what there is to know of an import."""
    read = this.recognized
    if read.format.is_generic:
        return ()
    by = f", told by its columns {', '.join(read.evidence)}" if read.evidence else ""
    zone = f" Times without an offset are in the zone {read.zone}." if read.asks_zone else ""
    name = read.columns.get(read.format.repeats)
    each = f" Each filled cell of its {len(read.repeated)} columns {name} is read as a row of its own."
    return (f"Read as {read.format.full_name}{by}.{zone}{each if read.repeated else ''}",)


def _check_told(order: ImportOrder, recognized: Recognized) -> None:
    if recognized.asks_zone and recognized.zone is None:
        raise Problem(
            "The times of this file do not say their zone, and its service documents none.",
            where=order.file_name,
            next_step="Give the zone on the Imports page, or with --zone America/Chicago.",
        )
    if recognized.needs_as_of and order.as_of is None:
        raise Problem(
            f"This {vocabulary.file_kind_title(recognized.kind)} does not say of which date it speaks.",
            where=order.file_name,
            next_step="Give the list's date on the Imports page, or with --as-of 2026-09-30.",
        )
