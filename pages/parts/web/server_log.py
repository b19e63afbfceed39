"""The server's log: a line per download, import, refusal and error, with its time and nothing personal."""

from __future__ import annotations

import logging
from datetime import datetime

from data import settings
from data.errors import Problem

OURS = ("data", "pages", "queries", "sms_reports")  # the loggers of this project's own modules


class _Formatter(logging.Formatter):
    """Writes times in the district's zone with their offset, as ISO 8601: 2026-09-30T08:12:00-05:00."""

    def formatTime(self, record: logging.LogRecord, _format: str | None = None) -> str:  # noqa: N802
        """Return when a record was made."""
        try:
            zone = settings.load().zone
        except Problem:  # every page shows it
            zone = None
        return datetime.fromtimestamp(record.created, zone).astimezone(zone).isoformat(timespec="seconds")


def set_up() -> None:
    """Write the lines of this project's own modules to the standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(message)s"))
    for name in OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.handlers = [handler]
        logger.propagate = False
