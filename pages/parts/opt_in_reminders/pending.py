"""The numbers still pending as parts that add up, and the same by school and so on. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from data.words import vocabulary
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.filters.narrowing import GRADE, LANGUAGE, SCHOOL
from pages.parts.sms_status.sentences import AWAITED

Row = Mapping[str, Any]
TOTAL, AGE = "total", "age"
LEVELS = {SCHOOL: "School", GRADE: "Grade", LANGUAGE: "Language", AGE: "Pending for"}
WITHOUT = {SCHOOL: "No school", GRADE: "No grade", LANGUAGE: "No language"}
REACHED = ("e_mail", "paper")  # the parts that a run reminds
NUMBERS = escape(vocabulary.column_title("numbers"))
PARTS = {part.key: part for part in vocabulary.PENDING_PARTS}


def of_total(rows: Sequence[Row]) -> dict[str, int]:
    """The numbers of each part, from "pending_totals"; of no numbers, none."""
    counts = {row["part"]: row["numbers"] for row in rows if row["level"] == TOTAL}
    return {key: counts.get(key, 0) for key in PARTS}


def sum_table(counts: Mapping[str, int]) -> str:
    """The pending total, what is set apart from it, and what is left to remind: it adds up on the page."""
    total = sum(counts.values())
    apart = "".join(_line("\N{MINUS SIGN}", key, counts[key]) for key in PARTS if key not in REACHED)
    left = "".join(_line("", key, counts[key], "to") for key in REACHED)
    remind = sum(counts[key] for key in REACHED)
    head = (
        f'<th scope="col">Part</th><th scope="col" class="count">{NUMBERS}</th><th scope="col">Meaning</th>'
    )
    body = f"{_sum(AWAITED, total)}{apart}{_sum('= To remind now', remind)}{left}"
    return tables.region(head, body, "Pending numbers and their parts", "sums")


def _sum(name: str, numbers: int) -> str:
    counted = f'<td class="count">{formatting.count(numbers)}</td>'
    return f'<tr class="sum"><td>{escape(name)}</td>{counted}<td></td></tr>'


def _line(sign: str, key: str, numbers: int, kind: str = "apart") -> str:
    part = PARTS[key]
    counted = f"{sign} {formatting.count(numbers)}" if numbers and sign else formatting.count(numbers)
    return (
        f'<tr class="{kind}"><td>{escape(part.title)}</td><td class="count">{counted}</td>'
        f'<td class="long">{escape(part.meaning)}</td></tr>'
    )


def group_table(rows: Sequence[Row], level: str, chosen: Sequence[str]) -> str:
    """The same parts for every school, grade, language or age; a press on one narrows the page."""
    heads = "".join(f'<th scope="col" class="count">{escape(part.title)}</th>' for part in _in_order())
    own = [row for row in rows if row["level"] == level]
    body = "".join(
        _group(name, list(parts), level, chosen)
        for name, parts in groupby(own, key=lambda row: row["name"])
    )
    names = f'<th scope="col">{LEVELS[level]}</th><th scope="col" class="count">{escape(AWAITED)}</th>'
    return tables.region(names + heads, body, f"Pending numbers by {LEVELS[level].lower()}", "schools")


def _group(name: str | None, parts: list[Row], level: str, chosen: Sequence[str]) -> str:
    counts = {row["part"]: row["numbers"] for row in parts}
    cells = "".join(f'<td class="count">{formatting.count(counts[part.key])}</td>' for part in _in_order())
    total = f'<td class="count"><b>{formatting.count(parts[0]["of_numbers"])}</b></td>'
    if name is None or level == AGE:
        return f"<tr><td>{escape(name or WITHOUT[level])}</td>{total}{cells}</tr>"
    button = f"<button {attribute(level, name, is_chosen=name in chosen)}>{escape(name)}</button>"
    return f"<tr data-press-row><td>{button}</td>{total}{cells}</tr>"


def _in_order() -> list[vocabulary.PendingPart]:
    """The parts that a run reminds first, then those set apart."""
    return sorted(vocabulary.PENDING_PARTS, key=lambda part: part.key not in REACHED)


def finding(counts: Mapping[str, int], level_rows: Sequence[Row]) -> str:
    """How many are pending and how many of them can be reminded, in Markdown."""
    total, remind = sum(counts.values()), sum(counts[key] for key in REACHED)
    if not total:
        return f"**No number is {AWAITED}.** Everybody has answered."
    can = (
        f"{formatting.count(remind)} of {formatting.count(total, 'numbers')}"
        if remind != total
        else f"All {formatting.count(total, 'numbers')}"
    )
    said = (
        f"**{can} still {AWAITED} can be reminded now:** {formatting.count(counts['e_mail'])} by e-mail and "
        f"{formatting.count(counts['paper'])} on paper."
    )
    most = next((row for row in level_rows if row["level"] == SCHOOL and row["name"]), None)
    if most and most["of_numbers"] < total:
        said += f" Most are at {formatting.plain(most['name'])}: {formatting.count(most['of_numbers'])}."
    return said
