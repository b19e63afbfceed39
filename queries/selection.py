"""The filter as one frozen object: a question's parameters and the page's sentence, which so agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.words import vocabulary

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2199, 12, 31)


@dataclass(frozen=True)
class Selection:
    """Days (both ends included, in the district's zone), broadcasts, schools, results, reasons, statuses.

    None means all of them. `day` is one of the days, to which they are narrowed. Broadcasts are ids or
    names; schools are the families', grades the students', languages the contacts'; reasons are keys of the
    vocabulary, its NOT_STATED_KEY among them.
    """

    from_day: date | None = None
    to_day: date | None = None
    broadcasts: tuple[str, ...] | None = None
    schools: tuple[str, ...] | None = None
    results: tuple[str, ...] | None = None
    statuses: tuple[str, ...] | None = None
    reasons: tuple[str, ...] | None = None
    day: date | None = None
    grades: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None

    def parameters(self, zone: ZoneInfo) -> dict[str, object]:
        """Every parameter that a question can take from a filter, with half-open bounds."""
        first = max(self.day or self.from_day or FIRST_DAY, FIRST_DAY)
        after = min(self.day or self.to_day or LAST_DAY, LAST_DAY) + timedelta(days=1)
        return {
            "from_date": first,
            "until_date": after,
            "zone": zone.key,
            "from_at": midnight(first, zone),
            "until_at": midnight(after, zone),
            "broadcasts": _listed(self.broadcasts),
            "schools": _listed(self.schools),
            "results": _listed(self.results),
            "reasons": _reasons(self.reasons),
            "statuses": _listed(self.statuses),
            "grades": _listed(self.grades),
            "languages": _listed(self.languages),
        }

    def sentence(self) -> str:
        """What is selected, in words: "Lincoln High, Sep 1 – Sep 30, 2026"."""
        reasons = _heads(self.reasons)
        parts = [
            ", ".join(chosen) for chosen in (self.schools, self.results, reasons, self.statuses) if chosen
        ]
        if self.broadcasts:
            count = len(self.broadcasts)
            parts.insert(0, "1 broadcast" if count == 1 else f"{count} broadcasts")
        return ", ".join([*parts, self._days()])

    def _days(self) -> str:
        if self.day:
            return day_words(self.day)
        if self.from_day and self.to_day:
            if self.from_day == self.to_day:
                return day_words(self.from_day)
            return f"{day_words(self.from_day)} – {day_words(self.to_day)}"
        if self.from_day:
            return f"since {day_words(self.from_day)}"
        if self.to_day:
            return f"until {day_words(self.to_day)}"
        return "all days"


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC.

    A midnight that the clock change skips is read with the offset before the change, which lands
    exactly on the instant at which the day begins.
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_words(day: date) -> str:
    """A day as every page writes it: "Sep 30, 2026"."""
    return f"{day:%b} {day.day}, {day.year}"


def _heads(reasons: tuple[str, ...] | None) -> tuple[str, ...]:
    """The plain titles of reasons, each once: two reasons can share one."""
    return tuple(dict.fromkeys(vocabulary.reason_title(key) for key in reasons or ()))


def _reasons(chosen: tuple[str, ...] | None) -> list[str] | None:
    """Reasons as questions take them, where an empty text stands for none stated."""
    return None if chosen is None else ["" if key == vocabulary.NOT_STATED_KEY else key for key in chosen]


def _listed(chosen: tuple[str, ...] | None) -> list[str] | None:
    return None if chosen is None else list(chosen)
