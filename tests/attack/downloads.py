"""Every file that people get: read back, no cell is run by a spreadsheet, and every value is whole."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

import queries
from data import csv_writer
from data.access import person_at_machine
from data.importer.files import opening
from data.importer.files.corrected_rows import ADDED
from data.importer.rows.left_out import REJECTED
from data.words import vocabulary
from pages.parts.downloads.reports import QUESTIONS
from pages.parts.imports.skipped_rows import SKIPPED
from tests.attack import sent
from tests.attack.findings import Findings
from tests.attack.hostile_files import HostileFile
from tests.import_files import rows_of, written

PART = "files"
RUN = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # what begins a formula, in any spreadsheet
HARMLESS = re.compile(r"[+-]?[0-9][0-9.]*")
LOST_IN_EXCEL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST_IN_EXCEL = 32_767
ACTIVE_PARTS = ("externalLinks/", "connections.xml", "vbaProject", "embeddings/", "hyperlinks")
ONE_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")
BATCH, NUMBERS = "batch.zip", "numbers.csv"
Rows = Sequence[Sequence[str]]


def attack(port: int, folder: Path, imported: Mapping[str, HostileFile], findings: Findings) -> None:
    """Download every file, and look at what is in its cells."""
    for report, question in QUESTIONS.items():
        answer = queries.run(queries.with_reasons(question, queries.WHY), person_at_machine(), rows=None)
        for ending, read in READERS.items():
            content = _download(port, f"/download/{report}.{ending}")
            findings.note(PART, f"{report}.{ending}", [*read(content, answer)])
    for row in rows_of("imports"):
        for kind in (SKIPPED, REJECTED):
            url = f"/download/rows_left_out.csv?import={quote(row['import_id'])}&kind={quote(kind)}"
            signs = [*_left_out(_download(port, url), imported[row["file_name"]], folder)]
            findings.note(PART, f"rows that are {kind}", signs)
    for kept in (folder / "logs" / "work" / "rejected").glob("*.csv"):
        findings.note(PART, "rejected rows beside the tables", [*_formulas(kept.read_bytes())])
    numbers = folder / NUMBERS
    signs = [*_formulas(numbers.read_bytes())] if numbers.exists() else ["none"]
    findings.note(PART, "numbers to check", signs)
    batch = folder / BATCH
    signs = [*_batch(batch)] if batch.exists() else ["none"]
    findings.note(PART, "a reminder batch", signs)


def _download(port: int, url: str) -> bytes:
    headers = [("Host", f"127.0.0.1:{port}"), ("Sec-Fetch-Site", "same-origin"), ("Connection", "close")]
    return sent.content(port, url, headers)


def _formulas(content: bytes) -> Iterator[str]:
    """Yield the cells of a CSV file that a spreadsheet runs."""
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        for cell in row:
            if cell.startswith(tuple(RUN)) and not HARMLESS.fullmatch(cell):
                yield f"a formula: {cell[:80]!r}"


def _csv(content: bytes, answer: pa.Table) -> Iterator[str]:
    yield from _formulas(content)
    header, *rows = csv_writer.read(content)
    yield from _unlike(header, rows, answer, str)


def _workbook(content: bytes, answer: pa.Table) -> Iterator[str]:
    yield from _active(content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    header, *rows = map(_cells, book.worksheets[0].values)
    yield from _unlike(header, rows, answer, _in_excel)


def _active(content: bytes) -> Iterator[str]:
    """Yield what in a workbook is more than text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        yield from (f"{name} in a workbook" for name in names if any(part in name for part in ACTIVE_PARTS))
        sheets = [archive.read(name).decode() for name in names if "worksheets/" in name]
        yield from ("a formula or a link" for sheet in sheets if re.search("<f[ >]|<hyperlink", sheet))
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet for cell in row):
            if cell.data_type == "f" or cell.hyperlink:
                yield f"a formula: {str(cell.value)[:80]!r}"


def _parquet(content: bytes, answer: pa.Table) -> Iterator[str]:
    read = pq.read_table(io.BytesIO(content))
    for name in _texts(answer):
        if name in read.column_names and read[name].to_pylist() != answer[name].to_pylist():
            yield f"other values in {name}"


READERS = {"csv": _csv, "xlsx": _workbook, "parquet": _parquet}


def _unlike(
    header: Sequence[str], rows: Rows, answer: pa.Table, as_cell: Callable[[str], str]
) -> Iterator[str]:
    """Yield the values of columns of text that aren't those of the answer."""
    titles = {vocabulary.column_title(name): name for name in _texts(answer)}
    for place, title in enumerate(header):
        if title in titles:
            expected = Counter(as_cell(cell or "") for cell in answer[titles[title]].to_pylist())
            read = Counter(row[place] for row in rows)
            for cell in expected - read:
                yield f"{title}: {cell[:60]!r} is lost"
            for cell in read - expected:
                yield f"{title}: {cell[:60]!r} is new"


def _texts(answer: pa.Table) -> list[str]:
    return [field.name for field in answer.schema if pa.types.is_string(field.type)]


def _in_excel(text: str) -> str:
    """Return a text as a cell of a workbook can hold it."""
    cut = text.encode("utf-16-le")[: 2 * MOST_IN_EXCEL].decode("utf-16-le", "ignore")
    return LOST_IN_EXCEL.sub("\ufffd", cut)


def _left_out(content: bytes, file: HostileFile, folder: Path) -> Iterator[str]:
    """Yield what is wrong in a file of rows: formulas, and cells that aren't those of the imported file."""
    yield from _formulas(content)
    header, *rows = csv_writer.read(content)
    if not rows:
        return
    own = [[*map(str, row)] for row in file.rows]
    places = [file.header.index(name) if name in file.header else -1 for name in header[len(ADDED) :]]
    if -1 in places:
        yield f"other headings: {header}"
        return
    cells = {tuple(row[place] for place in places) for row in own}
    yield from (f"another row: {row[:6]}" for row in rows if tuple(row[len(ADDED) :]) not in cells)
    again = _read_again(content, folder)
    if again != [header, *rows]:
        pairs = zip([header, *rows], again, strict=False)
        differing = next((pair for pair in pairs if pair[0] != pair[1]), len(again))
        yield f"not the same when it is imported again: {str(differing)[:300]}"


def _read_again(content: bytes, folder: Path) -> list[list[str]]:
    """Return the heading and the rows of a file as an import reads them."""
    work = folder / "again"
    work.mkdir(exist_ok=True)
    source = opening.open_input(written(work / "rows.csv", content), None, work).open(work)
    names = ", ".join(f"c{place}" for place in range(len(source.header)))
    with duckdb.connect() as connection:
        rows = connection.sql(f"select {names} from ({source.relation}) order by line").fetchall()
    return [[*source.header], *([cell or "" for cell in row] for row in rows)]


def _batch(file: Path) -> Iterator[str]:
    """Yield what is wrong in the zip of a reminder batch."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith(("/", ".")) or ".." in name or "\\" in name or not name.isprintable():
                yield f"a file called {name!r}"
            content = archive.read(name)
            if name.endswith(".csv"):
                yield from (f"{name}: {sign}" for sign in _formulas(content))
            if name.endswith(".xlsx"):
                yield from (f"{name}: {sign}" for sign in _active(content))
                header, *rows = csv_writer.read(archive.read(f"{name.removesuffix('.xlsx')}.csv"))
                values = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values
                yield from _unequal(name, [header, *rows], values)
        ids = {row[0] for row in csv_writer.read(archive.read("contact ids.csv"))[1:]}
        contacts = {row["contact_id"] for row in rows_of("contacts")}
        yield from (f"no contact: {one!r}" for one in ids - contacts)
        header, *families = csv_writer.read(archive.read("families by email.csv"))
        emails = [row[header.index("Email")] for row in families]
        yield from (f"no address: {email!r}" for email in emails if not ONE_EMAIL.fullmatch(email))


def _cells(row: Sequence[object]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]


def _unequal(name: str, rows: Rows, values: Iterable[Sequence[object]]) -> Iterator[str]:
    for row, cells in zip(rows, values, strict=True):
        # The library writes this one as Excel's escape, which openpyxl doesn't read.
        in_book = [cell.replace("_xFFFE_", "\ufffd") for cell in _cells(cells)]
        if in_book != [*map(_in_excel, row)]:
            yield f"{name}: {row[:4]} is {in_book[:4]}"
