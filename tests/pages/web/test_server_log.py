"""The server's log: each line has its time in the district's zone."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest

from pages.parts.web import server_log


@pytest.fixture(autouse=True)
def loggers() -> Iterator[None]:
    """Give the loggers back as they were."""
    before = [
        (one, one.handlers, one.level, one.propagate) for one in map(logging.getLogger, server_log.OURS)
    ]
    yield
    for one, handlers, level, propagate in before:
        one.handlers, one.propagate = handlers, propagate
        one.setLevel(level)


def test_a_line_has_its_time_in_the_districts_zone(capsys: pytest.CaptureFixture[str]) -> None:
    server_log.set_up()
    logging.getLogger("data.jobs.queue").info("Import %s started", 7)
    line = capsys.readouterr().err
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[56]:00 INFO Import 7 started\n", line)
