"""The five results as tiles under their stages, and the parts of Undelivered: a click narrows the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw import colors, formatting
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, filled, render
from pages.parts.figures import keys
from pages.parts.filters import narrowing
from pages.parts.filters.narrowing import PART, STAGE, WITHOUT
from pages.parts.sms_log import changes, sentences
from queries import Selection
from queries.comparison import Compared
from queries.fields import RESULT

Row = Mapping[str, Any]
PART_OF = {part.key: part for part in vocabulary.PARTS}


def result_tiles(
    totals: Mapping[str, Sequence[Row]], selection: Selection, other: Compared | None = None
) -> Markup:
    """Return the tiles as HTML, from the rows of "outcome_changes" by their level, against other texts.

    The totals are those without the selected results and reasons, so that all tiles keep their figures.
    """
    total_of = {row["stage"]: row for row in totals["stage"]}
    parts = [_part(row, selection, other) for row in totals["part"] if row["texts"]]
    stages = []
    for name in vocabulary.STAGES:
        rows = [row for row in totals["result"] if row["stage"] == name]
        stages.append(
            {
                "title": vocabulary.stage_title(name),
                "total": _figures(total_of[name], other) if len(rows) > 1 else None,
                "tiles": [_tile(row, selection, other) for row in rows],
                "more": keys.button(vocabulary.stage_title(name), STAGE, name.lower()),
                "click": _stage_click(name, selection),
            }
        )
    announced = sentences.announcement(totals["stage"])
    without = _without(totals["part"], selection)
    return render("sms_log/tiles.html", stages=stages, parts=parts, without=without, announced=announced)


def _stage_click(stage: str, selection: Selection) -> Markup:
    is_selected = set(narrowing.stage_results(stage)) <= set(selection.results or ())
    return attribute(STAGE, stage.lower(), is_selected=is_selected)


def _without(rows: Sequence[Row], selection: Selection) -> list[dict[str, object]]:
    """Return the button that leaves out the first part, whose phones got the text, if it has texts."""
    part = vocabulary.PARTS[0]
    with_texts = {row["part"] for row in rows if row["texts"]}
    if part.key not in with_texts or len(with_texts) == 1:
        return []
    is_selected = set(selection.reasons or ()) == set(narrowing.reasons_without(part.key))
    title = _("all without “{part}”", part=part.title)
    return [{"title": title, "click": attribute(WITHOUT, part.key, is_selected=is_selected)}]


def _tile(row: Row, selection: Selection, other: Compared | None) -> dict[str, object]:
    result = vocabulary.RESULT_OF[row["result"]]
    is_selected = result.name in (selection.results or ())
    return {
        **_figures(row, other),
        "title": result.title,
        "meaning": result.meaning,
        "color": colors.result_class(result.name),
        "click": attribute(RESULT.key, result.key, is_selected=is_selected),
        "more": keys.button(result.title, RESULT.key, result.key),
        "is_paler": bool(selection.results or selection.reasons) and not is_selected,
    }


def _figures(row: Row, other: Compared | None) -> dict[str, object]:
    share = formatting.percent(row["share_pct"])
    return {"texts": row["texts"], "share": share, "change": changes.change(row, other)}


def _part(row: Row, selection: Selection, other: Compared | None) -> dict[str, object]:
    part = row["part"]
    is_selected = set(vocabulary.part_reasons(part)) <= set(selection.reasons or ())
    return {
        "title": filled(_("<b>{number}</b> {part}"), number=row["texts"], part=PART_OF[part].title),
        "change": changes.change(row, other),
        "click": attribute(PART, part, is_selected=is_selected),
        "more": keys.button(PART_OF[part].title, PART, part),
    }
