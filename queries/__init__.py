"""The questions: one .sql file each, and one door.

`run` returns an answer as an Arrow table, `stream` as record batches, and `write_csv` writes it to a file.
Each takes a question (its name, or `with_reasons(name, WHY)` to have the titles of its reasons as a column,
or one `with_people` to have names beside texts) and the viewer, whose schools limit the answer in the SQL.
What the viewer's role may not know is refused (see data/access/needs.py) or masked
(data/access/masking.py), here and nowhere else. Each keeps to the types of the question's header.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from data import engine, settings
from data.access import Viewer, masking, needs
from data.access.masking import Mask
from data.tables import used_stores
from data.tables.snapshot import MISSING, Snapshot
from queries import paging, parameter_values
from queries.answer_columns import arranged, with_people
from queries.broadcasts import times
from queries.header import Question, names, read
from queries.kept_answers import KeptAnswers
from queries.reason_words import WHY, WHY_MEANING, with_reasons
from queries.selection import Selection

__all__ = [
    "WHY",
    "WHY_MEANING",
    "Question",
    "Selection",
    "arranged",
    "asking",
    "has_table",
    "names",
    "open_tables",
    "read",
    "reading",
    "reading_apart",
    "run",
    "stream",
    "version",
    "with_people",
    "with_reasons",
    "write_csv",
]

NEVER_KEPT = {
    *("record", "record_totals", "record_people"),  # they change without a new version of the data
    *("numbers_looked_up", "list_totals", "people_listed"),  # nobody asks about the same long list twice
    *("texts_recounted", "numbers_recounted"),  # whoever asks wants them counted again
}

_reading: ContextVar[engine.Engine | None] = ContextVar("reading", default=None)
_kept = KeptAnswers()


@contextmanager
def reading(uri: str, mark: engine.Mark | None = None, *, waits: bool = True) -> Iterator[Snapshot]:
    """Let every question inside read one version of the data at an address, even during imports.

    For `mark` and `waits` see engine.database.
    """
    database = engine.database(uri, mark, waits=waits)
    with asking(database):
        yield database.snapshot


@contextmanager
def reading_apart(snapshot: Snapshot, folder: Path) -> Iterator[None]:
    """Let one question read one version of the tables in a database of its own (see engine.apart)."""
    with asking(engine.apart(snapshot, folder)):
        yield


@contextmanager
def asking(database: engine.Engine) -> Iterator[None]:
    """Let an engine answer every question inside."""
    token = _reading.set(database)
    try:
        yield
    finally:
        _reading.reset(token)


def open_tables(uri: str) -> None:
    """Open every table at an address that can be opened, before a question needs them."""
    engine.database(uri).open_tables()


def version(uri: str, mark: engine.Mark | None = None) -> object:
    """Return the version of the data that a page reads now; every committed import makes another one.

    `mark` is that of the newest data if the caller has just looked it up (see engine.version).
    """
    return engine.version(uri, mark)


def has_table(name: str) -> bool:
    """Return whether a table that belongs to no import has ever been written in the data that is read."""
    return _database().snapshot.version(name) != MISSING


def run(
    question: str | Question,
    viewer: Viewer,
    selection: Selection | None = None,
    **parameters: object,
) -> pa.Table:
    """Return the answer to a question, as this viewer may see it, in the schema of its header.

    Parameters come from the selection and the keywords. Raises Problem if there is no such question or it
    can't be answered, NotAllowed if the viewer may not ask it, TypeError if a parameter is missing or isn't
    one of the question's.
    """
    source = _question(question, viewer)
    offered = parameter_values.offered(source, viewer, selection, parameters)
    return masking.masked(_answer(_database(), source, offered), parameter_values.masks(source, viewer))


def stream(
    question: str | Question,
    viewer: Viewer,
    selection: Selection | None = None,
    **parameters: object,
) -> Generator[pa.RecordBatch, None, None]:
    """Return the same answer as record batches, without holding it; close the iterator to stop early."""
    source, values = _with_values(question, viewer, selection, parameters)
    return _batches(source, _database(), values, parameter_values.masks(source, viewer))


def write_csv(
    question: str | Question,
    viewer: Viewer,
    target: Path,
    selection: Selection | None = None,
    **parameters: object,
) -> int:
    """Write the same answer as CSV without a header (see data/engine/csv_answers.py); return its rows."""
    source, values = _with_values(question, viewer, selection, parameters)
    of_columns = parameter_values.masks(source, viewer)
    return _database().write_csv(
        source.rows, source.columns, values, target, order=source.order, masks=of_columns
    )


def _with_values(
    question: str | Question, viewer: Viewer, selection: Selection | None, parameters: Mapping[str, object]
) -> tuple[Question, dict[str, object]]:
    """Return the question in the order that is asked for, and the values of its parameters."""
    source = _question(question, viewer)
    return parameter_values.of_sql(source, parameter_values.offered(source, viewer, selection, parameters))


def _answer(database: engine.Engine, question: Question, offered: Mapping[str, Any]) -> pa.Table:
    """Return the answer to a question with these parameters: a kept one, or that of the database."""
    source, values = parameter_values.of_sql(question, offered)
    if "has_texts" in values:
        values["has_texts"] = database.may_have_texts(values["number"])

    def ask() -> pa.Table:
        again = partial(_answer, database)
        pieces = paging.pieces(question, offered, again, database.texted_number)
        if pieces is None:
            fewer = times.narrowed(question, offered, again)
            return _in_schema(source, database.fetch(source.sql, values | fewer))
        answers = [database.fetch(source.sql, {**values, **piece}) for piece in pieces]
        return pa.concat_tables([_empty(source), *(_in_schema(source, each) for each in answers)])

    if source.name in NEVER_KEPT:
        return ask()
    return _kept.answer((source, database.serial, parameter_values.frozen(values)), ask, database)


def _batches(
    question: Question, database: engine.Engine, values: Mapping[str, object], masks: Mapping[str, Mask]
) -> Generator[pa.RecordBatch, None, None]:
    with closing(database.stream(question.sql, values)) as batches:
        for batch in batches:
            rows = _in_schema(question, pa.Table.from_batches([batch]))
            yield from masking.masked(rows, masks).to_batches()


def _question(question: str | Question, viewer: Viewer) -> Question:
    """Return the question. Raises NotAllowed if the viewer may not ask it."""
    source = read(question) if isinstance(question, str) else question
    viewer.require(*needs.QUESTIONS[source.name])
    return source


def _database() -> engine.Engine:
    return _reading.get() or engine.database(used_stores.district_logs())


def _empty(question: Question) -> pa.Table:
    return question.schema(settings.load().timezone).empty_table()


def _in_schema(question: Question, answer: pa.Table) -> pa.Table:
    schema = question.schema(settings.load().timezone)
    if answer.schema.names != schema.names:
        raise ValueError(f"{question.name} answers {answer.schema.names}, not {schema.names}")
    return answer.cast(schema)
