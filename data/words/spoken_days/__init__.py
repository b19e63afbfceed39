"""Days as they are read aloud in a language, which may be another one than the reader's."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date


def spoken_day(value: date, language: str) -> str:
    """Return a day with the name of its month, by the code of a language: "September 1, 2026"."""
    return str(format_date(value, "long", locale=language))
