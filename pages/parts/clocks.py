"""As of when, in which zone, what can still change, and whether a log is overdue: in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from data import settings, vocabulary
from data.access import Viewer
from pages.parts import words
from queries import Selection, run

NIGHTLY, OVERDUE_HOURS = (
    26,
    48,
)  # usual hours up to which a log comes nightly; and when one is missed anyway


@dataclass(frozen=True)
class Change:
    """Of the texts shown, how many can still get another result, and how many are stuck."""

    can_change: int
    stuck: int


def change(viewer: Viewer, selection: Selection) -> Change:
    """What of a selection can still change, from "still_changing"."""
    as_of = run("clocks", viewer).to_pylist()[0]["log_as_of"]
    if as_of is None:
        return Change(0, 0)
    young_from = as_of - timedelta(hours=vocabulary.YOUNG_HOURS)
    return Change(**run("still_changing", viewer, selection, young_from=young_from).to_pylist()[0])


def of_log(clock: Mapping[str, Any], changing: Change) -> str:
    """The line beside the title of a page of texts, as HTML, from "clocks"."""
    if clock["log_as_of"] is None:
        return _line(["No message log yet"])
    parts = [f"Log as of <b>{escape(words.moment(clock['log_as_of']))}</b> {_zone()}"]
    if clock["newest_text_at"]:
        parts.append(f"newest text {escape(words.moment(clock['newest_text_at']))}")
    parts += [part for part in (_can_change(changing), _stuck(changing)) if part]
    return _line(parts)


def of_consent(clock: Mapping[str, Any]) -> str:
    """The line beside the title of a page of statuses."""
    if clock["consent_as_of"] is None:
        return _line(["No consent list yet"])
    parts = [f"Consent list as of <b>{escape(words.moment(clock['consent_as_of']))}</b> {_zone()}"]
    if clock["log_as_of"]:
        parts.append(f"message log as of {escape(words.moment(clock['log_as_of']))}")
    return _line(parts)


def overdue(clock: Mapping[str, Any], now: datetime) -> str | None:
    """What to say where the next log should have come; None where all is well. `now` carries a zone."""
    as_of, usual = clock["log_as_of"], clock["usual_hours"]
    if as_of is None:
        return None
    allowed = max(OVERDUE_HOURS, 2 * usual if usual else 0)
    if now - as_of <= timedelta(hours=allowed):
        return None
    rhythm = f"; usually one comes {_rhythm(usual)}" if usual else ""
    ago = words.count(max((now - as_of).days, 1), "days")
    return f"No message log since {words.moment(as_of)}, {ago} ago{rhythm}."


def _rhythm(hours: float) -> str:
    if hours <= NIGHTLY:
        return "nightly" if hours > NIGHTLY / 2 else f"every {words.count(max(round(hours), 1), 'hours')}"
    return f"every {words.count(round(hours / 24), 'days')}"


def _can_change(changing: Change) -> str | None:
    if not changing.can_change:
        return "all results are final" if not changing.stuck else None
    return f"{words.count(changing.can_change)} can still change"


def _stuck(changing: Change) -> str | None:
    return f"{words.count(changing.stuck)} stuck, no final word" if changing.stuck else None


def _zone() -> str:
    return escape(words.zone_words(settings.load().zone))


def _line(parts: list[str]) -> str:
    return f'<p class="sms clocks">{" · ".join(parts)}</p>'
