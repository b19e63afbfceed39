"""The identity of a file: the same content, read in the same way, is imported once."""

from __future__ import annotations

import hashlib
import json

import pyarrow.compute as pc

from data.importer.files.opening import InputFile
from data.importer.order import ImportOrder
from data.importer.outcome import Outcome
from data.importer.recognize.columns import Recognized
from data.importer.rows import left_out
from data.tables import store
from data.tables.snapshot import Snapshot
from data.words.catalog import _

# What an import reads of a column of texts: it is in the mark, so that a file can be imported again after
# an older release read only keywords. New columns change the positions.
READ_OF_A_BODY = ("keyword", "text_length", "is_unicode")


def mark(order: ImportOrder, file: InputFile, recognized: Recognized) -> str:
    """Return what identifies an import: the file's content, kind and date, and how its columns are read."""
    read_as: list[object] = [
        file.hash,
        recognized.kind,
        recognized.positions,
        str(order.as_of),
    ]
    words = {field: dict(meanings) for field, meanings in order.words.items()}
    answers = [order.zone, order.date_order, order.status, words]
    if any(answers):  # an import that needed none keeps the mark that it always had
        read_as += answers
    if order.encoding:
        read_as.append(order.encoding)
    if recognized.people:
        read_as.append([[one.word, *one.places] for one in recognized.people.persons])
    if recognized.kind == "log" and "body" in recognized.columns:
        read_as.append(READ_OF_A_BODY)
    if not recognized.format.is_generic:
        read_as += [recognized.format.id, recognized.zone]
    return hashlib.sha256(json.dumps(read_as).encode()).hexdigest()


def next_id(snapshot: Snapshot, mark: str) -> str:
    """Return the id of the import after those of the snapshot, undone ones too. Ids sort by their order."""
    return f"{snapshot.table('imports').num_rows + 1:06d}-{mark[:8]}"


def imported_before(snapshot: Snapshot, mark: str, file_name: str) -> Outcome | None:
    """Return the outcome of importing the same again, all of it unchanged; None if it wasn't imported.

    An import that was undone doesn't count, nor does one that read no row.
    """
    rows = store.counting(snapshot.table("imports"))
    has_mark = pc.and_(pc.equal(rows["content_hash"], mark), pc.greater(rows["rows_read"], 0))
    before = next(iter(rows.filter(has_mark).slice(0, 1).to_pylist()), None)
    if before is None:
        return None
    rejected = left_out.rejected_file(snapshot.uri, before["import_id"])
    return Outcome(
        file_name,
        before["kind"],
        before["rows_read"],
        unchanged=before["rows_read"] - before["set_aside"] - before["rejected"],
        set_aside=before["set_aside"],
        rejected=before["rejected"],
        rejected_file=str(rejected) if rejected.exists() else None,
        notes=(_("This file was already imported. Nothing changed."),),
        was_imported_before=True,
    )
