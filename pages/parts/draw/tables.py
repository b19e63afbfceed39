"""Real tables and tiles, as HTML that a screen reader can walk through and a printer print.

No Streamlit here. Everything from the data is escaped; the looks are in page.css, the colours in charts.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pages.parts.draw import charts, status_colors
from pages.parts.draw.clicks import attribute

STYLES = ("page.css", "clickable.css", "status.css", "imports.css")
CSS = "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in STYLES)
ACCENT = "--accent: light-dark(#1f5a96, #7fb2e6); "  # as primaryColor in .streamlit/config.toml
LONG = 40  # letters from which a cell breaks into lines


@dataclass(frozen=True)
class Markup:
    """A cell that is HTML already; whoever makes it has escaped what comes from the data."""

    html: str


@dataclass(frozen=True)
class Sort:
    """The columns by which a list can be sorted, heading to key, and what it is sorted by.

    `by` is a key, with "-" before it for descending; None is the list's own order.
    """

    keys: Mapping[str, str]
    by: str | None = None

    @classmethod
    def asked(cls, keys: Mapping[str, str], by: str | None) -> Sort:
        """A list sorted by what is asked for; in its own order where that is none of the keys."""
        return cls(keys, by if (by or "").removeprefix("-") in keys.values() else None)

    def after(self, key: str) -> str | None:
        """What a list is sorted by once the head of a key was pressed: up, then down, then as at first."""
        following = {None: key, key: f"-{key}", f"-{key}": None}
        return following.get(self.by, key)

    def direction(self, heading: str) -> str | None:
        """The direction in which the list is sorted by a column; None where it is not."""
        key = self.keys.get(heading)
        return None if key is None else {key: "ascending", f"-{key}": "descending"}.get(self.by or "")


def style() -> str:
    """The style of what this module makes, with the colour of each result in both themes."""
    places = enumerate(charts.COLOURS.values())
    colours = "".join(f"--result-{n}: light-dark({light}, {dark}); " for n, (light, dark) in places)
    return f"<style>.sms {{ {colours}{status_colors.variables()}{ACCENT}}}\n{CSS}</style>"


def table(
    columns: Mapping[str, Sequence[object]],
    label: str,
    *,
    sort: Sort | None = None,
    press: Sequence[str] | None = None,
) -> str:
    """A table of equally long columns, by heading. Counts stand to the right; None is an empty cell.

    It scrolls inside itself where the screen is narrow; `label` says what it is to a screen reader.
    A press on the head of a column of `sort` is told as "sort=key", and one on a row as that row's
    "what=value" of `press`: see presses.listen.
    """
    head = "".join(_head(name, cells, sort) for name, cells in columns.items())
    rows = zip(*columns.values(), strict=True)
    if press is None:
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    else:
        body = "".join(_pressable(row, told) for row, told in zip(rows, press, strict=True))
    return region(head, body, label)


def region(head: str, body: str, label: str, kind: str = "") -> str:
    """A table of HTML cells and rows that scrolls inside itself; `kind` are further classes of it."""
    classes = f"sms list {kind}".strip()
    return (
        f'<div class="{classes}" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def facts(told: Mapping[str, object]) -> str:
    """A list of labels and what is known under each."""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(str(fact))}</dd>" for label, fact in told.items())
    return f'<dl class="sms facts">{rows}</dl>'


def empty(what: str, why: str, step: str = "") -> str:
    """What stands where nothing was found, why, and the next step, which is HTML."""
    further = f"<p>{step}</p>" if step else ""
    return f'<div class="sms empty"><p><b>{escape(what)}</b></p><p>{escape(why)}</p>{further}</div>'


def legend(names: Sequence[str]) -> str:
    """The results that a figure draws, each with its colour."""
    return f'<p class="sms legend">{" ".join(_named(name, "span") for name in names)}</p>'


def _head(name: str, cells: Sequence[object], sort: Sort | None) -> str:
    if sort is None or name not in sort.keys:
        return f'<th scope="col"{_side(cells)}>{escape(name)}</th>'
    direction = sort.direction(name)
    state = f' aria-sort="{direction}"' if direction else ""
    # What is told stays the same however the list is sorted, so that the keyboard finds its place again.
    button = f"<button {attribute('sort', sort.keys[name])}>{escape(name)}</button>"
    return f'<th scope="col"{_side(cells)}{state}>{button}</th>'


def _pressable(row: Sequence[object], told: str) -> str:
    # The first cell is a button for the keyboard; with a mouse the whole row is.
    button = f"<button {attribute(*told.split('=', 1))}>{_content(row[0])}</button>"
    first = f"<td{_kind(row[0])}>{button}</td>"
    return f"<tr data-press-row>{first}{''.join(map(_cell, row[1:]))}</tr>"


def _cell(cell: object) -> str:
    return f"<td{_kind(cell)}>{_content(cell)}</td>"


def _content(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, Markup):
        return cell.html
    has_colour = str(cell) in charts.COLOURS or str(cell) in status_colors.COLOURS
    return _named(str(cell), "span") if has_colour else escape(str(cell))


def _kind(cell: object) -> str:
    if isinstance(cell, int):
        return ' class="count"'
    if isinstance(cell, Markup):
        return ' class="long"'
    return ' class="long"' if cell is not None and len(str(cell)) > LONG else ""


def _named(name: str, tag: str) -> str:
    # A result goes with its colour everywhere; its word always stands beside it.
    if name not in charts.COLOURS:
        return f'<{tag} class="name{status_colors.mark(name)}">{escape(name)}</{tag}>'
    place = list(charts.COLOURS).index(name)
    return f'<{tag} class="name result-{place}">{escape(name)}</{tag}>'


def _side(cells: Sequence[object]) -> str:
    is_count = any(isinstance(cell, int) for cell in cells)
    return ' class="count"' if is_count else ""
