"""What an import would make of a file: every row judged, before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import duckdb
import pyarrow as pa

from data import engine, settings
from data.importer import judging, notes
from data.importer.failures import stopped
from data.importer.files.encodings import UnknownLettersError
from data.importer.files.sources import Source
from data.importer.judging import JudgedFile, Start
from data.importer.opened_file import OpenedFile, opened
from data.importer.order import ImportOrder
from data.importer.recognize import own_formats
from data.importer.recognize.format_types import word_key
from data.importer.rows import kinds, left_out, originals
from data.importer.rows.database import sql
from data.importer.rows.run import Run
from data.importer.rows.words.unknown_words import FIELD_OF_KIND, UnknownWord
from data.tables.snapshot import Snapshot

NOTHING_STORED = Snapshot("", -1, ())
SAMPLES, SAMPLED_RECORDS = 3, 500  # distinct values of a column, and the records that they are from
MOST_REJECTED = 20  # rejected rows that are shown


@dataclass(frozen=True)
class RejectedRow:
    """A row that can't be read: its line, the column that is the reason (None for all), why, its cells.

    `why` is a stored sentence (see data/words/stored_sentences.py).
    """

    line: int | None
    column: str | None
    why: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True)
class Examination:
    """What an import would make of a file, in rows: read = accepted + the skipped + rejected.

    `skipped` has the number of rows by kind (a key of vocabulary.SKIPPED). `unknown` are the words without
    a meaning; their rows count as rejected, and nothing can be stored before each has one. `examples` has
    the first row with such a word, by word. `first_rows` are those as they will be stored: the columns with
    a value, and `rejected_because`.
    """

    rows_read: int
    accepted: int
    skipped: Mapping[str, int]
    rejected: int
    unknown: tuple[UnknownWord, ...]
    examples: Mapping[str, tuple[str | None, ...]]
    first_rows: pa.Table
    first_rejected: tuple[RejectedRow, ...]
    notes: tuple[str, ...]


def examine(order: ImportOrder, rows: int = 5) -> Examination:
    """Return what an import would make of every row of the order's file, with its first `rows`.

    Raises Problem as an import would: if the file can't be read, or if a needed column, date or zone is
    missing. Only words without a meaning are no Problem here.
    """
    run_settings = settings.load()
    try:
        with own_formats.including(order.format_file), opened(order) as file:
            recognized = judging.recognized_of(file, order)
            run = Run(
                recognized, run_settings, NOTHING_STORED, order.file_name, order.date_order is not None
            )
            with judging.judged(Start(order, file, run, lambda _step, _share: None)) as judged:
                return _examination(judged, file, rows)
    except (OSError, duckdb.Error) as error:
        raise stopped(order.file_name, error) from None


def samples(order: ImportOrder) -> tuple[tuple[str, ...], ...]:
    """Return the first distinct filled values of each column of the order's file, at most SAMPLES.

    Raises Problem if the file can't be opened.
    """
    with own_formats.including(order.format_file), opened(order) as file:
        return tuple(_distinct(column) for column in _first_cells(file))


def readings_of_letters(order: ImportOrder) -> Mapping[str, tuple[str, ...]]:
    """Return some words of the order's file as each code page reads them, if nothing says which one it is.

    Empty if the order says it, or if the letters make sense. Raises Problem if the file can't be opened.
    """
    try:
        with opened(order):
            return {}
    except UnknownLettersError as unknown:
        return unknown.readings


def _examination(file: JudgedFile, opened_file: OpenedFile, rows: int) -> Examination:
    skipped = engine.answer(file.connection, sql("examination/steps", "skipped")).to_pylist()
    omitted = _omitted(file, opened_file) if file.counts["rejected"] else []
    return Examination(
        file.counts["rows_read"],
        file.counts["accepted"],
        {row["why"]: row["row_count"] for row in skipped},
        file.counts["rejected"],
        file.unknown,
        _examples(file, omitted),
        _first_rows(file, rows),
        tuple(omitted[:MOST_REJECTED]),
        notes.of_file(file),
    )


def _first_rows(file: JudgedFile, rows: int) -> pa.Table:
    first = file.connection.sql(sql("examination/steps", "first_rows"), params={"rows": rows})
    judged = first.to_arrow_table()
    stored = kinds.STORED_AS[file.run.recognized.kind].names
    names = [name for name in stored if name in judged.column_names]
    filled = [name for name in names if judged[name].null_count < judged.num_rows]
    return judged.select([*filled, "why"]).rename_columns([*filled, "rejected_because"])


def _omitted(file: JudgedFile, opened_file: OpenedFile) -> list[RejectedRow]:
    """Return the first rejected rows, and the first row with each word that isn't known."""
    field = FIELD_OF_KIND.get(file.run.recognized.kind, "")
    parameters = {"rows": MOST_REJECTED, "field": field}
    file.connection.execute(sql("examination/steps", "shown_omissions"), parameters)
    originals.open_originals(file.connection, file.source, opened_file.work)
    rows = left_out.rows(file.connection, file.source, file.run.recognized, "")
    return [
        RejectedRow(row["line"], row["column"], row["why"] or "", tuple(cells))  # type: ignore[arg-type]
        for row, cells in rows
    ]


def _examples(file: JudgedFile, omitted: Sequence[RejectedRow]) -> Mapping[str, tuple[str | None, ...]]:
    """Return the cells of the first row with each unknown word."""
    if not file.unknown:
        return {}
    place = dict(file.run.recognized.positions)[file.unknown[0].field]
    words = {word_key(word.word): word.word for word in file.unknown}
    rows_of_words: dict[str, tuple[str | None, ...]] = {}
    for row in omitted:
        word = words.get(word_key(row.cells[place] or ""))
        if word is not None:
            rows_of_words.setdefault(word, row.cells)
    return rows_of_words


def _first_cells(file: OpenedFile) -> list[list[str | None]]:
    """Return the cells of the first records, by column."""
    columns = ", ".join(f"c{place}" for place in range(len(file.source.header)))
    if not columns:
        return []
    with engine.borrowed() as connection:
        try:
            return _columns_of(connection, file.source, columns)
        except duckdb.Error:
            return _columns_of(connection, file.split_carefully(file.source), columns)


def _columns_of(
    connection: duckdb.DuckDBPyConnection, source: Source, columns: str
) -> list[list[str | None]]:
    first = f"select {columns} from ({source.relation}) limit {SAMPLED_RECORDS}"
    cells = engine.answer(connection, first)
    return [column.cast(pa.string()).to_pylist() for column in cells.columns]


def _distinct(cells: Sequence[str | None]) -> tuple[str, ...]:
    filled = dict.fromkeys(cell.strip() for cell in cells if cell and cell.strip())
    return tuple(islice(filled, SAMPLES))
