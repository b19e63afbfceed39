"""Consent lists and logs of status changes: judged, compared with stored changes, and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from data import engine
from data.importer.order import SKIPPED
from data.importer.recognize import cell_words, formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.format_types import Rule, word_key
from data.importer.rows.database import set_variables, sql
from data.importer.rows.distinct_values import keep_vocabulary, read_distinct, read_numbers
from data.importer.rows.log.verdicts import REJECTED, SET_ASIDE, answers
from data.importer.rows.run import Merged, Run
from data.importer.rows.status import status_changes
from data.words import vocabulary
from data.words.catalog import _, in_english, listing

STATUSES_READ = pa.schema(
    [*((name, pa.string()) for name in ("text", "status", "kind", "why")), ("is_unknown", pa.bool_())]
)
HOWS_READ = pa.schema([("text", pa.string()), ("how", pa.string())])


def judge(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the view `judged`: every staged record as a point in time and why it is omitted, if it is."""
    keep_vocabulary(connection)
    set_variables(connection, {"list_comparison": vocabulary.LIST_COMPARISON})
    read_numbers(connection, run.settings.region)
    read_distinct(connection, ["status_text"], "statuses_read", _reader(run.recognized), STATUSES_READ)
    hows = formats.services()[run.recognized.format.service].hows
    rows = {"text": [*hows], "how": [*hows.values()]}
    engine.keep(connection, "hows_read", pa.table(rows, HOWS_READ))
    connection.execute(sql("status/judge"))


def merge(connection: duckdb.DuckDBPyConnection, run: Run, _counts: Mapping[str, Any]) -> Merged:
    """Compare the list with the stored changes. Return how many changes are new or earlier."""
    connection.execute(sql("status/steps", "points"))
    status_changes.open_existing(connection, run.snapshot)
    return Merged(*status_changes.merge(connection))


def write(connection: duckdb.DuckDBPyConnection, run: Run, _counts: Mapping[str, Any]) -> None:
    """Write the whole of `status_changes`."""
    status_changes.write(connection, run.snapshot)


def _answered(answer: str) -> dict[str, object]:
    """Return what a word means by the answer of a person."""
    if answer == SKIPPED:
        return {"kind": SET_ASIDE, "why": vocabulary.SKIPPED_BY_NAME}
    return {"status": formats.STATUSES[answer]}


def _meant(rule: Rule) -> dict[str, object]:
    return {"kind": SET_ASIDE, "why": rule.set_aside} if rule.set_aside else {"status": rule.status}


@in_english()  # the reason is stored
def _reader(recognized: Recognized) -> Callable[[str | None], dict[str, object]]:
    """Return what reads a status cell of this file to a row of STATUSES_READ, or {} for an empty cell."""
    rules = formats.services()[recognized.format.service].opt_in_statuses
    names = listing(rules or formats.STATUSES.values())
    answered = answers(recognized, "status")

    @in_english()
    def read(text: str | None) -> dict[str, object]:
        if answer := answered.get(word_key(text or "")):
            return {"text": text or "", **_answered(answer)}
        if not text:
            rule = rules.meaning("")  # a format of the district's own may say what blank means
            return {} if rule is None else {"text": "", **_meant(rule)}
        if text == recognized.columns.get("status"):
            return {"text": text, "kind": SET_ASIDE, "why": vocabulary.HEADER_AGAIN}
        rule = rules.meaning(text) or Rule(status=None if rules else cell_words.status(text))
        if not (rule.status or rule.set_aside):
            why = _("“{cell}” isn't one of the statuses: {statuses}.", cell=text, statuses=names)
            return {"text": text, "kind": REJECTED, "why": why, "is_unknown": True}
        return {"text": text, **_meant(rule)}

    return read
