"""The columns of the lists as people read them, by heading. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from data import settings
from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.draw.tables import Sort
from queries.selection import day_words

Columns = dict[str, list[object]]
WHY = vocabulary.column_title("why")
INTERNAL = {"month", "is_logged", "service"}  # columns of the tables that nobody's file has


def texts(rows: pa.Table) -> Columns:
    """Texts one by one, from the question "messages"."""
    known = settings.load()
    every = rows.to_pylist()
    return {
        f"{vocabulary.column_title('requested_at')} ({formatting.zone_words(known.zone)})": [
            formatting.moment(row["requested_at"]) for row in every
        ],
        **_as_given(rows, "broadcast", "school", "contact_id"),
        vocabulary.column_title("number"): [
            formatting.number(row["number"], known.region) for row in every
        ],
        **_as_given(rows, "result"),
        WHY: [
            vocabulary.reason_title(row["reason"]) if vocabulary.is_undelivered(row["result"]) else None
            for row in every
        ],
    }


def texts_sorted(by: str | None) -> Sort:
    """By which columns the texts can be sorted, and by which they are (an unknown name: none)."""
    zone = formatting.zone_words(settings.load().zone)
    keys = {
        f"{vocabulary.column_title('requested_at')} ({zone})": "requested_at",
        **{vocabulary.column_title(name): name for name in ("broadcast", "school", "number", "result")},
    }
    return Sort.asked(keys, by)


def stored(rows: pa.Table) -> Columns:
    """Rows of a file as they will be stored, from the importer's preview."""
    region = settings.load().region
    names = [
        name for name in rows.column_names if name not in INTERNAL and rows[name].null_count < len(rows)
    ]
    return {
        heading(name): [_shown(name, cell, region) for cell in rows[name].to_pylist()] for name in names
    }


def days(answer: pa.Table) -> Columns:
    """Days down and results across, from the question "results_by_day"; only results with texts."""
    rows = answer.to_pylist()
    found = {(row["day"], row["result"]): row["texts"] for row in rows}
    listed = days_of(answer)
    present = set(answer["result"].to_pylist())
    columns: Columns = {vocabulary.column_title("day"): [day_words(day) for day in listed]}
    for result in vocabulary.RESULTS:
        if result.name in present:
            columns[result.name] = [found.get((day, result.name), 0) for day in listed]
    return columns


def days_of(answer: pa.Table) -> list[date]:
    """The days of the rows of `days`, in the same order."""
    return list(dict.fromkeys(answer["day"].to_pylist()))


def undelivered(rows: Sequence[Mapping[str, Any]], name: str, unnamed: str) -> Columns:
    """A row per broadcast or school, from the rows of "undelivered_by_…", worst first."""
    first = {row["place"]: row for row in rows}
    results = list(dict.fromkeys(row["result"] for row in rows))
    found = {(row["place"], row["result"]): row["undelivered"] for row in rows}
    return {
        vocabulary.column_title(name): [row[name] or unnamed for row in first.values()],
        vocabulary.column_title("texts"): [row["texts"] for row in first.values()],
        **{result: [found[place, result] for place in first] for result in results},
        vocabulary.column_title("undelivered_pct"): [
            formatting.percent(row["undelivered_pct"]) for row in first.values()
        ],
    }


def reasons(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """A row per reason, from the rows of "reason_totals", in their order."""
    return {
        WHY: [vocabulary.reason_title(row["reason"]) for row in rows],
        vocabulary.column_title("result"): [row["result"] for row in rows],
        vocabulary.column_title("texts"): [row["texts"] for row in rows],
        "Of all undelivered": [formatting.percent(row["share_pct"]) for row in rows],
    }


def heading(name: str) -> str:
    """The words over a column or beside a field, whether or not a question returns it."""
    if name in vocabulary.COLUMNS:
        return vocabulary.column_title(name)
    return name.replace("_", " ").capitalize()


def _shown(name: str, cell: object, region: str) -> object:
    if isinstance(cell, datetime):
        return formatting.moment(cell)
    if name == "number" and isinstance(cell, int):
        return formatting.number(f"+{cell}", region)
    if name == "reason" and isinstance(cell, str):
        return vocabulary.reason_title(cell)
    return None if cell is None else str(cell)


def _as_given(rows: pa.Table, *names: str) -> Columns:
    return {vocabulary.column_title(name): rows[name].to_pylist() for name in names}
