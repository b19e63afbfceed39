"""JSON files: every record as a row of text cells, under names that are their paths in the record."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import Problem
from data.importer.files import encodings
from data.importer.files.json import shapes
from data.importer.files.json.shapes import Object, Value
from data.importer.files.json.text import NESTED
from data.importer.files.sources import NoRecords, Source, address, check_header
from data.words import stored_sentences
from data.words.catalog import N_, _

Cells: TypeAlias = dict[str, str | None]
BATCH_ROWS = 10_000
BATCH_CHARACTERS = 50_000_000  # a batch of long records has fewer rows
MOST_NAMES = 2_000  # columns; a file with more uses ids as names
# Lists of objects with a phone number each: one message to several recipients.
RECIPIENTS = {
    *("to", "recipients", "destinations", "contacts"),
    *("numbers", "phones", "phone_numbers", "phonenumbers"),
}
NUMBER = re.compile(r"\s*(?:tel:|sms:)?\+?1?[\s().-]*(?:\d[\s().-]*){10,14}")
UNREADABLE = N_("Unreadable text")  # the column of what is no record


def open_json(path: Path, work: Path, records: Collection[str], each: Collection[str]) -> Source:
    """Open a file of JSON: lines, objects one after another, lists, and answers that wrap a list.

    `records` are the keys under which a wrapper holds its records (see shapes.records), `each` those
    whose list becomes a record per element: "to": [{"phone_number": …}] gives the columns to.phone_number
    and, for several elements, to.place, from 1. Objects in a record become names with points
    ("from.phone_number"). A list of phone numbers stays a list, and each recipient in a list of
    objects becomes a record. Only the first element of any other list is read, under the plain name:
    "errors.code" for a list of objects, "tags" for a list of texts. Numbers stay as they are written, and
    columns come in the order in which they first appear. The time before an object in a line that
    CloudWatch exported isn't read.

    Raises NoRecords if the file has none, and Problem if no record can be read.
    """
    encoding = encodings.of_file(path)
    decoded_as, errors = encodings.decoding(encoding)
    table = _Table(path, work)
    try:
        with path.open(encoding=decoded_as, errors=errors) as file:
            for value in shapes.records(file, path.name, records):
                table.add(value, frozenset(each))
    except UnicodeError:
        raise Problem(
            _(
                "This file begins as {encoding}, but can't be decoded to its end.",
                encoding=encoding.upper(),
            ),
            where=path.name,
            next_step=_("Export it again as JSON in UTF-8."),
        ) from None
    return table.source()


class _SeveralError(Exception):
    """A record has a list that makes several records of it."""


class _Table:
    """Rows to be written to Parquet files. A new file begins when a new column appears."""

    def __init__(self, path: Path, work: Path) -> None:
        self._path = path
        self._work = work / "json"
        self._work.mkdir(exist_ok=True, mode=0o700)
        self._names: dict[str, None] = {}
        self._rows: list[tuple[Cells, Value]] = []
        self._characters = 0
        self._written = 0
        self._files: list[str] = []
        self._writer: pq.ParquetWriter | None = None
        self._first_unread: Value | None = None

    def add(self, value: Value, each: frozenset[str]) -> None:
        """Add a record as one row, or one for each element of a list, or text that can't be read."""
        try:
            rows = _rows_of(value.record or {}, each)
        except RecursionError:
            value, rows = value._replace(why=NESTED), [{}]
        if value.why:
            self._first_unread = self._first_unread or value
        for cells in rows:
            self._names.update(dict.fromkeys(cells))
            self._rows.append((cells, value))
        self._check_names(value.line)
        self._characters += value.size * len(rows)
        if len(self._rows) >= BATCH_ROWS or self._characters >= BATCH_CHARACTERS:
            self._write()

    def source(self) -> Source:
        """Return the file as a source, once every record has been added."""
        self._write()
        if self._writer:
            self._writer.close()
        self._check_records()
        unread = [_(UNREADABLE)] if self._first_unread else []
        header = check_header([*self._names, *unread], self._path.name)
        columns = [f"c{place}" for place in range(len(self._names))]
        columns += [f"unread as c{len(self._names)}" for _name in unread]
        relation = (
            f"select {', '.join(columns)}, record, line, broken "
            f"from read_parquet([{', '.join(self._files)}], union_by_name = true)"
        )
        return Source(self._path, "json", header, relation, careful=True)

    def _write(self) -> None:
        if not self._rows:
            return
        names = [(f"c{place}", name) for place, name in enumerate(self._names)]
        columns = {
            column: _texts([cells.get(name) for cells, _value in self._rows]) for column, name in names
        }
        every = [value for _cells, value in self._rows]
        columns["unread"] = _texts([value.text or None for value in every])
        columns["record"] = pa.array(range(self._written, self._written + len(every)), pa.int64())
        columns["line"] = pa.array([value.line for value in every], pa.int64())
        columns["broken"] = _texts([value.why for value in every])
        batch = pa.record_batch(columns)
        if not self._writer or self._writer.schema != batch.schema:
            self._writer = self._next_file(batch.schema)
        self._writer.write_batch(batch)
        self._written += len(every)
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
                _(
                    "The records of this file have more than {limit} names, so it isn't a list.",
                    limit=MOST_NAMES,
                ),
                where=_("{file}, line {line}", file=self._path.name, line=line),
                next_step=_("Export it again as a list, with the same names in every record."),
            )

    def _check_records(self) -> None:
        if self._names:
            return
        if not self._first_unread:
            raise NoRecords(_("This file has no records."), where=self._path.name)
        raise Problem(
            " ".join(
                [
                    _("This file begins like JSON, but has no readable record."),
                    stored_sentences.shown(self._first_unread.why or ""),
                ]
            ),
            where=_("{file}, line {line}", file=self._path.name, line=self._first_unread.line),
            next_step=_("Check whether it is complete, then export it again."),
        )


def _rows_of(record: Object, each: frozenset[str]) -> list[Cells]:
    try:
        return [_cells(record, each)]
    except _SeveralError:
        return [cells for one in _one_each(record, each) for cells in _rows_of(one, each)]


def _one_each(record: Object, each: frozenset[str]) -> list[Object]:
    """Return a record, or one per element of the first list under one of the keys, each with its place."""
    for key, value in record.items():
        if isinstance(value, list) and len(value) > 1 and (key in each or _are_recipients(key, value)):
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
        if isinstance(value, str):  # nearly always, so no call is made
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
        case [_first, _second, *_others] if key in each or _are_recipients(key, value):
            raise _SeveralError
        case [_first, _second, *_others] if all(map(_is_number, value)):
            cells[name] = json.dumps(value)  # one row each, if this is the column of numbers
        case [first, *_others]:
            _put(cells, name, key, first, frozenset())
        case _:
            cells.setdefault(name, None)


def _are_recipients(key: str, values: Sequence[object]) -> bool:
    """Return whether a list has an object for each number that one message went to."""
    return key.casefold() in RECIPIENTS and all(
        isinstance(value, dict) and any(map(_is_number, value.values())) for value in values
    )


def _is_number(value: object) -> bool:
    """Return whether a value can be a phone number in figures."""
    return isinstance(value, str) and bool(NUMBER.fullmatch(value))


def _texts(cells: list[str | None]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half a letter, as JSON can spell one: "\ud83d"
        return pa.array([cell and cell.encode("utf-8", "replace").decode() for cell in cells], pa.string())
