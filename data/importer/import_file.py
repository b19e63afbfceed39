"""Import a file: read, judge, merge, write, and commit once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import duckdb

from data import access, record, settings
from data.importer import identity, judging, notes
from data.importer.failures import stopped
from data.importer.judging import JudgedFile, Start
from data.importer.opened_file import open_file
from data.importer.order import ImportOrder
from data.importer.outcome import Outcome, Progress
from data.importer.recognize import own_formats
from data.importer.rows import kinds, left_out, originals
from data.importer.rows.database import scratch
from data.importer.rows.run import Run
from data.importer.rows.words import unknown_words
from data.settings import Settings
from data.tables import store, upkeep, used_stores
from data.words.catalog import _


@dataclass(frozen=True)
class _Import:
    """One import: its start, the mark of its content, and the judged file."""

    start: Start
    mark: str
    file: JudgedFile

    @property
    def order(self) -> ImportOrder:
        """Return what the person says about the file."""
        return self.start.order

    @property
    def rules(self) -> kinds.Rules:
        """Return what this kind of file does with its rows."""
        return kinds.RULES[self.file.run.recognized.kind]


def import_file(order: ImportOrder, *, uri: str | None = None, progress: Progress | None = None) -> Outcome:
    """Import a file into the tables at `uri`, by default the district's logs. Return its outcome.

    A dry run returns the outcome and stores nothing. `progress` gets each step and the share done, 0 to 1.
    Raises Problem if the file can't be read or changes meanwhile, if a needed column, date or zone is
    missing, if the stored data isn't where it was, or if the tables can't be written: then nothing is
    stored.
    """
    current = settings.load()
    report = progress or (lambda _step, _share: None)
    try:
        logs = uri or used_stores.district_logs()
        with store.import_lock(logs), own_formats.including(order.format_file):
            outcome = _locked(order, current, logs, report)
    except (OSError, duckdb.Error) as error:
        raise stopped(order.file_name, error) from None
    if not uri:
        used_stores.remember()
    return outcome


def _locked(order: ImportOrder, current: Settings, uri: str, report: Progress) -> Outcome:
    report(_("Opening the file"), 0.0)
    snapshot = store.newest(uri) if order.dry_run else store.create(uri)
    store.check_complete(snapshot)
    if not order.dry_run:
        store.roll_back(snapshot)
    with scratch(store.workspace(uri)) as work:
        opened = open_file(order, work)
        recognized = judging.recognized_of(opened, order)
        mark = identity.mark(order, opened.file, recognized)
        if before := identity.imported_before(snapshot, mark, order.file_name):
            return before
        run = Run(recognized, current, snapshot, order.file_name, order.date_order is not None)
        start = Start(order, opened, run, report, identity.next_id(snapshot, mark))
        with judging.judged(start) as file:
            judging.check_rows(file.source, file.counts["rows_read"], order.file_name)
            unknown_words.check(file.unknown, file.run.recognized, order)
            return _merge(_Import(start, mark, file))


def _merge(this: _Import) -> Outcome:
    file, order = this.file, this.order
    this.start.report(_("Comparing with stored data"), 0.5)
    merged = this.rules.merge(file.connection, file.run, file.counts)
    this.start.opened.file.check_unchanged(order.file_name)
    outcome = Outcome(
        order.file_name,
        file.run.recognized.kind,
        file.counts["rows_read"],
        merged.stored,
        merged.updated,
        file.counts["accepted"] - merged.stored - merged.updated,
        file.counts["set_aside"],
        file.counts["rejected"],
        columns_not_read=tuple(name for name in file.run.recognized.unrecognized if name),
        notes=(*notes.of_file(file), *merged.notes),
        refused_but_opted_in=merged.conflicts.refused,
        accepted_but_opted_out=merged.conflicts.accepted,
    )
    return outcome if order.dry_run else _write(this, outcome)


def _write(this: _Import, outcome: Outcome) -> Outcome:
    file, report = this.file, this.start.report
    uri = file.run.snapshot.uri
    report(_("Writing"), 0.6)
    this.rules.write(file.connection, file.run, file.counts)
    rejected = None
    if outcome.set_aside + outcome.rejected:
        report(_("Saving skipped and rejected rows"), 0.9)
        originals.open_omitted(file.connection, file.source, this.start.opened.work)
        rejected = left_out.keep(file.connection, file.source, file.run, this.start.import_id)
        upkeep.compact(file.run.snapshot)
    _record(this, outcome)
    committed = store.commit(file.run.snapshot, _row(this, outcome))
    if upkeep.is_due(uri):
        report(_("Removing old files"), 0.97)
        upkeep.clear(committed)
    report(_("Done"), 1.0)
    return replace(outcome, rejected_file=str(rejected) if rejected else None)


def _record(this: _Import, outcome: Outcome) -> None:
    """Record the import before it counts. Raises Problem if that fails: then nothing is stored."""
    counts = ("stored", "updated", "unchanged", "set_aside", "rejected")
    record.write_change(
        this.file.run.snapshot.uri,
        "import",
        outcome.file,
        {"import_id": this.start.import_id, **{name: getattr(outcome, name) for name in counts}},
        outcome.rows_read,
        by=this.order.by,
        role=this.order.role,
    )


def _row(this: _Import, outcome: Outcome) -> dict[str, Any]:
    counts = this.file.counts
    return {
        "import_id": this.start.import_id,
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
