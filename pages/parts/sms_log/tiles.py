"""The five results under their three stages, and the honest parts of Undelivered; each narrows the page.

No Streamlit here: HTML, whose buttons presses.py listens to.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pyarrow as pa

from data.words import vocabulary
from pages.parts.draw import colors, formatting
from pages.parts.draw.clicks import attribute
from pages.parts.filters.narrowing import PART
from queries import Selection
from queries.fields import RESULT


def tiles(results: pa.Table, stages: pa.Table, parts: pa.Table, selection: Selection) -> str:
    """Tiles, from "result_totals", "stage_totals" and "part_totals" whatever results are selected."""
    heads = {row["stage"]: row for row in stages.to_pylist()}
    groups = []
    for place, stage in enumerate(vocabulary.STAGES):
        own = [row for row in results.to_pylist() if row["stage"] == stage]
        body = "".join(_tile(row, selection) for row in own)
        beneath = _parts(parts, selection) if stage == vocabulary.UNDELIVERED else ""
        groups.append(
            f'<section class="stage-{place}">{_head(stage, heads[stage], alone=len(own) == 1)}'
            f"<div>{body}</div>{beneath}</section>"
        )
    return f'<h2 class="unseen">What became of the texts</h2><div class="sms tiles">{"".join(groups)}</div>'


def _head(stage: str, total: Mapping[str, Any], *, alone: bool) -> str:
    figures = (
        ""
        if alone
        else f" <b>{formatting.count(total['texts'])}</b> {formatting.percent(total['share_pct'])}"
    )
    return f"<h3>{escape(stage)}{figures}</h3>"


def _tile(row: Mapping[str, Any], selection: Selection) -> str:
    name = row["result"]
    chosen = name in (selection.results or ())
    is_paler = bool(selection.results or selection.reasons) and not chosen
    return (
        f'<button class="tile{" paler" if is_paler else ""}" {attribute(RESULT.key, name, is_chosen=chosen)}>'
        f'<span class="name {colors.result_class(name)}">{escape(name)}</span>'
        f'<span class="figure"><b>{formatting.count(row["texts"])}</b> {formatting.percent(row["share_pct"])}</span>'
        f'<span class="meaning">{escape(vocabulary.meaning(name))}</span></button>'
    )


def _parts(parts: pa.Table, selection: Selection) -> str:
    told = {part.key: part.title for part in vocabulary.PARTS}
    rows = [row for row in parts.to_pylist() if row["texts"]]
    buttons = "".join(_part(row, told[row["part"]], selection) for row in rows)
    return f'<p class="parts">Of these: {buttons}</p>' if rows else ""


def _part(row: Mapping[str, Any], told: str, selection: Selection) -> str:
    chosen = set(selection.reasons or ()) == set(vocabulary.part_reasons(row["part"]))
    return (
        f"<button {attribute(PART, row['part'], is_chosen=chosen)}>"
        f"<b>{formatting.count(row['texts'])}</b> {escape(told)}</button>"
    )
