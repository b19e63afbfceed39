"""The districts of the page tests: one with a small log, one that has imported nothing, and others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.answers import Fill
from tests.districts import district_in, write_settings
from tests.import_files import import_file
from tests.pages import known_numbers
from tests.pages.district import (
    LOG_HEADER,
    OPTED_IN,
    OPTED_OUT,
    PENDING,
    log_rows,
    write_csv,
)


@pytest.fixture(scope="session")
def first_logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of logs into which a log, a consent list and a contact list were imported."""
    folder = tmp_path_factory.mktemp("first")
    with district_in(folder) as logs:
        import_file(write_csv(folder / "log.csv", LOG_HEADER, log_rows()))
        statuses = [["2125550100", OPTED_IN], ["2125550101", OPTED_OUT], ["2125550102", PENDING]]
        dated = ([*row, "2026-09-30"] for row in statuses)
        import_file(write_csv(folder / "list.csv", "Phone Number,SMS Status,As Of", dated))
        people = [["c0", "2125550100"], ["c1", "2125550101"], ["c2", "2125550101"]]
        named = ([*row, f"Pat {row[0]}", "Lincoln High", "2026-09-30"] for row in people)
        import_file(write_csv(folder / "contacts.csv", "Contact ID,Phone Number,Name,School,As Of", named))
    return logs


@pytest.fixture(scope="module")
def filled(first_logs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the settings of a district that has these logs, for the tests of one file."""
    folder = tmp_path_factory.mktemp("district")
    shutil.copytree(first_logs, folder / "logs")
    return write_settings(folder)


@pytest.fixture(autouse=True)
def _of_that_district(filled: Path, district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled != district
    monkeypatch.setenv("DISTRICT_TOML", str(filled))


@pytest.fixture
def nothing_imported(district: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Open the pages of a district that has imported nothing; return its settings."""
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    monkeypatch.setattr("data.sample.store_uri", lambda: str(district.parent / "samples"))
    return district


@pytest.fixture(scope="module")
def filled_with_known_numbers(tmp_path_factory: pytest.TempPathFactory, fill: Fill) -> Path:
    """Return the folder of a district of which each number is known in another way."""
    folder = tmp_path_factory.mktemp("known")
    fill(str(folder / "logs"), known_numbers.tables())
    (folder / "district.toml").write_text(known_numbers.WITH_SHORT_CODE, encoding="utf-8")
    return folder


@pytest.fixture
def of_known_numbers(filled_with_known_numbers: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Open the pages of that district; return its folder."""
    monkeypatch.setenv("DISTRICT_TOML", str(filled_with_known_numbers / "district.toml"))
    return filled_with_known_numbers
