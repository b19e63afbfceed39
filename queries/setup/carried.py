"""Which questions another engine than DuckDB can't answer, unanswered at the start and by name."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

from data import engine, settings
from data.access import person_at_machine
from data.errors import Problem
from queries import reason_words
from queries.answer_columns import with_people
from queries.header import Question, names, read
from queries.parameter_values import DEFAULTS
from queries.selection import Selection

LOG = logging.getLogger(__name__)


def not_carried(database: engine.Engine) -> dict[str, str]:
    """Return the name of each question that the engine can't answer, and its own word for why.

    Each is looked at in every order of its answer. Raises Problem if the engine can't be reached.
    """
    unanswered = {}
    for question in _questions():
        values = question.values(_values(question)) | reason_words.values()
        for sql in dict.fromkeys((question.sql, question.rows)):  # a page's, and a file's
            why = database.unanswerable(sql, values)
            if why is not None:
                unanswered[question.name] = why
    return unanswered


def start_looking(uri: str) -> None:
    """Begin to look at every question, beside the pages, and log which ones Spark can't answer."""
    if not settings.load().is_on_duckdb:
        threading.Thread(target=log_not_carried, args=(uri,), name="carried", daemon=True).start()


def log_not_carried(uri: str) -> None:
    """Write into the server's log which questions about the data at an address Spark can't answer."""
    try:
        unanswered = not_carried(engine.database(uri))
    except Problem as problem:
        LOG.warning("Apache Spark can't be asked: %s", problem)
        return
    for name, why in unanswered.items():
        LOG.warning("Spark can't answer the question %s (%s): DuckDB answers it.", name, why)
    LOG.info("Spark or DuckDB answers %d questions.", len(names()))


def _questions() -> Iterator[Question]:
    for name in names():
        yield from (read(name, sort) for sort in (None, *read(name).sorts))
        with_words = reason_words.with_reasons(name, reason_words.WHY, reason_words.WHY_MEANING)
        yield from {with_words, with_people(with_words)} - {read(name)}  # as lists and files have them


def _values(question: Question) -> dict[str, object]:
    """Return values of the parameters for somebody who sees everything; null if there is none."""
    filters = Selection().parameters(settings.load().zone)
    every = {**DEFAULTS, **filters, **person_at_machine().parameters()}
    return {name: every.get(name) for name in question.parameters}
