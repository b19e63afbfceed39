"""The sentences over and under the figures, made of answers, as Markdown."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from data import settings, vocabulary
from pages.parts import words
from queries import Selection
from queries.selection import day_words

ALREADY_REACHED = {reason.key for reason in vocabulary.REASONS if reason.part == "already_reached"}
SENDING, TAKEN, _ = vocabulary.STAGES


def of_texts(stages: pa.Table, reasons: pa.Table) -> str:
    """What became of the texts, from "stage_totals" and "reason_totals"."""
    by_stage = {row["stage"]: row for row in stages.to_pylist()}
    total = by_stage[None]["texts"]
    if not total:
        return "**No texts.**"
    taken, undelivered, on_the_way = (by_stage[stage] for stage in (TAKEN, vocabulary.UNDELIVERED, SENDING))
    sentences = [
        f"**Carriers took {words.count(taken['texts'])} of {words.count(total, 'texts')}{_share(taken)}.**",
        "No report can show who read one.",
        f"{vocabulary.UNDELIVERED}: {words.count(undelivered['texts'])}{_share(undelivered)}"
        + _already(reasons),
    ]
    if on_the_way["texts"]:
        sentences.append(f"Still on the way: {words.count(on_the_way['texts'])}.")
    return " ".join(sentences)


def nothing_found(clocks: pa.Table) -> str:
    """What to say where no text matches, from "clocks"."""
    clock = clocks.to_pylist()[0]
    if not clock["texts"]:
        return "The message log holds no texts yet. The Imports page takes in an exported log."
    return (
        "No text matches this filter. The log holds texts from "
        f"{day_words(clock['first_day'])} to {day_words(clock['last_day'])}."
    )


def proof(listed: int, total: int, clocks: pa.Table) -> str:
    """Why the figures can be trusted: they count the same texts, as of an instant, in a named zone."""
    if listed == total:
        same = f"Everything on this page and in its download counts the same {words.count(total, 'texts')}."
    else:
        same = (
            f"The chart, the list and its download hold the same {words.count(listed, 'texts')}: those "
            f"with the chosen results, of the {words.count(total)} that the figures at the top count."
        )
    clock = clocks.to_pylist()[0]
    zone = words.zone_words(settings.load().zone)
    as_of = f" Log as of {words.moment(clock['log_as_of'])}." if clock["log_as_of"] else ""
    return f"{same}{as_of} All times are {zone} time."


def _share(row: dict[str, Any]) -> str:
    return f" ({words.percent(row['share_pct'])})"


def _already(reasons: pa.Table) -> str:
    reached = [row["texts"] for row in reasons.to_pylist() if row["reason"] in ALREADY_REACHED]
    return f", of which {words.count(reached[0])} had already got it." if reached else "."


def of_schools(selection: Selection) -> str:
    """Whose numbers the totals of statuses count."""
    if not selection.schools:
        return (
            "A status belongs to a number. One contact can have several numbers, and several can share one."
        )
    schools = words.plain(", ".join(selection.schools))
    return f"**Shown:** the numbers of contacts of {schools}. A status belongs to a number."


def proof_of_statuses(counts: dict[str, int], clocks: pa.Table) -> str:
    """What the list of statuses holds, from "statuses_listed", and as of when."""
    as_of = clocks.to_pylist()[0]["consent_as_of"]
    dated = f" Consent list as of {words.moment(as_of)}." if as_of else ""
    return (
        f"The list and its download hold the same {words.count(counts['listed'], 'rows')}: "
        f"{words.count(counts['numbers'], 'numbers')} of {words.count(counts['contacts'], 'contacts')}."
        f"{dated} All times are {words.zone_words(settings.load().zone)} time."
    )


def no_statuses(clocks: pa.Table) -> str:
    """What to say where no number matches."""
    if clocks.to_pylist()[0]["consent_as_of"]:
        return "No number matches this filter."
    return "No consent list has been taken in yet. The Imports page takes one in."
