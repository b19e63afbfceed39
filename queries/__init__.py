"""The questions: one .sql file each, and one door.

`run` returns an answer as an Arrow table, `stream` as record batches, and `write_csv` writes it to a file.
Each takes a question (its name, or `with_reasons(name, WHY)` to have the titles of its reasons as a column)
and the viewer, whose schools limit the answer in the SQL. What the viewer's role may not know is refused
(see data/access/needs.py) or masked (data/access/masking.py), here and nowhere else. Each keeps to the
types of the question's header.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path

import pyarrow as pa

from data import engine, settings
from data.access import Viewer, masking, needs
from data.access.masking import Mask
from data.errors import Problem
from data.tables import store, used_stores
from data.tables.snapshot import Snapshot
from data.words import vocabulary
from data.words.catalog import _
from queries import reason_words
from queries.header import Question, names, read
from queries.kept_answers import KeptAnswers
from queries.reason_words import WHY, WHY_MEANING, with_reasons
from queries.selection import Selection

__all__ = [
    "WHY",
    "WHY_MEANING",
    "Question",
    "Selection",
    "names",
    "open_tables",
    "read",
    "reading",
    "reading_apart",
    "run",
    "stream",
    "version",
    "with_reasons",
    "write_csv",
]

DEFAULTS: dict[str, object] = {
    "rows": 2**63 - 1,
    "skip": 0,
    "sort": None,
    "subject": None,
    "by": "month",
    "kind": None,
    "pending_days": 0,
    "left_alone_days": vocabulary.LEFT_ALONE_DAYS,
    "plan_days": vocabulary.PLAN_DAYS,
    "nightly_days": vocabulary.NIGHTLY_DAYS,
    "nightly_hours": vocabulary.NIGHTLY_HOURS,
    "overdue_hours": vocabulary.OVERDUE_HOURS,
    "forgotten_days": vocabulary.FORGOTTEN_DAYS,
}

# Orders masked numbers: their own order would tell much of them. A list has one as long as a process runs.
SECRET_ORDER = secrets.token_hex(16)
NEVER_KEPT = {"record", "record_totals", "record_people"}  # they change without a new version of the data

_reading: ContextVar[engine.Engine | None] = ContextVar("reading", default=None)
_kept = KeptAnswers()


@contextmanager
def reading(uri: str) -> Iterator[Snapshot]:
    """Let every question inside read one version of the data at an address, even during imports."""
    database = engine.database(uri)
    token = _reading.set(database)
    try:
        yield database.snapshot
    finally:
        _reading.reset(token)


@contextmanager
def reading_apart(snapshot: Snapshot, folder: Path) -> Iterator[None]:
    """Let one question read one version of the tables in a database of its own (see engine.apart)."""
    token = _reading.set(engine.apart(snapshot, folder))
    try:
        yield
    finally:
        _reading.reset(token)


def open_tables(uri: str) -> None:
    """Open every table at an address that can be opened, before a question needs them."""
    engine.database(uri).open_tables()


def version(uri: str) -> object:
    """Return the version of the data at an address; every committed import makes another one."""
    return store.newest_mark(uri)


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
    source, database = _question(question, viewer), _database()
    values = _values(source, viewer, selection, parameters)
    key = (source, database.serial, _frozen(values))
    answer = None if source.name in NEVER_KEPT else _kept.get(key)
    if answer is None:
        answer = _in_schema(source, database.fetch(source.sql, values))
        if source.name not in NEVER_KEPT:
            _kept.add(key, answer)
    return masking.masked(answer, _masks(source, viewer))


def stream(
    question: str | Question,
    viewer: Viewer,
    selection: Selection | None = None,
    **parameters: object,
) -> Generator[pa.RecordBatch, None, None]:
    """Return the same answer as record batches, without holding it; close the iterator to stop early."""
    source, database = _question(question, viewer), _database()
    values = _values(source, viewer, selection, parameters)
    return _batches(source, database, values, _masks(source, viewer))


def write_csv(
    question: str | Question,
    viewer: Viewer,
    target: Path,
    selection: Selection | None = None,
    **parameters: object,
) -> int:
    """Write the same answer as CSV without a header (see data/engine/csv_answers.py); return its rows."""
    source, database = _question(question, viewer), _database()
    values = _values(source, viewer, selection, parameters)
    of_columns = _masks(source, viewer)
    return database.write_csv(
        source.rows, source.columns, values, target, order=source.order, masks=of_columns
    )


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


def _masks(question: Question, viewer: Viewer) -> dict[str, Mask]:
    return masking.masks(viewer, tuple(name for name, _type in question.columns))


def _database() -> engine.Engine:
    return _reading.get() or engine.database(used_stores.district_logs())


def _values(
    question: Question,
    viewer: Viewer,
    selection: Selection | None,
    parameters: Mapping[str, object],
) -> dict[str, object]:
    """Return a value for every parameter of the question's SQL."""
    surplus = set(parameters) - set(question.parameters)
    if surplus:
        raise TypeError(f"{question.name} takes no {', '.join(sorted(surplus))}")
    filters = (selection or Selection()).parameters(settings.load().zone)
    offered = {**filters, **parameters, **viewer.parameters()}
    for name, value in DEFAULTS.items():
        if offered.get(name) is None:
            offered[name] = value
    masks = _masks(question, viewer)
    _check_sort(question, offered["sort"], masks)
    offered |= _without_guesses(viewer, offered)
    offered["secret_order"] = SECRET_ORDER if "number" in masks else None
    missing = set(question.parameters) - set(offered)
    if missing:
        raise TypeError(f"{question.name} needs {', '.join(sorted(missing))}")
    return question.values(offered) | (reason_words.values() if question.has_reason_words else {})


def _without_guesses(viewer: Viewer, offered: Mapping[str, object]) -> dict[str, object]:
    """Return the ids to ask for as the viewer reads them: one that is guessed would confirm a number."""
    masks = masking.masks(viewer, ("message_id",))
    return {
        name: re.sub(mask.pattern, mask.replacement, str(offered[name]))
        for name, mask in masks.items()
        if name in offered
    }


def _check_sort(question: Question, sort: object, masks: Mapping[str, Mask]) -> None:
    # The order of masked values would tell much of them.
    sorts = [name for name in question.sorts if name not in masks]
    if sort is None or str(sort).removeprefix("-") in sorts:
        return
    if sorts:
        next_step = _("It can be sorted by: {columns}.", columns=", ".join(sorts))
    else:
        next_step = _("It can't be sorted.")
    raise Problem(
        _("The question “{name}” can't be sorted by {column}.", name=question.name, column=str(sort)),
        next_step=next_step,
    )


def _in_schema(question: Question, answer: pa.Table) -> pa.Table:
    schema = question.schema(settings.load().timezone)
    if answer.schema.names != schema.names:
        raise ValueError(f"{question.name} answers {answer.schema.names}, not {schema.names}")
    return answer.cast(schema)


def _frozen(values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values.values())
