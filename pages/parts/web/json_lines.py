"""The log as JSON lines, for programs that collect logs: each has a time, a level, a place and an event.

A line of another package is reduced to what its programmer wrote: its values and the texts of its errors
could hold a number.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data import settings
from data.errors import Problem, place_of

ROOT = Path(__file__).parents[3]
FOLDERS = ("data", "queries", "pages")
UNNAMED = "A value that isn't a sentence"


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON, with the time in the district's zone."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. Nothing in it is about a person."""
        own_place = _own_place(record)
        line = {
            "time": moment(record),
            "level": record.levelname,
            "place": f"{own_place or record.name}:{record.lineno}",
            "event": record.getMessage() if own_place else _template(record),
        }
        return json.dumps(line)


def _own_place(record: logging.LogRecord) -> str | None:
    """Return the file of this project that made a record; None for another package."""
    file = Path(record.pathname)
    own = any(file.is_relative_to(ROOT / folder) for folder in FOLDERS)
    return file.relative_to(ROOT).as_posix() if own else None


def _template(record: logging.LogRecord) -> str:
    text = record.msg if isinstance(record.msg, str) else UNNAMED
    error = record.exc_info[1] if record.exc_info else None
    return f"{text} ({place_of(error)})" if error else text


def moment(record: logging.LogRecord) -> str:
    """Return when a record was made, in the district's zone: 2026-09-30T08:12:00-05:00."""
    zone: ZoneInfo | None
    try:
        zone = settings.load().zone
    except Problem:  # every page shows it
        zone = None
    return datetime.fromtimestamp(record.created, zone).astimezone(zone).isoformat(timespec="seconds")


def is_on() -> bool:
    """Return whether the settings ask for JSON lines."""
    try:
        return settings.load().log_format == "json"
    except Problem:  # every page shows it
        return False


def take_over() -> None:
    """Let every other package write JSON lines, too, also those that are loaded later."""
    logging.setLoggerClass(_JsonLogger)
    existing = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    for logger in [logging.root, *existing]:
        for handler in logger.handlers:
            handler.setFormatter(JsonLines())


class _JsonLogger(logging.Logger):
    """A logger whose lines are JSON, whatever the package that makes it sets up."""

    def addHandler(self, handler: logging.Handler) -> None:  # noqa: N802
        handler.setFormatter(JsonLines())
        super().addHandler(handler)
