"""What the name of a column, or a line above all columns, says of the times below it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from data.importer.rows.times import zones

BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*(?:\([^()]*\))?[^()\[\]]*)[)\]]")
WORDS = re.compile(r"[A-Za-z]+/[A-Za-z_/]+|(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[A-Z]*[a-z]+|[A-Z]+|\d+")
ORDER = re.compile(
    r"\b(m{1,2}|d{1,2}|y{2,4})[/.\- ]?(m{1,2}|d{1,2})[/.\- ]?(y{2,4}|d{1,2})\b", re.IGNORECASE
)
LINE = re.compile(
    r"(?:time\s?zone|\btz\b)[^\w(]*(?:is|are|used|of (?:the )?report|setting)?\W*?(?P<named>[\w(+-].*)"
    r"|\btimes?(?:stamps?)?\b(?! ?zone).*?\b(?:are|is|in|shown|given|displayed|reported)\b(?P<said>.*)",
    re.IGNORECASE,
)
FILLERS = re.compile(
    r"^(?:\W*\b(?:in|are|is|the|shown|given|displayed|reported|expressed|as|local|time\s?zone|zone)\b)*[\s:,;=]*",
    re.IGNORECASE,
)
LONGEST = 100  # characters of a line that are searched
SHORT = 2  # letters of CT: in small letters they may be anything


class Stated(NamedTuple):
    """A zone that a heading states: its IANA names, several if people mean several, none if it isn't known.

    `text` is the heading as it is written, and `rest` the heading without its zone.
    """

    zones: tuple[str, ...]
    text: str
    rest: str


@functools.lru_cache(maxsize=4096)
def zone_of_name(name: str) -> Stated | None:
    """Return the zone in a column's name: "Sent on (UTC+0)", "Time (CT)", "Sent At Eastern"."""
    for match in BRACKETS.finditer(name):
        if (keys := _keys(match[1])) is not None:
            return Stated(keys, name, name[: match.start()] + name[match.end() :])
    words = [*WORDS.finditer(name)]
    for count in range(len(words) - 1, 0, -1):
        last = words[-count]
        text = name[last.start() :].strip()
        if _is_clear(text) and (keys := _keys(text.replace("_", " "))) is not None:
            return Stated(keys, name, name[: last.start()].rstrip(" -_,/"))
    first = words[0][0] if len(words) > 1 else ""
    if first.upper() in {"UTC", "GMT"}:
        return Stated(("UTC",), name, name[words[1].start() :])
    return None


def zone_of_lines(lines: Iterable[str]) -> Stated | None:
    """Return the zone that lines above the header state: "All times are Central Time"."""
    every = [stated for line in lines if (stated := _zone_of_line(line))]
    if len({stated.zones for stated in every}) > 1:
        return Stated((), every[0].text, "")
    return every[0] if every else None


def order_of_name(name: str) -> str | None:
    """Return the order of dates that a column's name states: dmy for "Date (DD/MM/YYYY)"."""
    match = ORDER.search(name)
    order = "".join(part[0].lower() for part in match.groups()) if match else ""
    return order if order in {"mdy", "dmy", "ymd"} else None


def without_marks(name: str) -> str:
    """Return a column's name without its zone and its form of dates."""
    stated = zone_of_name(name)
    rest = stated.rest if stated else name
    return BRACKETS.sub("", rest) if order_of_name(rest) else rest


def _zone_of_line(line: str) -> Stated | None:
    match = LINE.search(line)
    if match is None:
        return None
    named = FILLERS.sub("", match["named"] or match["said"] or "")[:LONGEST].strip(" .,;:|\t\"'")
    words = named.split()
    for count in range(len(words), 0, -1):
        for first in range(len(words) - count + 1):
            keys = _keys(" ".join(words[first : first + count]).strip(".,;\"'"))
            if keys is not None:
                return Stated(keys, line.strip(' ,;\t"'), "")
    inside = [keys for match in BRACKETS.finditer(named) if (keys := _keys(match[1])) is not None]
    return Stated(inside[0], line.strip(' ,;\t"'), "") if inside else None


def _keys(text: str) -> tuple[str, ...] | None:
    """Return the IANA names of a zone; none for a zone that isn't known; None if the text is no zone."""
    plain = " ".join(text.casefold().split())
    if plain in zones.UNSURE:
        return ()
    if plain == "z" or (len(plain) <= SHORT and not text.strip().isupper()):
        return None
    zone = zones.named(f"{plain} time" if plain in zones.PLACES else plain)
    if zone is None:
        return None
    abbreviated = zones.OF_ABBREVIATION.get(plain)
    every = [zone.zone, *filter(None, [zone.also])]
    keys = [zones.key_of(one) for one in every]
    names = tuple(key for key in keys if key)
    return (*names, abbreviated) if abbreviated else names


def _is_clear(text: str) -> bool:
    """Return whether words at the end of a name can be a zone: "CT" can, "ct" and "Est" can't."""
    return len(text) > len("EST") + 1 or text.isupper() or text.lower() in {"utc", "gmt"}
