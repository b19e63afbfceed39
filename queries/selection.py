"""The filter as one frozen object: a question's parameters and the page's sentence, which so agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2199, 12, 31)


@dataclass(frozen=True)
class Selection:
    """Days (both ends included, in the district's zone), broadcasts, schools, results and statuses.

    None means all of them. Broadcasts are ids or names; schools are the families'.
    """

    from_day: date | None = None
    to_day: date | None = None
    broadcasts: tuple[str, ...] | None = None
    schools: tuple[str, ...] | None = None
    results: tuple[str, ...] | None = None
    statuses: tuple[str, ...] | None = None

    def parameters(self, zone: ZoneInfo) -> dict[str, object]:
        """Every parameter that a question can take from a filter, with half-open bounds."""
        first = max(self.from_day or FIRST_DAY, FIRST_DAY)
        after = min(self.to_day or LAST_DAY, LAST_DAY) + timedelta(days=1)
        return {
            "from_date": first,
            "until_date": after,
            "from_at": midnight(first, zone),
            "until_at": midnight(after, zone),
            "broadcasts": _listed(self.broadcasts),
            "schools": _listed(self.schools),
            "results": _listed(self.results),
            "statuses": _listed(self.statuses),
        }

    def sentence(self) -> str:
        """What is selected, in words: "Lincoln High, Sep 1 – Sep 30, 2026"."""
        parts = [", ".join(chosen) for chosen in (self.schools, self.results, self.statuses) if chosen]
        if self.broadcasts:
            count = len(self.broadcasts)
            parts.insert(0, "1 broadcast" if count == 1 else f"{count} broadcasts")
        return ", ".join([*parts, self._days()])

    def _days(self) -> str:
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


def _listed(chosen: tuple[str, ...] | None) -> list[str] | None:
    return None if chosen is None else list(chosen)
