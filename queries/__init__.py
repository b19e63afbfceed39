"""The questions: <question>.sql files and one door.

`run` gives an answer as an Arrow table, `stream` as record batches and `write_csv` as a file. Each takes
the viewer, limits the schools in the SQL, and keeps to the types that the question's header promises.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path

import pyarrow as pa

from data import engine, settings
from data.access import Viewer
from data.errors import Problem
from data.tables import store
from data.tables.store import Snapshot
from data.words import vocabulary
from queries.header import Question, names, read
from queries.selection import Selection

__all__ = [
    "Question",
    "Selection",
    "names",
    "read",
    "reading",
    "reading_apart",
    "run",
    "stream",
    "version",
    "write_csv",
]

DEFAULTS: dict[str, object] = {
    "rows": 2**63 - 1,
    "skip": 0,
    "sort": None,
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
KEPT_ANSWERS = 256
KEPT_ROWS = 20_000  # an answer with more rows is asked again: keeping it would only fill the memory

_reading: ContextVar[engine.Database | None] = ContextVar("reading", default=None)
_kept: OrderedDict[object, pa.Table] = OrderedDict()
_keeping = threading.Lock()


@contextmanager
def reading(uri: str) -> Iterator[Snapshot]:
    """Let every question inside see one version of one store, whatever is imported meanwhile."""
    database = engine.database(uri)
    token = _reading.set(database)
    try:
        yield database.snapshot
    finally:
        _reading.reset(token)


@contextmanager
def reading_apart(snapshot: Snapshot, name: str, folder: Path) -> Iterator[None]:
    """Let one question be put to one version of the data, in a database of its own (see engine.apart)."""
    token = _reading.set(engine.apart(snapshot, read(name).sql, folder))
    try:
        yield
    finally:
        _reading.reset(token)


def version(uri: str) -> object:
    """The version of the data at an address: another one wherever an import has been committed since."""
    return store.newest_mark(uri)


def run(name: str, viewer: Viewer, selection: Selection | None = None, **parameters: object) -> pa.Table:
    """The answer to a question, as this viewer may see it, in the schema of its header.

    Parameters come from the selection and from the keywords. Raises Problem where there is no such
    question or it can't be answered, TypeError where a parameter is missing or not asked for.
    """
    question, database = read(name), _database()
    given = _parameters(question, viewer, selection, parameters)
    key = (name, database.serial, _frozen(given))
    with _keeping:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    answer = _as_promised(question, database.fetch(question.sql, given))
    if answer.num_rows <= KEPT_ROWS:
        with _keeping:
            _kept[key] = answer
            while len(_kept) > KEPT_ANSWERS:
                _kept.popitem(last=False)
    return answer


def stream(
    name: str, viewer: Viewer, selection: Selection | None = None, **parameters: object
) -> Generator[pa.RecordBatch, None, None]:
    """The same answer in record batches, without holding it; close the iterator to stop early."""
    question, database = read(name), _database()
    given = _parameters(question, viewer, selection, parameters)
    return _batches(question, database, given)


def write_csv(
    name: str, viewer: Viewer, target: Path, selection: Selection | None = None, **parameters: object
) -> int:
    """Write the same answer as CSV without a header (see data/engine/csv_answers.py); return its rows."""
    question, database = read(name), _database()
    given = _parameters(question, viewer, selection, parameters)
    return database.write_csv(question.sql, question.columns, given, target)


def _batches(
    question: Question, database: engine.Database, given: Mapping[str, object]
) -> Generator[pa.RecordBatch, None, None]:
    with closing(database.stream(question.sql, given)) as batches:
        for batch in batches:
            yield from _as_promised(question, pa.Table.from_batches([batch])).to_batches()


def _database() -> engine.Database:
    return _reading.get() or engine.database(settings.load().logs)


def _parameters(
    question: Question,
    viewer: Viewer,
    selection: Selection | None,
    given: Mapping[str, object],
) -> dict[str, object]:
    surplus = set(given) - set(question.parameters)
    if surplus:
        raise TypeError(f"{question.name} takes no {', '.join(sorted(surplus))}")
    chosen = (selection or Selection()).parameters(settings.load().zone)
    offered = {**chosen, **given, **viewer.parameters()}
    for name, value in DEFAULTS.items():
        if offered.get(name) is None:
            offered[name] = value
    _check_sort(question, offered["sort"])
    missing = set(question.parameters) - set(offered)
    if missing:
        raise TypeError(f"{question.name} needs {', '.join(sorted(missing))}")
    return question.values(offered)


def _check_sort(question: Question, sort: object) -> None:
    if sort is not None and str(sort).removeprefix("-") not in question.sorts:
        raise Problem(
            f"The question '{question.name}' can't be sorted so.",
            next_step=f"It can be sorted by: {', '.join(question.sorts) or 'nothing'}.",
        )


def _as_promised(question: Question, answer: pa.Table) -> pa.Table:
    promised = question.schema(settings.load().timezone)
    if answer.schema.names != promised.names:
        raise ValueError(f"{question.name} answers {answer.schema.names}, not {promised.names}")
    return answer.cast(promised)


def _frozen(given: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(tuple(v) if isinstance(v, list) else v for v in given.values())
