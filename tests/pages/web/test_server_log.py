"""The server's log: each line has its time in the district's zone."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import version
from pages.parts.frame import errors
from pages.parts.web import server_log
from pages.parts.web.json_lines import JsonLines


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
    capsys.readouterr()
    logging.getLogger("data.jobs.queue").info("Import %s started", 7)
    line = capsys.readouterr().err
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[56]:00 INFO Import 7 started\n", line)


def test_json_lines_have_time_level_place_and_event(
    district: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    district.write_text(f'{district.read_text(encoding="utf-8")}log_format = "json"\n', encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    server_log.set_up()
    capsys.readouterr()
    errors.log_unexpected(ValueError("2125550101"))
    line = json.loads(capsys.readouterr().err)
    assert list(line) == ["time", "level", "place", "event"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[56]:00", line["time"])
    assert (line["level"], line["event"]) == ("ERROR", "ValueError at an unknown place")
    assert re.fullmatch(r"pages/parts/frame/errors\.py:\d+", line["place"])


def test_json_lines_of_other_packages_keep_only_what_their_programmers_wrote() -> None:
    try:
        int("2125550101 of Ana")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord(
        "streamlit.x", logging.ERROR, "/lib/x.py", 7, "Failed to send %s", ("2125550101",), error
    )
    line = json.loads(JsonLines().format(record))
    assert line["place"] == "streamlit.x:7"
    assert line["event"].startswith("Failed to send %s (ValueError at ")
    assert "2125550101" not in json.dumps(line)
    record.msg, record.exc_info = ValueError("2125550101"), None
    assert "2125550101" not in JsonLines().format(record)


def test_the_first_line_says_which_version_starts_where(capsys: pytest.CaptureFixture[str]) -> None:
    server_log.set_up()
    (line,) = capsys.readouterr().err.splitlines()
    starts = f" INFO Version {version.version()} starts at "
    assert starts in line
