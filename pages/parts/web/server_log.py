"""The server's log: a line per download, import, refusal and error, with its time and nothing personal."""

from __future__ import annotations

import logging

from streamlit import config

from data import version
from pages.parts.web import json_lines

LOG = logging.getLogger(__name__)
OURS = ("data", "pages", "queries", "sms_reports")  # the loggers of this project's own modules


class _Formatter(logging.Formatter):
    """Writes times in the district's zone with their offset, as ISO 8601: 2026-09-30T08:12:00-05:00."""

    def formatTime(self, record: logging.LogRecord, _format: str | None = None) -> str:  # noqa: N802
        """Return when a record was made."""
        return json_lines.moment(record)


def before_start() -> None:
    """Let the lines of other packages be JSON if ours are, from the first one that the server writes."""
    if json_lines.is_on():
        json_lines.take_over()


def set_up() -> None:
    """Write the lines of this project's own modules to the standard error."""
    handler = logging.StreamHandler()
    is_json = json_lines.is_on()
    handler.setFormatter(
        json_lines.JsonLines() if is_json else _Formatter("%(asctime)s %(levelname)s %(message)s")
    )
    for name in OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.handlers = [handler]
        logger.propagate = False
    address, port = config.get_option("server.address"), config.get_option("server.port")
    LOG.info(
        "Version %s starts at %s, port %s", version.version() or "unknown", address or "every address", port
    )
