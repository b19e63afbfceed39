"""The three statuses as tiles, each of which narrows the page, and what undoes that. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pyarrow as pa

from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.draw.clicks import attribute
from pages.parts.draw.status_colors import mark
from pages.parts.filters import chips as filter_chips
from queries import Selection
from queries.fields import STATUS

MEANINGS = {status.name: status.meaning for status in vocabulary.STATUSES}


def tiles(totals: pa.Table, selection: Selection) -> str:
    """Tiles from "status_totals", whatever statuses are selected; those are marked."""
    body = "".join(_tile(row, selection) for row in totals.to_pylist())
    return f'<div class="sms tiles one statuses"><section><div>{body}</div></section></div>'


def chips(selection: Selection) -> str:
    """What the page shows, and each narrowing as a button that undoes it."""
    chips = filter_chips.chips(selection)
    return filter_chips.line(_("Showing:") if chips else _("Showing: all numbers"), chips)


def _tile(row: Mapping[str, Any], selection: Selection) -> str:
    name = row["status"]
    chosen = name in (selection.statuses or ())
    is_paler = bool(selection.statuses) and not chosen
    numbers = "number" if row["numbers"] == 1 else "numbers"
    return (
        f'<button class="tile{" paler" if is_paler else ""}" {attribute(STATUS.key, name, is_chosen=chosen)}>'
        f'<span class="name{mark(name)}">{escape(name)}</span>'
        f'<span class="figure"><b>{formatting.count(row["numbers"])}</b> {numbers}, '
        f"{formatting.percent(row['share_pct'])}</span>"
        f'<span class="reach">of {formatting.count(row["contacts"], "contacts")}</span>'
        f'<span class="meaning">{escape(MEANINGS[name])}</span></button>'
    )
