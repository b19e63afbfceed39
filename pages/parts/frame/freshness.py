"""The age of the data: updates of the lists, texts that can still change, and an overdue log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from data import settings
from data.access import Viewer, needs
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw.html import Markup, filled
from queries import Selection, run

HOURS_OF_A_DAY = 24


@dataclass(frozen=True)
class Unfinished:
    """Counts of texts: those whose result can still change, and those without a final result."""

    can_change: int
    stuck: int


def read(viewer: Viewer) -> Mapping[str, Any]:
    """Return the one row of "clocks"; of "last_updates" for a viewer who may not see exact totals.

    Its instants carry the district's zone; null for what isn't there.
    """
    may_ask = viewer.may(*needs.QUESTIONS["clocks"])
    row: Mapping[str, Any] = run("clocks" if may_ask else "last_updates", viewer).to_pylist()[0]
    return row


def count_unfinished(viewer: Viewer, selection: Selection) -> Unfinished:
    """Return how many texts of a selection aren't final.

    The daily counts tell unless texts that were counted together were requested before and after an
    instant. Only then are the texts themselves read, which takes a few times as long.
    """
    updated_at = read(viewer)["log_as_of"]
    if updated_at is None:
        return Unfinished(0, 0)
    young_from = updated_at - timedelta(hours=vocabulary.YOUNG_HOURS)
    counts = run("still_changing_by_counts", viewer, selection, young_from=young_from).to_pylist()[0]
    if counts["can_change"] is None:
        counts = run("still_changing", viewer, selection, young_from=young_from).to_pylist()[0]
    return Unfinished(**counts)


def summary(row: Mapping[str, Any], unfinished: Unfinished | None = None) -> Markup:
    """Return when log and consent list were updated, from `read`, and what of the log is unfinished."""
    parts = [_updated(_("Log updated <b>{time}</b>"), row["log_as_of"]) or Markup.escape(_("No log yet"))]
    if row.get("newest_text_at"):
        parts.append(_latest_text(row["newest_text_at"], row["log_as_of"]))
    if unfinished and row["log_as_of"]:
        parts += map(Markup.escape, _unfinished(unfinished))
    consent = _updated(_("Consent list updated <b>{time}</b>"), row["consent_as_of"])
    return Markup('<div class="sms clocks"><p>{}</p><p>{}</p></div>').format(
        Markup(" · ").join(parts), consent or _("No consent list yet")
    )


def overdue(row: Mapping[str, Any], now: datetime) -> str | None:
    """Return a warning that the next log hasn't come; None while it isn't overdue. `now` carries a zone."""
    updated_at, usual_hours = row["log_as_of"], row["usual_hours"]
    if updated_at is None:
        return None
    allowed = max(vocabulary.OVERDUE_HOURS, 2 * usual_hours if usual_hours else 0)
    if now - updated_at <= timedelta(hours=allowed):
        return None
    days = max((now - updated_at).days, 1)
    missing = ngettext(
        "No log has arrived since {time} ({number} day ago).",
        "No log has arrived since {time} ({number} days ago).",
        days,
        number=days,
        time=moment(updated_at),
    )
    return f"{missing} {_rhythm(usual_hours)}" if usual_hours else missing


def moment(when: datetime) -> str:
    """Return an instant of the district's zone with the zone's name: "Sep 30, 2026, 8:12 AM CT"."""
    return _("{time} {zone}", time=when, zone=zone())


def zone() -> str:
    """Return what people call the district's time zone: "CT"."""
    return catalog.zone_name(settings.load().zone)


def _updated(sentence: str, when: datetime | None) -> Markup | None:
    """Return when a list was updated; a chart that is saved as a picture has it, too."""
    words = filled(sentence, time=moment(when)) if when else None
    return words and Markup("<span data-updated>{}</span>").format(words)


def _latest_text(when: datetime, updated_at: datetime | None) -> Markup:
    """Leave out the day if the log was updated on the same one."""
    is_same_day = updated_at is not None and updated_at.date() == when.date()
    return filled(_("Latest text {time}"), time=catalog.time_of_day(when) if is_same_day else when)


def _unfinished(texts: Unfinished) -> list[str]:
    if not texts.can_change and not texts.stuck:
        return [_("All results are final")]
    counts = []
    if number := texts.can_change:
        counts.append(
            ngettext("{number} can still change", "{number} can still change", number, number=number)
        )
    if number := texts.stuck:
        counts.append(
            ngettext("{number} has no final result", "{number} have no final result", number, number=number)
        )
    return counts


def _rhythm(hours: float) -> str:
    """Return how often a log arrives, by the hours that usually lie between two."""
    if vocabulary.NIGHTLY_HOURS / 2 < hours <= vocabulary.NIGHTLY_HOURS:
        return _("A log usually arrives every night.")
    if hours <= vocabulary.NIGHTLY_HOURS:
        number = round(hours)
        return ngettext(
            "A log usually arrives every hour.",
            "A log usually arrives every {number} hours.",
            number,
            number=number,
        )
    number = round(hours / HOURS_OF_A_DAY)
    return ngettext(
        "A log usually arrives every day.",
        "A log usually arrives every {number} days.",
        number,
        number=number,
    )
