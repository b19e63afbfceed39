"""The sentences over and under the figures, made of answers, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from data import settings
from data.words import vocabulary
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.filters.date_ranges import MONTH
from pages.parts.filters.narrowing import CLEAR, EVERYTHING, GO
from queries.selection import day_words

ALREADY_REACHED = vocabulary.part_reasons("already_reached")
NONE_UNDELIVERED = "Nothing was undelivered."
SENDING, TAKEN, _ = vocabulary.STAGES


def of_texts(stages: pa.Table, reasons: pa.Table) -> str:
    """What became of the texts, from "stage_totals" and "reason_totals"."""
    by_stage = {row["stage"]: row for row in stages.to_pylist()}
    total = by_stage[None]["texts"]
    if not total:
        return "**No texts.**"
    taken, undelivered, on_the_way = (by_stage[stage] for stage in (TAKEN, vocabulary.UNDELIVERED, SENDING))
    sentences = [
        f"**Carriers took {formatting.count(taken['texts'])} of {formatting.count(total, 'texts')}{_share(taken)}.**",
        "No report can show who read one.",
        f"**{vocabulary.UNDELIVERED}: {formatting.count(undelivered['texts'])}{_share(undelivered)}**"
        + _mostly(reasons),
    ]
    if on_the_way["texts"]:
        sentences.append(f"Still on the way: {formatting.count(on_the_way['texts'])}.")
    return " ".join(sentences)


def of_days(shares: pa.Table, usual: Mapping[str, Any], enough: int, *, is_narrowed: bool = False) -> str:
    """The finding of the days, from "undelivered_by_day" and "usual_share".

    Both count every result, which is said where the figure above them `is_narrowed` to some.
    """
    rows = shares.to_pylist()
    busiest = max(rows, key=lambda row: row["texts"])
    the = "Of all results, the" if is_narrowed else "The"
    sentences = [
        f"{the} busiest day was {day_words(busiest['day'])} with {formatting.count(busiest['texts'], 'texts')}."
    ]
    judged = [row for row in rows if row["texts"] >= enough]
    if not any(row["undelivered"] for row in rows):
        sentences.append(NONE_UNDELIVERED)
    elif any(row["undelivered"] for row in judged):
        worst = max(judged, key=lambda row: row["undelivered_pct"])
        sentences.append(
            f"The largest share was undelivered on {day_words(worst['day'])}: "
            f"{formatting.percent(worst['undelivered_pct'])}, "
            f"{formatting.count(worst['undelivered'])} of {formatting.count(worst['texts'])}."
        )
    if usual["low_pct"] is not None:
        sentences.append(
            f"Usual (band): {formatting.percent(usual['low_pct'])} to {formatting.percent(usual['high_pct'])}, "
            f"from {formatting.count(usual['days'], 'days')}; "
            "the strongest bars lie above it."
        )
    return " ".join(sentences)


def of_worst(rows: Sequence[Mapping[str, Any]], name: str, unnamed: str, enough: int) -> str:
    """The finding of a comparison, from the rows of "undelivered_by_…", worst first; no Markdown."""
    judged = [row for row in rows if row["texts"] >= enough]
    if not judged:
        return "None has enough texts to judge its share."
    worst = judged[0]
    if not worst["undelivered_pct"]:
        return f"None of those with {formatting.count(enough, 'texts')} or more had any undelivered."
    return (
        f"{worst[name] or unnamed} had the largest share undelivered: "
        f"{formatting.percent(worst['undelivered_pct'])} of {formatting.count(worst['texts'], 'texts')}."
    )


def of_reasons(rows: Sequence[Mapping[str, Any]]) -> str:
    """The finding of the reasons, from "reason_totals"."""
    if not rows:
        return NONE_UNDELIVERED
    top = max(rows, key=lambda row: row["texts"])
    return (
        f"Most often: {vocabulary.reason_title(top['reason'])}, {formatting.count(top['texts'])} of the "
        f"undelivered texts ({formatting.percent(top['share_pct'])})."
    )


def nothing_found(clocks: pa.Table, *, is_narrowed: bool) -> str:
    """What to say, as HTML, where no text matches, and the next step; from "clocks"."""
    clock = clocks.to_pylist()[0]
    if not clock["texts"]:
        return tables.empty("The message log holds no texts yet.", "The Imports page takes one in.")
    if is_narrowed:
        undo = Markup("<button {}>Undo what was narrowed</button>").format(attribute(CLEAR, EVERYTHING))
        return tables.empty("No text matches all of this.", "There are texts in these dates, though.", undo)
    runs = f"The log runs from {day_words(clock['first_day'])} to {day_words(clock['last_day'])}."
    return tables.empty(
        "No texts in these dates.",
        runs,
        Markup("<button {}>Go to its newest 30 days</button>").format(attribute(GO, MONTH)),
    )


def proof(listed: int, total: int, clocks: pa.Table, *, is_one_day: bool = False) -> str:
    """Why the figures can be trusted: they count the same texts, as of an instant, in a named zone.

    Narrowed to one day, the chart still shows the others.
    """
    texts = formatting.count(listed, "texts")
    if listed < total:
        holding = "The list and its download" if is_one_day else "The chart, the list and its download"
        same = (
            f"{holding} hold the same {texts}: those that match all that is chosen, of the "
            f"{formatting.count(total)} that the figures at the top count."
        )
    elif is_one_day:
        same = f"The figures at the top, the list and its download count the same {texts} of one day."
    else:
        same = f"Everything on this page and in its download counts the same {texts}."
    clock = clocks.to_pylist()[0]
    zone = formatting.zone_words(settings.load().zone)
    as_of = f" Log as of {formatting.moment(clock['log_as_of'])}." if clock["log_as_of"] else ""
    return f"{same}{as_of} All times are {zone} time."


def _share(row: dict[str, Any]) -> str:
    return f" ({formatting.percent(row['share_pct'])})"


def _mostly(reasons: pa.Table) -> str:
    rows = reasons.to_pylist()
    if not rows:
        return "."
    top = max(rows, key=lambda row: row["texts"])
    reached = [row["texts"] for row in rows if row["reason"] in ALREADY_REACHED]
    already = f"; {formatting.count(reached[0])} had already got it" if reached else ""
    return f", most often: {vocabulary.reason_title(top['reason'])} ({formatting.count(top['texts'])}){already}."
