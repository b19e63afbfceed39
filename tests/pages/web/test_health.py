"""/healthz: what a monitor learns."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import settings
from data.tables import store
from tests.answers import EVERY, Fill, ReadGiven
from tests.pages.fetching import fetch


def test_a_dashboard_that_can_answer_is_well(fill: Fill, read_given: ReadGiven) -> None:
    fill(settings.load().logs, read_given(EVERY))
    answer = fetch("/healthz")
    assert (answer.status, answer.content, answer.headers["cache-control"]) == (200, b"ok", "no-store")


def test_missing_settings_and_damaged_tables_are_told_without_a_path(
    fill: Fill,
    read_given: ReadGiven,
    tmp_path: Path,
    district: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(settings.load().logs, read_given(EVERY))
    for file in Path(settings.load().logs, "imports", "_delta_log").iterdir():
        file.write_bytes(b"damaged")
    damaged = fetch("/healthz")
    monkeypatch.setenv("DISTRICT_TOML", str(tmp_path / "missing.toml"))
    missing = fetch("/healthz")
    assert (damaged.status, missing.status) == (503, 503)
    assert missing.content.decode() == "The settings file is missing."
    assert district.parent.name not in damaged.content.decode() + missing.content.decode()


def test_a_missing_file_of_texts_is_told_although_the_imports_can_be_read(
    fill: Fill, read_given: ReadGiven, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    logs = settings.load().logs
    fill(logs, read_given(EVERY))
    assert fetch("/healthz").status == 200
    Path(store.newest(logs).files("messages")[0]).unlink()
    answer = fetch("/healthz")
    assert answer.status == 503
    assert "messages" in answer.content.decode()
    assert district.parent.name not in answer.content.decode()
