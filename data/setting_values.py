"""Settings that are more than a text, read from their TOML, and the Problem of one that can't be used."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from data.errors import Problem
from data.words.catalog import _

KEPT, HOLIDAYS = "keep_months", "holidays"
DUCKDB, SPARK = "duckdb", "sc://"  # an engine, and how the address of one begins
# Evidence of consent has to outlast the texts: five years. All else is kept, unless a district says so.
KEEP_MONTHS = {"texts": 0, "contacts": 0, "consent": 60, "skipped_rows": 0, "reminders": 0}
MOST_MONTHS = 1200


def months(file: Path, table: object) -> dict[str, int]:
    """Return for how many months rows are kept. Raises Problem for anything but whole numbers of months."""
    step = _(
        "Write lines such as: texts = 36. Allowed keys: {keys}. 0 keeps rows forever.",
        keys=", ".join(KEEP_MONTHS),
    )
    if not isinstance(table, dict):
        raise invalid(file, KEPT, step)
    for key, number in table.items():
        if key not in KEEP_MONTHS or type(number) is not int or not 0 <= number <= MOST_MONTHS:
            raise invalid(file, f"{KEPT}.{key}", step)
    return KEEP_MONTHS | table


def holidays(file: Path, days: object) -> tuple[date, ...]:
    """Return the days that are no business days, each once. Raises Problem for anything but dates.

    TOML has dates of its own (2026-11-26); a text such as "2026-11-26" is one, too.
    """
    dates = [_date(day) for day in days] if isinstance(days, list) else [None]
    if not all(dates):
        raise invalid(file, HOLIDAYS, _('Write a list of dates, such as ["2026-11-26", "2026-12-25"].'))
    return tuple(sorted({day for day in dates if day}))


def is_whole(text: str, most: int) -> bool:
    """Return whether a text is a whole number from 1 to `most`."""
    return text.isdecimal() and 0 < int(text) <= most


def require_no_keys(file: Path, key: str, address: str) -> None:
    """Raise Problem for an address with a key or options in it: pages and errors show the address."""
    parts = urlsplit(address)
    is_named = "@" in parts.netloc and parts.scheme.startswith("s3")  # elsewhere, it may name a container
    if is_named or parts.password or parts.query:
        step = _(
            "Write the bucket and the folder alone, such as s3://bucket/logs. Keys are AWS_ variables."
        )
        raise invalid(file, key, step)


def is_engine(text: str) -> bool:
    """Return whether a text names an engine: DuckDB, or a Spark Connect server by its address."""
    return text == DUCKDB or (text.startswith(SPARK) and len(text) > len(SPARK))


def invalid(file: Path, key: str, next_step: str) -> Problem:
    """Return the Problem of a setting that can't be used."""
    return Problem(
        _("The dashboard can't use the setting “{key}”.", key=key),
        where=_("{file}, key “{key}”", file=str(file), key=key),
        next_step=next_step,
    )


def _date(day: object) -> date | None:
    if isinstance(day, str):
        try:
            return date.fromisoformat(day)
        except ValueError:
            return None
    return day if isinstance(day, date) and not isinstance(day, datetime) else None
