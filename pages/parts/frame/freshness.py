"""As of when, in which zone, what can still change, and whether a log is overdue: in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from data import settings
from data.access import Viewer
from data.words import vocabulary
from pages.parts.draw import formatting
from queries import Selection, run
from queries.selection import day_words

NIGHTLY = vocabulary.NIGHTLY_HOURS


@dataclass(frozen=True)
class Unfinished:
    """Of the texts shown, how many can still get another result, and how many are stuck."""

    can_change: int
    stuck: int


def read(viewer: Viewer) -> Mapping[str, Any]:
    """The one row of "clocks", from which every page tells as of when it is."""
    row: Mapping[str, Any] = run("clocks", viewer).to_pylist()[0]
    return row


def count_unfinished(viewer: Viewer, selection: Selection) -> Unfinished:
    """What of a selection can still change, from "still_changing"."""
    as_of = read(viewer)["log_as_of"]
    if as_of is None:
        return Unfinished(0, 0)
    young_from = as_of - timedelta(hours=vocabulary.YOUNG_HOURS)
    return Unfinished(**run("still_changing", viewer, selection, young_from=young_from).to_pylist()[0])


def summary(clock: Mapping[str, Any], changing: Unfinished | None = None) -> str:
    """What stands beside every title, as HTML, from "clocks"; with texts, how many of them can change."""
    log = f"Log as of <b>{_moment(clock['log_as_of'])}</b> {_zone()}"
    consent = f"Consent list as of <b>{_moment(clock['consent_as_of'])}</b> {_zone()}"
    parts = [log if clock["log_as_of"] else "No message log yet"]
    if clock["newest_text_at"]:
        parts.append(f"newest text {_beside(clock['newest_text_at'], clock['log_as_of'])}")
    if changing and clock["log_as_of"]:
        parts += [part for part in (_can_change(changing), _stuck(changing)) if part]
    beneath = consent if clock["consent_as_of"] else "No consent list yet"
    return f'<div class="sms clocks"><p>{" · ".join(parts)}</p><p>{beneath}</p></div>'


def overdue(clock: Mapping[str, Any], now: datetime) -> str | None:
    """What to say where the next log should have come; None where all is well. `now` carries a zone."""
    as_of, usual = clock["log_as_of"], clock["usual_hours"]
    if as_of is None:
        return None
    allowed = max(vocabulary.OVERDUE_HOURS, 2 * usual if usual else 0)
    if now - as_of <= timedelta(hours=allowed):
        return None
    usually = f"; usually one comes {rhythm(usual)}" if usual else ""
    ago = formatting.count(max((now - as_of).days, 1), "days")
    return f"No message log since {formatting.moment(as_of)}, {ago} ago{usually}."


def rhythm(hours: float) -> str:
    """How often something comes, by the hours between: "nightly", "every 3 days"."""
    if NIGHTLY / 2 < hours <= NIGHTLY:
        return "nightly"
    number, unit = (round(hours), "hours") if hours <= NIGHTLY else (round(hours / 24), "days")
    return f"every {formatting.count(number, unit)}" if number > 1 else f"every {unit.removesuffix('s')}"


def _can_change(changing: Unfinished) -> str | None:
    if not changing.can_change:
        return "all results are final" if not changing.stuck else None
    return f"{formatting.count(changing.can_change)} can still change"


def _stuck(changing: Unfinished) -> str | None:
    return f"{formatting.count(changing.stuck)} stuck, no final word" if changing.stuck else None


def _zone() -> str:
    return escape(formatting.zone_words(settings.load().zone))


def _moment(when: datetime | None) -> str:
    return escape(formatting.moment(when))


def _beside(when: datetime, other: datetime | None) -> str:
    """A moment without its day where another one of the same day stands before it."""
    told = formatting.moment(when)
    is_same = other is not None and other.date() == when.date()
    return escape(told.removeprefix(day_words(when.date())).strip() if is_same else told)
