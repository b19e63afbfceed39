"""The name of a flyer's file, which Windows, macOS and a zip take, and no two schools share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from data.flyers.texts import languages

MOST_BYTES = 150  # of a school's name; a file's whole name may have 255
WHOLE_DISTRICT = "Whole district"
# Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def file_name(school: str | None, language: str, paper: str, among: Iterable[str] = ()) -> str:
    """A flyer's file name, such as "Lincoln High - Spanish - letter.pdf"; without a school, the district's.

    `language` is the key of one of languages(). A name that no file may have is written with what it may,
    and gets a mark of its own (six characters of a digest), so that "A/B" and "A:B" stay two files. `among`
    are the schools whose flyers lie in the same folder: names that differ there only in capitals get a mark
    too, because Windows and macOS take those for one file. A school's mark is always the same.
    """
    known = next(one for one in languages() if one.key == language)
    name = _safe(school) if school is not None else WHOLE_DISTRICT
    folded = {name.casefold()}
    shared = any(other != school and _safe(other).casefold() in folded for other in among)
    if school is not None and (name != school or shared or name in ("", WHOLE_DISTRICT)):
        name = f"{name} {hashlib.sha256(school.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}".lstrip()
    return f"{name} - {known.english_name} - {paper}.pdf"


def _safe(school: str) -> str:
    composed = FORBIDDEN.sub("-", unicodedata.normalize("NFC", school))
    kept = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in composed)
    name = " ".join(kept.split()).strip(". ")
    return RESERVED.sub(r"\1_", _cut(name), count=1) if RESERVED.match(name) else _cut(name)


def _cut(name: str) -> str:
    return name.encode("utf-8")[:MOST_BYTES].decode("utf-8", "ignore").rstrip(". ")
