"""The table of rounded counts: schools down, results or statuses across, and sums. No Streamlit here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw import formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column

Row = Mapping[str, Any]
LineKey = tuple[str, str | None]
TOTAL = "total"  # the level of all schools
MOST_ALONE = 1  # schools that need no row for all of them


@dataclass(frozen=True)
class Kind:
    """What is counted: the columns of its names and of its counts, and the head that a name has."""

    name: str
    count: str
    head: Callable[[str], Markup]

    def present(self, rows: Sequence[Row], names: Sequence[str]) -> list[str]:
        """Return those of the names that have a count of 5 or more somewhere in the rows."""
        counted = {row[self.name] for row in rows if row[self.count]}
        return [name for name in names if name in counted]


@dataclass(frozen=True)
class Changes:
    """The title of a column of changes, and its words for each line that has any."""

    title: str
    of_lines: Mapping[LineKey, str]


def table(
    rows: Sequence[Row],
    kind: Kind,
    names: Sequence[str],
    label: str,
    *,
    announced: str = "",
    changes: Changes | None = None,
) -> Markup:
    """Return the table of rows from "rounded_results" of one month or of all, or from "rounded_statuses".

    `names` are the results or statuses across; `label` names the table for a screen reader,
    which says `announced` once it has changed. `changes` is the last column.
    """
    lines = [*lines_of(rows).values()]
    schools = [line for line in lines if line[0]["level"] != TOTAL]
    shown = lines if len(schools) > MOST_ALONE else schools
    by_name = [{row[kind.name]: row for row in line} for line in shown]
    counts = [
        Column(kind.head(name), [cell(line[name], kind) for line in by_name], is_count=True)
        for name in names
    ]
    sums = [cell(line[None], kind) for line in by_name]
    return tables.table(
        [
            Column(vocabulary.column_title("school"), [_school(line[0]) for line in shown]),
            *counts,
            Column(vocabulary.column_title(kind.count), sums, is_count=True),
            *([_changes(shown, changes)] if changes else []),
        ],
        label,
        announced=announced,
        kind="totals summed" if len(shown) > len(schools) else "totals",
    )


def lines_of(rows: Sequence[Row]) -> dict[LineKey, list[Row]]:
    """Return the rows of each line of a table, by its level and school."""
    by_line = groupby(rows, key=lambda row: (row["level"], row["school"]))
    return {key: list(own) for key, own in by_line}


def _changes(shown: Sequence[Sequence[Row]], changes: Changes) -> Column:
    keys = [(line[0]["level"], line[0]["school"]) for line in shown]
    cells = [changes.of_lines.get(key, formatting.NO_SHARE) for key in keys]
    return Column(changes.title, cells, is_count=True)


def cell(row: Row, kind: Kind) -> object:
    """Return a count as a table shows it: rounded, "<5", or a dash for a sum of counts under 5 alone."""
    return row[kind.count] or row["shown"] or formatting.NO_SHARE


def _school(row: Row) -> str:
    return _("All schools") if row["level"] == TOTAL else row["school"] or _("No school")
