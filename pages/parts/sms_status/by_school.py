"""The statuses of each school: a table with a bar in each row, which narrows the page. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from data.words import vocabulary
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.status_colors import mark
from pages.parts.sms_status.sentences import AWAITED
from queries.fields import SCHOOL

Row = Mapping[str, Any]
NO_SCHOOL = "No school"
TOO_FEW = "too few to judge"
SHARE = "Share pending"


def table(rows: Sequence[Row], chosen: Sequence[str], label: str) -> str:
    """The rows of "statuses_by_school" as a table of schools; the chosen ones are marked."""
    names = [vocabulary.column_title("school"), SHARE]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names) + "".join(
        f'<th scope="col" class="count">{escape(name)}</th>'
        for name in (*(status.name for status in vocabulary.STATUSES), vocabulary.column_title("numbers"))
    )
    schools = groupby(rows, key=lambda row: row["school"])
    body = "".join(_school(name, list(own), chosen) for name, own in schools)
    return tables.region(head, body, label, "schools")


def _school(name: str | None, own: list[Row], chosen: Sequence[str]) -> str:
    counts = "".join(f'<td class="count">{formatting.count(row["numbers"])}</td>' for row in own)
    total = f'<td class="count">{formatting.count(own[0]["of_numbers"])}</td>'
    if name is None:
        return f"<tr><td>{NO_SCHOOL}</td><td>{_share(own)}</td>{counts}{total}</tr>"
    button = f"<button {attribute(SCHOOL.key, name, is_chosen=name in chosen)}>{escape(name)}</button>"
    return f"<tr data-press-row><td>{button}</td><td>{_share(own)}</td>{counts}{total}</tr>"


def _share(own: list[Row]) -> str:
    awaited = next(row for row in own if row["status"] == AWAITED)
    told = TOO_FEW if awaited["is_small"] else formatting.percent(awaited["share_pct"])
    # The bar repeats the counts of its row, so that it is nothing to a screen reader.
    parts = "".join(
        f'<i class="{mark(row["status"]).strip()}" style="flex: {row["numbers"]} 0 2px"></i>'
        for row in own
        if row["numbers"]
    )
    return f'<span class="share"><span class="bar" aria-hidden="true">{parts}</span>{told}</span>'
