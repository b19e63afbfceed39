"""Real tables as HTML, which a screen reader can walk through and a printer print. No Streamlit here."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from data.words.catalog import _, shortened, written
from pages.parts.draw import clicks, colors
from pages.parts.draw.html import Markup, css_string, escape, render, shown

PARTS = Path(__file__).parents[1]
SHARED_STYLES = ("page.css", "tables.css", "tiles.css")  # in the order in which later rules win
LONG = 40  # letters from which a cell breaks into lines
SORT = "sort"  # what a click on the head of a column changes
MOST_BESIDE = 4  # columns that a phone can show beside each other
MOST_STACKED = 14  # columns whose titles media/widths.css writes into the rows on a phone
LEADING = {"result", "status", "number"}  # keys of columns that come first in a row on a phone


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its cells, and the key by which a list is sorted by it.

    Whole numbers stand on the right, and with `is_count` every cell does. Days and instants are written by
    the locale, None is an empty cell, and a result or status is the Markup of colors.result_name or
    colors.status_name.
    """

    title: str
    cells: Sequence[object]
    key: str = ""
    is_long: bool = False
    is_count: bool = False


@dataclass(frozen=True)
class Sort:
    """The keys of the columns by which a list can be sorted, and the one by which it is.

    `by` is a key, with "-" before it for descending; None is the list's own order.
    """

    keys: Collection[str] = field(default_factory=tuple)
    by: str | None = None

    @classmethod
    def valid(cls, keys: Collection[str], by: str | None) -> Sort:
        """Return a sort by one of the keys; the list's own order if `by` is none of them."""
        return cls(keys, by if (by or "").removeprefix("-") in keys else None)

    def after(self, key: str) -> str | None:
        """Return the sort after a click on a head: ascending, descending, then the list's own order."""
        following = {None: key, key: f"-{key}", f"-{key}": None}
        return following.get(self.by, key)

    def direction(self, key: str) -> str | None:
        """Return the direction in which the list is sorted by a column; None if it isn't."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.by or "") if key else None


@dataclass(frozen=True)
class _Head:
    title: str
    kind: str
    direction: str | None
    button: Markup | None


@dataclass(frozen=True)
class _Row:
    is_button: bool
    cells: Markup


Buttons: TypeAlias = Sequence[Markup | None]


@functools.cache
def style() -> str:
    """Return the style sheet of all pages: what is shared, and what a part has beside it."""
    shared = [Path(__file__).with_name(name) for name in SHARED_STYLES]
    own = sorted(file for file in PARTS.glob("*/*.css") if file not in shared)
    return "\n".join([colors.css(), *(file.read_text(encoding="utf-8") for file in [*shared, *own])])


def table(
    columns: Sequence[Column],
    label: str,
    *,
    sort: Sort | None = None,
    buttons: Buttons | None = None,
    kind: str = "",
    answers: str = "",
    announced: str = "",
    is_stacked: bool | None = None,
) -> Markup:
    """Return a table of equally long columns; `label` names it for a screen reader, `kind` is a CSS class.

    A click on the head of a column of `sort` changes "sort" to its key. `buttons` has the attributes of
    each row's button (see clicks.attribute); with a mouse the whole row is the button. After a click on a
    button of the key `answers`, the table gets the focus. `announced` is what a screen reader says once it
    has changed. On a phone, the cells of a row stand under each other if there are many; `is_stacked` says
    otherwise.
    """
    first, *others = columns
    cells = [_cells(first, buttons), *(_cells(column) for column in others)]
    rows = [Markup("").join(row) for row in zip(*cells, strict=True)]
    are_buttons = map(bool, buttons or [None] * len(rows))
    is_stacked = _has_many_words(columns) if is_stacked is None else is_stacked
    return render(
        "draw/table.html",
        heads=[_head(column, sort) for column in columns],
        rows=[_Row(is_button, row) for is_button, row in zip(are_buttons, rows, strict=True)],
        label=label,
        kind=f"{kind} stacked".strip() if is_stacked else kind,
        titles=_titles(tuple(column.title for column in columns)) if is_stacked else "",
        answers=answers,
        announced=announced,
    )


def sort_sentence(columns: Sequence[Column], sort: Sort) -> str:
    """Return by which column a list is sorted; "" in its own order."""
    for column in columns:
        if sort.direction(column.key) == "ascending":
            return _("Sorted by {column}, ascending.", column=column.title)
        if sort.direction(column.key) == "descending":
            return _("Sorted by {column}, descending.", column=column.title)
    return ""


def facts(labeled: Mapping[str, object]) -> Markup:
    """Return a list of labels with the fact under each."""
    item = Markup("<dt>{}</dt><dd>{}</dd>")
    rows = Markup("").join(
        item.format(shown(label), shown(shortened(fact))) for label, fact in labeled.items()
    )
    return Markup('<dl class="sms facts">{}</dl>').format(rows)


def empty(headline: str, reason: str, next_step: str = "") -> Markup:
    """Return the message of an empty page: what is missing, why, and the next step."""
    further = Markup("<p>{}</p>").format(next_step) if next_step else ""
    block = Markup('<div class="sms empty"><p><b>{}</b></p><p>{}</p>{}</div>')
    return block.format(headline, reason, further)


def _has_many_words(columns: Sequence[Column]) -> bool:
    """Return whether a row is too wide for a phone: many columns, and words in more than the first."""
    return len(columns) > MOST_BESIDE and not all(map(_is_count, columns[1:]))


@functools.lru_cache
def _titles(titles: tuple[str, ...]) -> str:
    """Return the titles of columns for the style sheet, which writes them into rows on a phone."""
    if len(titles) > MOST_STACKED:
        raise ValueError(f"pages/parts/media/widths.css has no place for the title of column {len(titles)}")
    words = (title.striptags() if isinstance(title, Markup) else title for title in titles)
    return "; ".join(f"--c{place}: {css_string(title)}" for place, title in enumerate(words, 1))


def _is_count(column: Column) -> bool:
    return column.is_count or any(isinstance(cell, int) for cell in column.cells)


def _head(column: Column, sort: Sort | None) -> _Head:
    kind = "count" if _is_count(column) else ""
    if sort is None or column.key not in sort.keys:
        return _Head(column.title, kind, None, None)
    # The attribute is the same however the list is sorted, so that the keyboard finds its place again.
    button = clicks.attribute(SORT, column.key)
    return _Head(column.title, kind, sort.direction(column.key), button)


def _cells(column: Column, buttons: Buttons | None = None) -> list[Markup]:
    """Return the cells of a column as HTML, each with its button if there is one."""
    return [
        _cell("" if cell is None else written(cell), column, cell, button)
        for cell, button in zip(column.cells, buttons or [None] * len(column.cells), strict=True)
    ]


def _cell(words: object, column: Column, cell: object, button: Markup | None) -> Markup:
    # Not by the template, which takes five times as long: a page has a thousand cells.
    content: str = escape(shown(shortened(words)))
    if button:
        content = f"<button {button}>{content}</button>"
    return Markup(f"<td{_kind(words, column, cell)}>{content}</td>")


def _kind(words: object, column: Column, cell: object) -> str:
    if column.is_count or isinstance(cell, int):
        return ' class="count"'
    if column.key in LEADING:
        return ' class="lead"'
    if isinstance(cell, date):
        return ' class="time"'
    letters = _letters(words) if isinstance(words, Markup) else len(str(words))
    return ' class="long"' if column.is_long or letters > LONG else ""


@functools.lru_cache
def _letters(words: Markup) -> int:
    return len(words.striptags())
