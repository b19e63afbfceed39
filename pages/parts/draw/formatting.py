"""How pages write counts, shares, days, times and numbers, and the sentences made of them."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from data import numbers
from queries.selection import day_words

# What people call a zone; elsewhere the city of its name is said, which is never wrong.
ZONE_WORDS = {
    "America/New_York": "Eastern",
    "America/Detroit": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Atlantic",
}
EVERYTHING = 100.0
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def count(number: int, what: str = "") -> str:
    """A count as people write it: "12,431", or "12,431 texts"; a noun loses its s for one."""
    noun = what.removesuffix("s") if number == 1 else what
    return f"{number:,} {noun}".strip()


def percent(share: float | None) -> str:
    """A share of 0 to 100 as "94.1%"; never 0 or 100 for a share that is not quite that."""
    if share is None:
        return "–"
    said = f"{share:.1f}%"
    if share > 0 and said == "0.0%":
        return "under 0.1%"
    if said == "100.0%":
        return "100%" if share == EVERYTHING else "over 99.9%"
    return said


def plain(text: str) -> str:
    """A text from the data as it is, where Markdown is understood: no link, picture or sign of it works."""
    return MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


def zone_words(zone: ZoneInfo) -> str:
    """The zone as people call it: "Central"; elsewhere its city, "Madrid"."""
    return ZONE_WORDS.get(zone.key, zone.key.rsplit("/", 1)[-1].replace("_", " "))


def moment(when: datetime | None) -> str:
    """An instant that carries the district's zone: "Sep 30, 2026 8:12 AM"; nothing for a null."""
    if when is None:
        return ""
    return f"{day_words(when.date())} {when.hour % 12 or 12}:{when:%M %p}"


def number(e164: str | None, region: str) -> str:
    """A number as its region writes it; one that no phone can have is marked."""
    if e164 is None:
        return ""
    digits = int(e164.removeprefix("+"))
    mark = "" if numbers.is_valid(digits) else " (not in use anywhere)"
    return numbers.on_screen(digits, region) + mark


def rows_shown(page: int, per_page: int, of: int) -> str:
    """Which rows of a list are on the screen: "51–100 of 12,431"."""
    first = (page - 1) * per_page + 1
    return f"{first:,}–{min(page * per_page, of):,} of {of:,}"
