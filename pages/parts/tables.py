"""Real tables and tiles, as HTML that a screen reader can walk through and a printer print.

No Streamlit here. Everything from the data is escaped; the looks are in page.css, the colours in charts.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import pyarrow as pa

from data import vocabulary
from pages.parts import charts, words

CSS = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
LONG = 40  # letters from which a cell breaks into lines


def style() -> str:
    """The style of what this module makes, with the colour of each result in both themes."""
    places = enumerate(charts.COLOURS.values())
    colours = "".join(f"--result-{n}: light-dark({light}, {dark}); " for n, (light, dark) in places)
    return f"<style>.sms {{ {colours}}}\n{CSS}</style>"


def table(columns: Mapping[str, Sequence[object]], label: str) -> str:
    """A table of equally long columns, by heading. Counts stand to the right; None is an empty cell.

    It scrolls inside itself where the screen is narrow; `label` says what it is to a screen reader.
    """
    head = "".join(f'<th scope="col"{_side(cells)}>{escape(name)}</th>' for name, cells in columns.items())
    body = "".join(
        "<tr>" + "".join(_cell(cell) for cell in row) + "</tr>"
        for row in zip(*columns.values(), strict=True)
    )
    return (
        f'<div class="sms list" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def result_tiles(results: pa.Table, stages: pa.Table, chosen: tuple[str, ...] | None) -> str:
    """The results under their stages, from "result_totals" and "stage_totals"; the not chosen marked."""
    heads = {row["stage"]: row for row in stages.to_pylist()}
    meanings = {result.name: result.meaning for result in vocabulary.RESULTS}
    groups = []
    for stage in vocabulary.STAGES:
        tiles = "".join(
            _tile(
                row["result"],
                row["texts"],
                words.percent(row["share_pct"]),
                meanings[row["result"]],
                left_out=chosen is not None and row["result"] not in chosen,
            )
            for row in results.to_pylist()
            if row["stage"] == stage
        )
        total = words.count(heads[stage]["texts"])
        groups.append(f"<section><h3>{escape(stage)} <b>{total}</b></h3><div>{tiles}</div></section>")
    return f'<div class="sms tiles">{"".join(groups)}</div>'


def status_tiles(totals: pa.Table) -> str:
    """The three statuses with their numbers and contacts, from "status_totals"."""
    meanings = {status.name: status.meaning for status in vocabulary.STATUSES}
    tiles = "".join(
        _tile(
            row["status"],
            row["numbers"],
            _reaching(row["numbers"], row["contacts"]),
            meanings[row["status"]],
        )
        for row in totals.to_pylist()
    )
    return f'<div class="sms tiles one"><section><div>{tiles}</div></section></div>'


def _reaching(numbers: int, contacts: int) -> str:
    noun = "number" if numbers == 1 else "numbers"
    return f"{noun} of {words.count(contacts, 'contacts')}"


def _tile(name: str, count: int, beside: str, meaning: str, *, left_out: bool = False) -> str:
    note = '<span class="note">left out by the filter</span>' if left_out else ""
    return (
        f'<div class="tile">{_named(name, "p")}'
        f'<p class="figure"><b>{words.count(count)}</b> {escape(beside)}</p>'
        f'<p class="meaning">{escape(meaning)}</p>{note}</div>'
    )


def _cell(cell: object) -> str:
    if cell is None:
        return "<td></td>"
    if isinstance(cell, int):
        return f'<td class="count">{cell:,}</td>'
    if str(cell) in charts.COLOURS:
        return f"<td>{_named(str(cell), 'span')}</td>"
    long = ' class="long"' if len(str(cell)) > LONG else ""
    return f"<td{long}>{escape(str(cell))}</td>"


def _named(name: str, tag: str) -> str:
    # A result goes with its colour everywhere; its word always stands beside it.
    if name not in charts.COLOURS:
        return f'<{tag} class="name">{escape(name)}</{tag}>'
    place = list(charts.COLOURS).index(name)
    return f'<{tag} class="name result-{place}">{escape(name)}</{tag}>'


def _side(cells: Sequence[object]) -> str:
    is_count = any(isinstance(cell, int) for cell in cells)
    return ' class="count"' if is_count else ""
