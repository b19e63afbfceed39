"""The name of a flyer's file: valid on Windows, on macOS and in a zip, and never shared by two schools."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from data.flyers.languages import languages

MOST_BYTES = 150  # of a school's name; a whole file name can have 255
WHOLE_DISTRICT = "Whole district"
# Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def file_name(school: str | None, language: str, paper: str, schools: Iterable[str] = ()) -> str:
    """Return a flyer's file name: "Lincoln High - Spanish - letter.pdf"; without a school, the district's.

    `language` is the key of one of languages(). A name with characters that no file name can have gets a
    mark (six characters of a digest), so that "A/B" and "A:B" are two files. `schools` are those whose
    flyers are in the same folder: names that differ only in capitals get a mark too, because Windows and
    macOS treat them as one. A school's mark never changes.
    """
    english_name = next(one.english_name for one in languages() if one.key == language)
    name = _safe(school) if school is not None else WHOLE_DISTRICT
    folded = {name.casefold()}
    is_shared = any(other != school and _safe(other).casefold() in folded for other in schools)
    if school is not None and (name != school or is_shared or name in ("", WHOLE_DISTRICT)):
        name = f"{name} {hashlib.sha256(school.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}".lstrip()
    return f"{name} - {english_name} - {paper}.pdf"


def _safe(school: str) -> str:
    composed = FORBIDDEN.sub("-", unicodedata.normalize("NFC", school))
    printable = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in composed)
    name = " ".join(printable.split()).strip(". ")
    return RESERVED.sub(r"\1_", _cut(name), count=1) if RESERVED.match(name) else _cut(name)


def _cut(name: str) -> str:
    return name.encode("utf-8")[:MOST_BYTES].decode("utf-8", "ignore").rstrip(". ")
