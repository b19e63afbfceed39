"""A file staged and judged: the start that an import and an examination share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from data import engine
from data.errors import Problem
from data.importer.failures import unread
from data.importer.files.sources import NoRecords, Source
from data.importer.opened_file import OpenedFile
from data.importer.order import ImportOrder
from data.importer.outcome import Progress
from data.importer.recognition import recognize_source
from data.importer.recognize import questions
from data.importer.recognize.columns import Recognized
from data.importer.rows import forgotten, furniture, kinds, line_numbers, repeated_columns, staging
from data.importer.rows.database import database, set_variables, sql
from data.importer.rows.ids import number_lists
from data.importer.rows.run import Run
from data.importer.rows.words import unknown_words
from data.importer.rows.words.unknown_words import UnknownWord
from data.words.catalog import _


class _NotCleanError(Exception):
    """DuckDB's reader can't read this file, or doesn't reveal the lines of its records."""


class _NumberListsError(Exception):
    """Some cells list several numbers, so the file has more records than rows."""


@dataclass(frozen=True)
class Start:
    """What is known of an import before its file is read. `import_id` is empty if nothing is stored."""

    order: ImportOrder
    opened: OpenedFile
    run: Run
    report: Progress
    import_id: str = ""


@dataclass(frozen=True)
class JudgedFile:
    """A judged file: its database with the view `judged`, its counts, and the words without a meaning."""

    source: Source
    connection: duckdb.DuckDBPyConnection
    run: Run
    counts: Mapping[str, Any]
    unknown: tuple[UnknownWord, ...]


def recognized_of(opened: OpenedFile, order: ImportOrder) -> Recognized:
    """Return how a file is read. Raises Problem if a question is unanswered or a column is missing."""
    recognized = recognize_source(opened.source, order)
    questions.check(recognized, order)
    recognized.check(order.file_name)
    return recognized


def check_rows(source: Source, rows_read: int, file_name: str) -> None:
    """Raise NoRecords if a file has no rows, and Problem if none was read although it has some.

    Then it must not count as imported: the same file, or its next reading, may have rows.
    """
    if rows_read:
        return
    if line_numbers.has_rows(source):
        raise Problem(
            _("This file has lines below its column names, but no row could be read."),
            where=file_name,
            next_step=_("Open it in a spreadsheet, save it as CSV in UTF-8, and import that file."),
        )
    raise NoRecords(_("This file has no rows."), where=file_name)


@contextmanager
def judged(start: Start) -> Iterator[JudgedFile]:
    """Yield the file with every record judged, while its database is open.

    Raises Problem if the file can't be read to its end. A file that DuckDB can't read, or whose lines it
    doesn't reveal, is split record by record and judged again; so is one whose cells list several numbers.
    """
    source = repeated_columns.unfold(start.opened.source, start.run.recognized, start.opened.work)
    with ExitStack() as stack:
        yield _judge_as_needed(start, source, stack)


def _judge_as_needed(start: Start, source: Source, stack: ExitStack) -> JudgedFile:
    try:
        return _judge(start, source, stack)
    except _NotCleanError:
        stack.close()
        return _judge_as_needed(start, start.opened.split_carefully(source), stack)
    except _NumberListsError:
        stack.close()
        careful = source if source.careful else start.opened.split_carefully(source)
        lists = start.opened.work / number_lists.FILE
        unfolded = repeated_columns.unfold_lists(careful, start.run.recognized, lists)
        return _judge(start, unfolded, stack)


def _judge(start: Start, source: Source, stack: ExitStack) -> JudgedFile:
    connection = stack.enter_context(database(start.opened.work, start.run.settings))
    set_variables(connection, {"import_id": start.import_id, "as_of": start.order.as_of})
    run = _stage(start, source, connection)
    is_direct = source.container == "csv" and not source.careful
    if is_direct and not furniture.mark(connection, source, run.recognized, start.opened.work):
        raise _NotCleanError
    start.report(_("Checking rows"), 0.4)
    kinds.RULES[run.recognized.kind].judge(connection, run)
    forgotten.mark(connection, run)
    if number_lists.keep(connection, start.opened.work / number_lists.FILE):
        raise _NumberListsError
    (counts,) = engine.answer(connection, sql(f"{run.recognized.kind}/count")).to_pylist()
    omitted = counts["set_aside"] + counts["rejected"]
    if omitted and not line_numbers.find_line_ends(connection, source, counts["rows_read"]):
        raise _NotCleanError
    if not omitted and not line_numbers.explain(source, counts["rows_read"]):
        raise _NotCleanError
    return JudgedFile(source, connection, run, counts, unknown_words.find(connection, run.recognized))


def _stage(start: Start, source: Source, connection: duckdb.DuckDBPyConnection) -> Run:
    start.report(_("Reading the file"), 0.1)
    try:
        recognized = staging.stage(connection, source, start.run.recognized)
    except Problem as problem:  # of dates, which know their column and not their file
        where = problem.where or start.order.file_name
        raise Problem(problem.what_happened, where=where, next_step=problem.next_step) from None
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        if source.container == "csv" and not source.careful:
            raise _NotCleanError from None
        raise unread(start.order.file_name, error) from None
    return replace(start.run, recognized=recognized)
