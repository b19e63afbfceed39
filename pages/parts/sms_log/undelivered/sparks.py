"""The sparklines of the rows of a comparison: the undelivered share in steps of the selected days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.access import Viewer
from data.words import catalog, vocabulary
from data.words.catalog import _, percent
from pages.parts.draw import charts
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.sms_log.undelivered.levels import BY_REASON, Level
from queries import Selection, run

Row = Mapping[str, Any]
FEWEST = 2  # shares that show a change

# Streamlit takes SVG out of a page's own HTML, so the columns are elements.
SPARK = Markup('<span class="spark" role="img" aria-label="{}" title="{}">{}</span>')
STEP, GAP = Markup('<i style="height: {}%"></i>'), Markup("<i></i>")
LOWEST = 4  # percent of the height, so that a share of zero can be seen and isn't a gap


def column(
    level: Level, viewer: Viewer, all_results: Selection, keys: Sequence[tuple[str, str]]
) -> Column | None:
    """Return a column with a sparkline per row, if any row has two shares.

    `keys` are the key and the result of each row; the result is "" for schools and broadcasts.
    """
    others = all_results if level is BY_REASON else all_results.with_names({level.field.parameter: None})
    names = list(dict.fromkeys(_name(key) for key, _result in keys))
    rows = run(
        "undelivered_in_steps", viewer, others, by_name=level.key, names=names, enough=charts.ENOUGH
    ).to_pylist()
    steps: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        steps.setdefault((row["name"] or "", row["result"] or ""), []).append(row)
    highest = max((row["undelivered_pct"] or 0 for row in rows), default=0)
    cells = [_cell(steps.get((_name(key), result), []), highest) for key, result in keys]
    return Column(_("Over time"), cells) if any(cells) else None


def _name(key: str) -> str:
    """Return a key of a bar as the question has it."""
    return "" if key == vocabulary.NOT_STATED_KEY else key


def _cell(steps: Sequence[Row], highest: float) -> object:
    shares = [row["undelivered_pct"] for row in steps]
    stated = [row for row in steps if row["undelivered_pct"] is not None]
    if len(stated) < FEWEST:
        return ""
    first, last = stated[0], stated[-1]
    label = _(
        "From {first} in {first_days} to {last} in {last_days}",
        first=percent(first["undelivered_pct"]),
        first_days=catalog.days(first["first_day"], first["last_day"]),
        last=percent(last["undelivered_pct"]),
        last_days=catalog.days(last["first_day"], last["last_day"]),
    )
    return sparkline(shares, highest, label)


def sparkline(shares: Sequence[float | None], highest: float, label: str) -> Markup:
    """Return a column per step, as high as its share beside the `highest`; a step without a share is a gap.

    `label` is what a screen reader says.
    """
    steps = [GAP if share is None else STEP.format(_height(share, highest)) for share in shares]
    return SPARK.format(label, label, Markup("").join(steps))


def _height(share: float, highest: float) -> int:
    return max(round(100 * share / (highest or 1)), LOWEST)
