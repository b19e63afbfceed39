"""The name of a downloaded file: its report, what is selected, and how new it is. No Streamlit here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from pages.parts.downloads.reports import REPORTS
from queries import Selection

LONGEST_BROADCAST = 40  # letters of its name
MAYBE_NUMBER = re.compile(r"\d(?:_?\d){6,}")  # a phone number is in no name of a file


def file_name(
    report: str,
    file_format: str,
    selection: Selection,
    days: Iterable[date],
    updated_at: datetime | None,
    *,
    broadcast: str | None = None,
    is_sample: bool = False,
) -> str:
    """Return the name of a file, of letters that every system takes.

    `days` are the first and the last one of its rows. `broadcast` is the name of the selected one.
    """
    selected = (
        _days(days) if REPORTS[report].has_days else [_plain(name) for name in selection.statuses or ()]
    )
    parts = [
        *(["sample"] if is_sample else []),
        report,
        *_broadcasts(len(selection.broadcasts or ()), broadcast),
        *selected,
        *(["as_of", updated_at.date().isoformat()] if updated_at else []),
    ]
    return f"{'_'.join(parts)}.{file_format}"


def _days(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _broadcasts(count: int, name: str | None) -> list[str]:
    """Return the name of the one broadcast, or how many there are."""
    if not count:
        return []
    shown = _broadcast(name) if count == 1 and name else ""
    return [shown or ("1_broadcast" if count == 1 else f"{count}_broadcasts")]


def _broadcast(name: str) -> str:
    """Return a name in plain letters, without anything that could be a phone number."""
    plain = MAYBE_NUMBER.sub("", _plain(unicodedata.normalize("NFKD", name)))
    return re.sub("_+", "_", plain)[:LONGEST_BROADCAST].strip("_")


def _plain(name: str) -> str:
    letters = name.encode("ascii", "ignore").decode() if not name.isascii() else name
    return re.sub(r"[^a-z0-9]+", "_", letters.lower())
