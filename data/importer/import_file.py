"""Import a file: read, judge, merge, write, and commit once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import duckdb

from data import access, settings
from data.importer import identity, notes, recognition
from data.importer.failures import stopped, unread
from data.importer.files.sources import Source
from data.importer.opened_file import OpenedFile, open_file
from data.importer.order import ImportOrder
from data.importer.outcome import Outcome, Progress
from data.importer.recognize import own_formats, questions
from data.importer.recognize.columns import Recognized
from data.importer.rows import kinds, left_out, line_numbers, originals, repeated_columns, staging
from data.importer.rows.database import database, scratch, set_variables, sql
from data.importer.rows.run import Run
from data.importer.rows.words import unknown_words
from data.settings import Settings
from data.tables import store, upkeep
from data.words.catalog import _


class _NotCleanError(Exception):
    """DuckDB's reader can't read this file, or doesn't reveal the lines of its records."""


@dataclass(frozen=True)
class _Import:
    """One import: its order, the opened file, and the snapshot that it changes."""

    order: ImportOrder
    opened: OpenedFile
    settings: Settings
    snapshot: store.Snapshot
    recognized: Recognized
    mark: str
    id: str
    report: Progress

    @property
    def run(self) -> Run:
        """Return what the steps of every kind of file know."""
        return Run(self.recognized, self.settings, self.snapshot)

    @property
    def rules(self) -> kinds.Rules:
        """Return what this kind of file does with its rows."""
        return kinds.RULES[self.recognized.kind]


def import_file(order: ImportOrder, *, uri: str | None = None, progress: Progress | None = None) -> Outcome:
    """Import a file into the tables at `uri`, by default the district's logs. Return its outcome.

    A dry run returns the outcome and stores nothing. `progress` gets each step and the share done, 0 to 1.
    Raises Problem if the file can't be read or changes meanwhile, if a needed column, date or zone is
    missing, or if the tables can't be written: then nothing is stored.
    """
    current = settings.load()
    report = progress or (lambda _step, _share: None)
    try:
        with store.import_lock(uri or current.logs), own_formats.including(order.format_file):
            return _locked(order, current, uri or current.logs, report)
    except (OSError, duckdb.Error) as error:
        raise stopped(order.file_name, error) from None


def _locked(order: ImportOrder, current: Settings, uri: str, report: Progress) -> Outcome:
    report(_("Opening the file"), 0.0)
    snapshot = store.newest(uri) if order.dry_run else store.create(uri)
    if not order.dry_run:
        store.roll_back(snapshot)
    with scratch(store.workspace(uri)) as work:
        file = open_file(order, work)
        recognized = recognition.recognize_source(file.source, order)
        questions.check(recognized, order)
        recognized.check(order.file_name)
        mark = identity.mark(order, file.file, recognized)
        if before := identity.imported_before(snapshot, mark, order.file_name):
            return before
        import_id = identity.next_id(snapshot, mark)
        this = _Import(order, file, current, snapshot, recognized, mark, import_id, report)
        source = repeated_columns.unfold(file.source, recognized, work)
        try:
            return _run(this, source)
        except _NotCleanError:
            return _run(this, file.split_carefully(source))


def _run(this: _Import, source: Source) -> Outcome:
    with database(this.opened.work, this.settings) as connection:
        set_variables(connection, {"import_id": this.id, "as_of": this.order.as_of})
        counts = _judge(this, source, connection)
        this.report(_("Comparing with stored data"), 0.5)
        merged = this.rules.merge(connection, this.run, counts)
        this.opened.file.check_unchanged(this.order.file_name)
        outcome = Outcome(
            this.order.file_name,
            this.recognized.kind,
            counts["rows_read"],
            merged.stored,
            merged.updated,
            counts["accepted"] - merged.stored - merged.updated,
            counts["set_aside"],
            counts["rejected"],
            columns_not_read=tuple(name for name in this.recognized.unrecognized if name),
            notes=(
                *notes.of_reading(source, this.recognized),
                *notes.of_clock(counts["repeated"], counts["skipped"]),
                *merged.notes,
            ),
        )
        if this.order.dry_run:
            return outcome
        return _write(this, source, connection, outcome, counts)


def _judge(this: _Import, source: Source, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Stage and judge every record. Return how many there are of each kind."""
    this.report(_("Reading the file"), 0.1)
    try:
        staging.stage(connection, source, this.recognized)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        if source.container == "csv" and not source.careful:
            raise _NotCleanError from None
        raise unread(this.order.file_name, error) from None
    this.report(_("Checking rows"), 0.4)
    this.rules.judge(connection, this.run)
    unknown_words.check(unknown_words.find(connection, this.recognized), this.recognized, this.order)
    (counts,) = connection.sql(sql(f"{this.recognized.kind}/count")).to_arrow_table().to_pylist()
    omitted = counts["set_aside"] + counts["rejected"]
    if omitted and not line_numbers.find_line_ends(connection, source, counts["rows_read"]):
        raise _NotCleanError
    return dict(counts)


def _write(
    this: _Import,
    source: Source,
    connection: duckdb.DuckDBPyConnection,
    outcome: Outcome,
    counts: Mapping[str, Any],
) -> Outcome:
    uri = this.snapshot.uri
    this.report(_("Writing"), 0.6)
    this.rules.write(connection, this.run, counts)
    rejected = None
    if outcome.set_aside + outcome.rejected:
        this.report(_("Saving skipped and rejected rows"), 0.9)
        originals.open_omitted(connection, source, this.opened.work)
        rejected = left_out.keep(connection, source, this.recognized, uri, this.id)
        upkeep.compact(uri)
    committed = store.commit(this.snapshot, _row(this, outcome, counts))
    if upkeep.is_due(uri):
        this.report(_("Removing old files"), 0.97)
        upkeep.clear(committed)
    this.report(_("Done"), 1.0)
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
