"""The values of a question's parameters, of a selection, a viewer and a caller, and their defaults."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from data import settings
from data.access import Viewer, masking
from data.access.masking import Mask
from data.errors import Problem
from data.words import number_words, remedies, vocabulary
from data.words.catalog import _
from queries import comparison, reason_words
from queries.header import Question
from queries.selection import Selection, midnight

DEFAULTS: dict[str, object] = {
    "rows": 2**63 - 1,
    "skip": 0,
    "always": None,
    "names": None,
    "numbers": None,
    "lines": None,
    "by_name": "school",
    "steps": 12,
    "sort": None,
    "search": None,
    "sorted_by": None,
    "subject": None,
    "requested_at": None,
    "compared_at": None,
    "most_days": vocabulary.STOP_BUSINESS_DAYS,
    "has_texts": None,
    "by_number": None,
    "of_number": None,
    "texts": 1000,
    "failing_texts": 0,
    "bad_day_pct": number_words.BAD_DAY_PCT,
    "piece_of": None,
    "piece": None,
    "texts_of": None,
    "least_number": None,
    "most_number": None,
    "by": "month",
    "split": "school",
    "kind": None,
    "copy_hours": vocabulary.COPY_HOURS,
    "sender_words": remedies.SENDER_WORDS,
    "event_texts": vocabulary.EVENT_TEXTS,
    "event_share_pct": vocabulary.EVENT_SHARE_PCT,
    "event_times": vocabulary.EVENT_TIMES,
    "normal_texts": vocabulary.NORMAL_TEXTS,
    "normal_past_texts": vocabulary.NORMAL_PAST_TEXTS,
    "normal_weeks": vocabulary.NORMAL_WEEKS,
    "normal_spread": vocabulary.NORMAL_SPREAD,
    "normal_points": vocabulary.NORMAL_POINTS,
    "widest_range": vocabulary.WIDEST_RANGE,
    "pending_days": 0,
    "left_alone_days": vocabulary.LEFT_ALONE_DAYS,
    "plan_days": vocabulary.PLAN_DAYS,
    "worse_points": vocabulary.WORSE_POINTS,
    "broadcasts_before": vocabulary.BROADCASTS_BEFORE,
    "many_in_progress_pct": vocabulary.MANY_IN_PROGRESS_PCT,
    "failing_days": vocabulary.FAILING_DAYS,
    "works_again_days": number_words.WORKS_AGAIN_DAYS,
    "nightly_days": vocabulary.NIGHTLY_DAYS,
    "nightly_hours": vocabulary.NIGHTLY_HOURS,
    "overdue_hours": vocabulary.OVERDUE_HOURS,
    "forgotten_days": vocabulary.FORGOTTEN_DAYS,
    **comparison.parameters(None),
}

# Orders masked numbers: their own order would tell much of them. A list has one as long as a process runs.
SECRET_ORDER = secrets.token_hex(16)


def masks(question: Question, viewer: Viewer) -> dict[str, Mask]:
    """Return the masks of the columns that the viewer reads masked."""
    return masking.masks(viewer, tuple(name for name, kind in question.columns if kind == "varchar"))


def of_sql(question: Question, every: Mapping[str, Any]) -> tuple[Question, dict[str, object]]:
    """Return the question in the order that is asked for, and a value for every parameter of its SQL."""
    in_order = reason_words.sorted_by(question, every["sort"]) if every["sort"] else question
    return in_order, question.values(every) | (reason_words.values() if question.reason_words else {})


def offered(
    question: Question,
    viewer: Viewer,
    selection: Selection | None,
    parameters: Mapping[str, object],
) -> dict[str, Any]:
    """Return a value for every parameter of the question, and for those of other questions.

    Raises TypeError if one is missing or isn't one of the question's, Problem if it can't be sorted so.
    """
    surplus = set(parameters) - set(question.parameters)
    if surplus:
        raise TypeError(f"{question.name} takes no {', '.join(sorted(surplus))}")
    district = settings.load()
    zone = district.zone
    filters = (selection or Selection()).parameters(zone)
    every: dict[str, Any] = {**filters, **parameters, **viewer.parameters()}
    every.setdefault("holidays", [*district.holidays])
    every.setdefault("opt_out_days", int(district.opt_out_days))
    for name, value in DEFAULTS.items():
        if every.get(name) is None:
            every[name] = value
    for name in ("compared_from", "compared_until"):
        every[f"{name}_at"] = every[name] and midnight(every[name], zone)
    masked = masks(question, viewer)
    _check_sort(question, every["sort"], masked)
    every |= _without_guesses(viewer, every)
    every["secret_order"] = SECRET_ORDER if {"number", "numbers"} & masked.keys() else None
    missing = set(question.parameters) - set(every)
    if missing:
        raise TypeError(f"{question.name} needs {', '.join(sorted(missing))}")
    return every


def _without_guesses(viewer: Viewer, every: Mapping[str, object]) -> dict[str, object]:
    """Return the ids to ask for as the viewer reads them: one that is guessed would confirm a number."""
    masked = masking.masks(viewer, ("message_id",))
    return {
        name: re.sub(mask.pattern, mask.replacement, str(every[name]))
        for name, mask in masked.items()
        if name in every
    }


def _check_sort(question: Question, sort: object, masked: Mapping[str, Mask]) -> None:
    # The order of masked values would tell much of them.
    sorts = [name for name in question.sorts if name not in masked]
    if sort is None or str(sort).removeprefix("-") in sorts:
        return
    if sorts:
        next_step = _("It can be sorted by: {columns}.", columns=", ".join(sorts))
    else:
        next_step = _("It can't be sorted.")
    raise Problem(
        _("The question “{name}” can't be sorted by {column}.", name=question.name, column=str(sort)),
        next_step=next_step,
    )


def frozen(values: Mapping[str, object]) -> tuple[object, ...]:
    """Return values as a part of a key."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in values.values())
