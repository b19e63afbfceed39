"""The weekly digest: one page of HTML for the body of an email, with nothing to load and no phone number.

No Streamlit here: `python -m pages weekly_digest` makes it without a server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data import settings
from data.access import Viewer
from data.words import catalog, remedies, vocabulary
from data.words.catalog import _, percent
from pages.parts.draw import formatting
from pages.parts.draw.html import Markup, render
from pages.parts.frame import freshness
from pages.parts.normal.week import Comparison, Unusual, Week
from pages.parts.why import gained, reasons, sentences
from queries import run

Row = Mapping[str, Any]
HIGHEST = 32  # pixels of the highest bar
LOWEST = 2


def file_name(week: Week) -> str:
    """Return the name of the file of a week's digest."""
    return f"weekly_digest_{week.last_day.isoformat()}.html"


def html(viewer: Viewer, comparison: Comparison, *, is_sample: bool) -> Markup:
    """Return the digest of a week as this viewer may see it."""
    selection = comparison.week.selection
    gain = run("undelivered_gain", viewer, selection).to_pylist()[0]
    rows = run("undelivered_reasons", viewer, selection, enough=vocabulary.ENOUGH_TEXTS).to_pylist()
    updated_at = freshness.read(viewer)["log_as_of"]
    return render(
        "normal/digest.html",
        language=catalog.locale().language,
        title=_("Text messages of the week: {district}", district=settings.load().name),
        days=comparison.week.title,
        is_sample=is_sample,
        totals=_totals(gain),
        finding=comparison.finding,
        items=[_item(each) for each in comparison.unusual],
        reasons=[_reason(row) for row in rows],
        gained=gained.sentence(gain),
        updated=_("Log updated {time}.", time=freshness.moment(updated_at)) if updated_at else "",
    )


def _totals(gain: Row) -> str:
    return sentences.undelivered(gain) if gain["texts"] else _("No texts this week.")


def _item(unusual: Unusual) -> Mapping[str, object]:
    return {
        "sentence": unusual.sentence,
        "next_step": unusual.next_step,
        "graph": unusual.graph,
        "bars": _bars(unusual.weeks),
    }


def _bars(weeks: Sequence[Row]) -> list[Mapping[str, int]]:
    shares = [own["share_pct"] for own in weeks]
    highest = max((share for share in shares if share is not None), default=0) or 1
    return [
        {"height": 0 if share is None else max(round(HIGHEST * share / highest), LOWEST)}
        for share in shares
    ]


def _reason(row: Row) -> Mapping[str, object]:
    title, is_proved = reasons.title(row), row["reason"] is not None and row["source"] != remedies.STATED
    source = remedies.source_title(row["source"])
    return {
        "title": _("{reason}, {source}", reason=title, source=source) if is_proved else title,
        "who_can_fix": formatting.capitalized(remedies.fixer_title(row["who_can_fix"])),
        "next_step": reasons.next_step(row),
        "texts": row["texts"],
        "share": percent(row["share_pct"]),
    }
