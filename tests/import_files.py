"""Files as services export them, built for a test; and the tables as the importer has left them."""

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
Cells = Sequence[object]


def number(last: int) -> str:
    """A number of the fictional range, as people write it; of 1, (212) 555-0101."""
    return f"(212) 555-{100 + last:04d}"


def stored(last: int) -> int:
    """The same number as the tables hold it."""
    return 12125550100 + last


def text(
    message_id: str,
    when: object = "2026-09-30 08:12",
    to: object = number(1),
    result: str = SENT,
    why: str = "",
) -> tuple[object, ...]:
    """A row of LOG."""
    return (message_id, when, to, result, why)


def csv_text(header: Cells, *rows: Cells, separator: str = ",", end: str = "\n") -> str:
    """A CSV file's text."""
    held = io.StringIO()
    csv.writer(held, delimiter=separator, lineterminator=end).writerows([header, *rows])
    return held.getvalue()


def log_file(folder: Path, *rows: Cells, header: Cells = LOG, name: str = "log.csv") -> Path:
    """A message log as CSV."""
    return written(folder / name, csv_text(header, *rows))


def written(file: Path, content: str | bytes) -> Path:
    """A file of this content."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def workbook(file: Path, **sheets: Sequence[Cells]) -> Path:
    """An Excel workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return file


def parquet(file: Path, columns: Mapping[str, object] | pa.Table) -> Path:
    """A Parquet file of these columns."""
    pq.write_table(columns if isinstance(columns, pa.Table) else pa.table(dict(columns)), file)
    return file


def counts(outcome: Outcome) -> dict[str, int]:
    """What became of the rows, without the zeros; the row equation is checked on the way."""
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
    return importer.preview(_order(path, order), rows)


def _order(path: Path, order: Mapping[str, Any]) -> ImportOrder:
    return ImportOrder(path, **{"file_name": path.name, **order})


def imported(file: Path, **order: Any) -> dict[str, int]:
    """Take a file into the district's logs; what became of its rows (see counts)."""
    return counts(import_file(file, **order))


class Run(NamedTuple):
    """What a command has ended with and printed."""

    status: int
    out: str
    err: str


def run_import(*arguments: str | Path) -> Run:
    """`python -m data import`, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["import", *map(str, arguments)])
    return Run(status, out.getvalue(), err.getvalue())


def rows_of(table: str, uri: str | None = None) -> list[dict[str, Any]]:
    """The rows of a table at the newest snapshot."""
    rows: list[dict[str, Any]] = store.newest(uri or settings.load().logs).table(table).to_pylist()
    return rows


def messages() -> dict[str, dict[str, Any]]:
    """The messages by their id."""
    rows = rows_of("messages")
    found = {row["message_id"]: row for row in rows}
    assert len(found) == len(rows), "a message is stored twice"
    return found


def one_message() -> dict[str, Any]:
    """The only message that there is."""
    (row,) = messages().values()
    return row


def rows_not_imported() -> list[tuple[int, str, str | None, str]]:
    """The rows left out: (line, kind, column, why), in file order."""
    rows = sorted(rows_of("left_out"), key=lambda row: (row["import_id"], row["line"]))
    return [(row["line"], row["kind"], row["column"], row["why"]) for row in rows]


def read(folder: Path, content: str | bytes, name: str = "log.json") -> list[tuple[int, dict[str, str]]]:
    """The records of a file: the line, and the cells that are not empty; “broken” is one of them."""
    source = _opened(folder, content, name)
    with duckdb.connect() as connection:
        rows = connection.sql(source.relation).to_arrow_table().to_pylist()
    names = dict(zip((f"c{place}" for place in range(len(source.header))), source.header, strict=True))
    assert [row.pop("record", place) for place, row in enumerate(rows)] == [*range(len(rows))]
    named = [{names.get(column, column): cell for column, cell in row.items()} for row in rows]
    return [
        (row.pop("line"), {name: cell for name, cell in row.items() if cell is not None}) for row in named
    ]


def header_of(folder: Path, content: str | bytes, name: str = "log.json") -> tuple[str, ...]:
    """The names of a file's columns."""
    return _opened(folder, content, name).header


def _opened(folder: Path, content: str | bytes, name: str) -> Source:
    work = folder / "opened"
    work.mkdir(exist_ok=True)
    return opening.open_source(written(folder / name, content), work)


def settled(folder: Path) -> Path:
    """The folder, with files that were not written just now."""
    for file in folder.iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000), follow_symlinks=False)
    return folder


def imported_files() -> list[str]:
    """The names of the files taken in, in their order."""
    return [row["file_name"] for row in sorted(rows_of("imports"), key=lambda row: row["import_id"])]


def utc(*parts: int) -> datetime:
    """An instant, of the parts that a datetime has."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]
