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


def table(rows: Sequence[Row], kind: Kind, names: Sequence[str], label: str, announced: str = "") -> Markup:
    """Return the table of rows from "rounded_results" of one month or of all, or from "rounded_statuses".

    `names` are the results or statuses across; `label` names the table for a screen reader,
    which says `announced` once it has changed.
    """
    lines = [list(own) for _key, own in groupby(rows, key=lambda row: (row["level"], row["school"]))]
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
        ],
        label,
        announced=announced,
        kind="totals summed" if len(shown) > len(schools) else "totals",
    )


def cell(row: Row, kind: Kind) -> object:
    """Return a count as a table shows it: rounded, "<5", or a dash for a sum of counts under 5 alone."""
    return row[kind.count] or row["shown"] or formatting.NO_SHARE


def _school(row: Row) -> str:
    return _("All schools") if row["level"] == TOTAL else row["school"] or _("No school")
