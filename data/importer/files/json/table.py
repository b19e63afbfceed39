"""JSON files: every record as a row of text cells, under names that say where in the record they lie."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import Problem
from data.importer.files import encodings
from data.importer.files.json import shapes
from data.importer.files.json.shapes import Found, Object
from data.importer.files.sources import NoRecords, Source, address, check_header

Cells: TypeAlias = dict[str, str | None]
BATCH_ROWS = 10_000
BATCH_CHARACTERS = 50_000_000  # where records are long, a batch has fewer
MOST_NAMES = 2_000  # of columns; a file that has more uses ids as names
AS_IT_WAS = "text that is no record"  # the column of what can't be read


def open_json(path: Path, work: Path, records: Collection[str], each: Collection[str]) -> Source:
    """Open a file of JSON: lines, objects one after another, lists, and answers that wrap a list.

    `records` are the keys under which a wrapper holds its records (see json_records.records), `each` those
    whose list becomes one record an element: of "to": [{"phone_number": …}] the columns to.phone_number
    and, where it has several elements, to.place, from 1.
    Objects in a record become names with points ("from.phone_number"). Of any other list the first element
    is read, under the plain name: "errors.code" of a list of objects, "tags" of a list of texts. Numbers
    are kept as they are written, and the columns stand in the order in which they first appear. Of a line
    that CloudWatch has exported, the time before the object is not read.

    Raises NoRecords for a file without any, and Problem for one of which no record can be read.
    """
    encoding, errors = encodings.decoding(encodings.of_file(path))
    table = _Table(path, work)
    try:
        with path.open(encoding=encoding, errors=errors) as file:
            for found in shapes.records(file, path.name, records):
                table.add(found, frozenset(each))
    except UnicodeError:
        raise Problem(
            f"This file's text can't be decoded: it begins as {encoding.upper()} and does not go on so.",
            where=path.name,
            next_step="Export it again as JSON in UTF-8.",
        ) from None
    return table.source()


class _SeveralError(Exception):
    """A record has a list that makes several of it."""


class _Table:
    """Rows on their way to Parquet files; a new file begins where a new column appears."""

    def __init__(self, path: Path, work: Path) -> None:
        self._path = path
        self._work = work / "json"
        self._work.mkdir(exist_ok=True, mode=0o700)
        self._names: dict[str, None] = {}
        self._rows: list[tuple[Cells, Found]] = []
        self._characters = 0
        self._files: list[str] = []
        self._writer: pq.ParquetWriter | None = None
        self._first_fault: Found | None = None

    def add(self, found: Found, each: frozenset[str]) -> None:
        """Add what was found: one row, one for each element of a list, or what can't be read."""
        try:
            rows = _rows_of(found.record or {}, each)
        except RecursionError:
            found, rows = found._replace(fault="nested too deeply"), [{}]
        if found.fault:
            self._first_fault = self._first_fault or found
        for cells in rows:
            self._names.update(dict.fromkeys(cells))
            self._rows.append((cells, found))
        self._check_names(found.line)
        self._characters += found.size * len(rows)
        if len(self._rows) >= BATCH_ROWS or self._characters >= BATCH_CHARACTERS:
            self._write()

    def source(self) -> Source:
        """The file as a source, once every record has been added."""
        self._write()
        if self._writer:
            self._writer.close()
        self._check_records()
        unread = [AS_IT_WAS] if self._first_fault else []
        header = check_header([*self._names, *unread], self._path.name)
        columns = [f"c{place}" for place in range(len(self._names))]
        columns += [f"unread as c{len(self._names)}" for _name in unread]
        relation = (
            f"select {', '.join(columns)}, line, broken "
            f"from read_parquet([{', '.join(self._files)}], union_by_name = true)"
        )
        return Source(self._path, "json", header, relation, careful=True)

    def _write(self) -> None:
        if not self._rows:
            return
        names = [(f"c{place}", name) for place, name in enumerate(self._names)]
        columns = {
            column: _texts([cells.get(name) for cells, _found in self._rows]) for column, name in names
        }
        every = [found for _cells, found in self._rows]
        columns["unread"] = _texts([found.text or None for found in every])
        columns["line"] = pa.array([found.line for found in every], pa.int64())
        columns["broken"] = _texts([found.fault for found in every])
        batch = pa.record_batch(columns)
        if not self._writer or self._writer.schema != batch.schema:
            self._writer = self._next_file(batch.schema)
        self._writer.write_batch(batch)
        self._rows, self._characters = [], 0

    def _next_file(self, schema: pa.Schema) -> pq.ParquetWriter:
        if self._writer:
            self._writer.close()
        target = self._work / f"{len(self._files)}.parquet"
        self._files.append(address(target))
        return pq.ParquetWriter(target, schema, compression="zstd")

    def _check_names(self, line: int) -> None:
        if len(self._names) > MOST_NAMES:
            raise Problem(
                f"The records of this file have more than {MOST_NAMES:,} names, so it is no list.",
                where=f"{self._path.name}, line {line}",
                next_step="Export it again as a list, with the same names in every record.",
            )

    def _check_records(self) -> None:
        if self._names:
            return
        if not self._first_fault:
            raise NoRecords("This file holds no records.", where=self._path.name)
        raise Problem(
            f"This file begins like JSON, and no record in it can be read: {self._first_fault.fault}.",
            where=f"{self._path.name}, line {self._first_fault.line}",
            next_step="Look whether it is whole, and export it again.",
        )


def _rows_of(record: Object, each: frozenset[str]) -> list[Cells]:
    try:
        return [_cells(record, each)]
    except _SeveralError:
        return [cells for one in _one_each(record, each) for cells in _rows_of(one, each)]


def _one_each(record: Object, each: frozenset[str]) -> list[Object]:
    """A record, or as many as the first list under one of the keys has elements, each with its place."""
    for key, value in record.items():
        if isinstance(value, list) and len(value) > 1 and key in each:
            return [
                {**record, key: [element], f"{key}.place": str(place)}
                for place, element in enumerate(value, start=1)
            ]
        if isinstance(value, dict):
            inside = _one_each(value, each)
            if len(inside) > 1:
                return [{**record, key: element} for element in inside]
    return [record]


def _cells(record: Object, each: frozenset[str]) -> Cells:
    cells: Cells = {}
    for key, value in record.items():
        if isinstance(value, str):  # nearly always, so without a call
            cells[key] = value
        else:
            _put(cells, key, key, value, each)
    return cells


def _put(cells: Cells, name: str, key: str, value: object, each: frozenset[str]) -> None:
    match value:
        case str():
            cells[name] = value
        case bool():
            cells[name] = str(value).lower()
        case dict() if value:
            for inner, inside in value.items():
                _put(cells, f"{name}.{inner}", inner, inside, each)
        case [_first, _second, *_others] if key in each:
            raise _SeveralError
        case [first, *_others]:
            _put(cells, name, key, first, frozenset())
        case _:
            cells.setdefault(name, None)


def _texts(cells: list[str | None]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half a letter, as JSON can spell one: "\ud83d"
        return pa.array([cell and cell.encode("utf-8", "replace").decode() for cell in cells], pa.string())
