"""Exported files made for a test, and the tables after an import."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from data import importer, settings
from data.__main__ import main
from data.importer import ImportOrder, Outcome, Recognized
from data.importer.files import opening
from data.importer.files.sources import Source
from data.importer.outcome import Progress
from data.tables import store
from data.words import vocabulary

NOT_SENT_YET, SENDING, SENT, INELIGIBLE, FAILED = (result.name for result in vocabulary.RESULTS)
PENDING, OPTED_IN, OPTED_OUT = (status.name for status in vocabulary.STATUSES)
LOG = ("Message ID", "Date/Time", "Phone Number", "Delivery Results", "Reason")
LISTED = ("Phone Number", "SMS Status")
CHANGED = (*LISTED, "Changed At", "How")
CONTACTS = ("Contact ID", "Phone Number", "Name", "School", "Student ID", "As Of")
# What the answer says of every file whose times don't say their zone.
DISTRICTS_ZONE = "Times without an offset are in the zone America/Chicago, the district's own."
Cells = Sequence[object]


def number(last: int) -> str:
    """Return a fictional number as people write it: (212) 555-0101 for 1."""
    return f"(212) 555-{100 + last:04d}"


def stored(last: int) -> int:
    """Return the same number as the tables store it."""
    return 12125550100 + last


def text(
    message_id: str,
    when: object = "2026-09-30 08:12",
    to: object = number(1),
    result: str = SENT,
    why: str = "",
) -> tuple[object, ...]:
    """Return a row of LOG."""
    return (message_id, when, to, result, why)


def csv_text(header: Cells, *rows: Cells, separator: str = ",", end: str = "\n") -> str:
    """Return the text of a CSV file."""
    text_file = io.StringIO()
    csv.writer(text_file, delimiter=separator, lineterminator=end).writerows([header, *rows])
    return text_file.getvalue()


def log_file(folder: Path, *rows: Cells, header: Cells = LOG, name: str = "log.csv") -> Path:
    """Write a message log as CSV. Return its path."""
    return written(folder / name, csv_text(header, *rows))


def written(file: Path, content: str | bytes) -> Path:
    """Write a file. Return its path."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def workbook(file: Path, **sheets: Sequence[Cells]) -> Path:
    """Write an Excel workbook of these sheets. Return its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return file


def parquet(file: Path, columns: Mapping[str, object] | pa.Table) -> Path:
    """Write a Parquet file of these columns. Return its path."""
    pq.write_table(columns if isinstance(columns, pa.Table) else pa.table(dict(columns)), file)
    return file


def counts(outcome: Outcome) -> dict[str, int]:
    """Return how many rows had each outcome, without zeros. Check that they add up to the rows read."""
    parts = {
        name: getattr(outcome, name) for name in ("stored", "updated", "unchanged", "set_aside", "rejected")
    }
    assert outcome.rows_read == sum(parts.values()), outcome
    return {name: rows for name, rows in parts.items() if rows}


def import_file(
    path: Path, *, uri: str | None = None, progress: Progress | None = None, **order: Any
) -> Outcome:
    """Import a file into the district's logs, or those at `uri`; `order` fills an ImportOrder."""
    return importer.import_file(_order(path, order), uri=uri, progress=progress)


def recognize(path: Path, **order: Any) -> Recognized:
    """Return how a file will be read (see import_file)."""
    return importer.recognize(_order(path, order))


def preview(path: Path, **order: Any) -> pa.Table:
    """Return the first rows of a file as they would be stored (see import_file)."""
    rows = order.pop("rows", 5)
    return importer.examine(_order(path, order), rows).first_rows


def _order(path: Path, order: Mapping[str, Any]) -> ImportOrder:
    return ImportOrder(path, **{"file_name": path.name, **order})


def imported(file: Path, **order: Any) -> dict[str, int]:
    """Import a file into the district's logs. Return how many rows had each outcome (see counts)."""
    return counts(import_file(file, **order))


class Run(NamedTuple):
    """The exit status of a command, and what it printed."""

    status: int
    out: str
    err: str


def run_import(*arguments: str | Path) -> Run:
    """Run `python -m data import` in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["import", *map(str, arguments)])
    return Run(status, out.getvalue(), err.getvalue())


def rows_of(table: str, uri: str | None = None) -> list[dict[str, Any]]:
    """Return the rows of a table at the newest snapshot."""
    rows: list[dict[str, Any]] = store.newest(uri or settings.load().logs).table(table).to_pylist()
    return rows


def messages() -> dict[str, dict[str, Any]]:
    """Return the messages by their id."""
    rows = rows_of("messages")
    by_id = {row["message_id"]: row for row in rows}
    assert len(by_id) == len(rows), "a message is stored twice"
    return by_id


def one_message() -> dict[str, Any]:
    """Return the only message."""
    (row,) = messages().values()
    return row


def rows_not_imported() -> list[tuple[int, str, str | None, str]]:
    """Return the skipped and rejected rows: (line, kind, column, why), in the order of the file."""
    rows = sorted(rows_of("left_out"), key=lambda row: (row["import_id"], row["line"]))
    return [(row["line"], row["kind"], row["column"], row["why"]) for row in rows]


def read(folder: Path, content: str | bytes, name: str = "log.json") -> list[tuple[int, dict[str, str]]]:
    """Return the records of a file: the line and the filled cells. “broken” is one of them."""
    source = opened(folder, content, name)
    with duckdb.connect() as connection:
        rows = connection.sql(source.relation).to_arrow_table().to_pylist()
    names = dict(zip((f"c{place}" for place in range(len(source.header))), source.header, strict=True))
    assert [row.pop("record", place) for place, row in enumerate(rows)] == [*range(len(rows))]
    named = [{names.get(column, column): cell for column, cell in row.items()} for row in rows]
    return [
        (row.pop("line"), {name: cell for name, cell in row.items() if cell is not None}) for row in named
    ]


def header_of(folder: Path, content: str | bytes, name: str = "log.json") -> tuple[str, ...]:
    """Return the names of a file's columns."""
    return opened(folder, content, name).header


def opened(folder: Path, content: str | bytes, name: str) -> Source:
    """Write a file and open it as an import does. Return its source."""
    work = folder / "opened"
    work.mkdir(exist_ok=True)
    return opening.open_source(written(folder / name, content), work)


def settled(folder: Path) -> Path:
    """Return the folder, with files that count as complete: they weren't written just now."""
    for file in folder.iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000), follow_symlinks=False)
    return folder


def imported_files() -> list[str]:
    """Return the names of the imported files, in their order."""
    return [row["file_name"] for row in sorted(rows_of("imports"), key=lambda row: row["import_id"])]


def utc(*parts: int) -> datetime:
    """Return an instant in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]
