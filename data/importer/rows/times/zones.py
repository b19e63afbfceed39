"""Time zones as files name them: offsets, US abbreviations, IANA names. Any other name is never guessed."""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

# By the clock of a place, summer and winter: the zone, and the first letters of its abbreviations.
PLACES = {
    "eastern": ("America/New_York", "e"),
    "central": ("America/Chicago", "c"),
    "mountain": ("America/Denver", "m"),
    "us mountain": ("America/Phoenix", "m"),  # as Windows calls Arizona's
    "arizona": ("America/Phoenix", "m"),
    "pacific": ("America/Los_Angeles", "p"),
    "alaska": ("America/Anchorage", "ak"),
    "alaskan": ("America/Anchorage", "ak"),
    "hawaii": ("Pacific/Honolulu", "h"),
    "hawaiian": ("Pacific/Honolulu", "h"),
    "hawaii-aleutian": ("Pacific/Honolulu", "h"),
    "atlantic": ("America/Puerto_Rico", "a"),
}
GENERAL = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "akt": "America/Anchorage",
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
    "zulu": "UTC",
    "coordinated universal time": "UTC",
    "greenwich mean time": "UTC",
}
# Hours from UTC, as written: CST is UTC-6 in July too. AST is that of Puerto Rico.
FIXED = {
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "akst": -9,
    "akdt": -8,
    "hst": -10,
    "hdt": -9,
    "ast": -4,
    "adt": -3,
    "chst": 10,
}
# By whose clock people may mean an abbreviation: many write EST in summer too.
OF_ABBREVIATION = {
    f"{letters}{half}t": key
    for key, letters in PLACES.values()
    for half in "sd"
    if key not in {"America/Phoenix", "America/Puerto_Rico", "Pacific/Honolulu"}
}
# Abbreviations of other zones, some of several: a heading that has one states a zone that isn't known.
UNSURE = frozenset(
    [
        "ist",
        "bst",
        "cet",
        "cest",
        "eet",
        "eest",
        "msk",
        "jst",
        "kst",
        "sgt",
        "hkt",
        "pkt",
        "pht",
        "aest",
        "aedt",
        "acst",
        "acdt",
        "awst",
        "nzst",
        "nzdt",
        "nst",
        "ndt",
        "brt",
        "sast",
        "sst",
    ]
)
IANA = {name.casefold(): name for name in available_timezones() if "/" in name}
OFFSET = re.compile(r"(?:utc|gmt)?\s?([+-])(\d{1,2})(?::?(\d{2})(?::?00)?)?")
OFFSET_BEFORE = re.compile(
    r"^\((?:utc|gmt)[+-]\d\d:?\d\d\) (?=[a-z])"
)  # of the time without daylight saving
OF_PLACE = re.compile(r"([a-z -]+?)(?: (standard|daylight))? time(?: ?\(us ?& ?canada\))?")
MOST_HOURS = 14


class Named(NamedTuple):
    """A zone by its name. `also` is the other zone that people mean by it, if there is one."""

    zone: tzinfo
    also: tzinfo | None = None


@functools.lru_cache(maxsize=4096)
def read(text: str) -> tzinfo | None:
    """Return the zone that ends a time: its offset, or a name; None if there is no such zone.

    An offset counts before the name in brackets behind it. The text is in lower case.
    """
    text, _bracket, behind = text.partition(" (" if " (" in text else "[")
    name = named(text.strip()) if text.strip() else None
    if behind and not behind.endswith((")", "]")):
        return None
    return name.zone if name and name.also is None else None


def named(text: str) -> Named | None:
    """Return the zone of an offset or a name; None if there is no such zone."""
    text = OFFSET_BEFORE.sub("", text.casefold().strip())
    if match := OFFSET.fullmatch(text):
        return _offset(text, *match.groups())
    if text in FIXED:
        return Named(timezone(timedelta(hours=FIXED[text])))
    key = GENERAL.get(text) or IANA.get(text)
    if key:
        return Named(ZoneInfo(key))
    match = OF_PLACE.fullmatch(text)
    return _of_place(*match.groups()) if match else None


def _offset(text: str, sign: str, hours: str, minutes: str | None) -> Named | None:
    """Return an offset. A single digit needs UTC before it: a lone -5 may be anything."""
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    is_unclear = text[0] == sign and len(hours) == 1
    if is_unclear or size > timedelta(hours=MOST_HOURS) or int(minutes or 0) % 15:
        return None
    return Named(timezone(-size if sign == "-" else size))


def _of_place(place: str, half: str | None) -> Named | None:
    """Return the zone of "central time". Windows calls it "Central Standard Time" in summer too."""
    if place not in PLACES:
        return None
    key, letters = PLACES[place]
    zone = ZoneInfo(key)
    if half is None:
        return Named(zone)
    fixed = timezone(timedelta(hours=FIXED[f"{letters}{half[0]}t"]))
    return Named(fixed, zone if half == "standard" else None)


def key_of(zone: tzinfo) -> str | None:
    """Return the IANA name of a zone; None of an offset that isn't whole hours, which has no name."""
    if isinstance(zone, ZoneInfo):
        return zone.key
    offset = zone.utcoffset(None) or timedelta()
    hours, rest = divmod(offset, timedelta(hours=1))
    if rest:
        return None
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"  # its sign is the other way round


def alike(one: str, other: str) -> bool:
    """Return whether two IANA names have the same offsets, in winter and in summer."""
    moments = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))
    return all(
        moment.astimezone(ZoneInfo(one)).utcoffset() == moment.astimezone(ZoneInfo(other)).utcoffset()
        for moment in moments
    )
