"""The front door: problems told, faults kept quiet, samples until the first import."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.access import Viewer
from data.importer import take_in
from pages.parts.filters import filter_row, narrowing
from pages.parts.frame import data_source
from tests.pages.district import (
    DASHBOARD,
    LOG_HEADER,
    log_rows,
    write_csv,
)


def test_a_problem_is_told_with_what_to_do_next(nothing_imported: Path) -> None:
    nothing_imported.write_text('timezone = "Mars"\n', encoding="utf-8")
    test = AppTest.from_file(str(DASHBOARD), default_timeout=30).run()
    assert not test.exception
    assert "'timezone'" in test.error[0].value
    assert "America/Chicago" in test.error[0].value


def test_an_unforeseen_fault_is_told_and_logged_without_its_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_viewer: Viewer) -> None:
        raise KeyError("(212) 555-0101")

    monkeypatch.setattr("pages.sms_log.show", broken)
    test = AppTest.from_file(str(DASHBOARD), default_timeout=30).run()
    assert not test.exception
    assert "could not be shown" in test.error[0].value
    assert "KeyError at" in caplog.text
    assert "555" not in caplog.text + test.error[0].value


def test_the_front_door_opens_on_the_log_and_calls_real_logs_no_samples() -> None:
    test = AppTest.from_file(str(DASHBOARD), default_timeout=30).run()
    assert not test.exception
    assert test.title[0].value == "SMS Log"
    assert not any("sample" in strip.value for strip in test.warning)


@pytest.mark.usefixtures("nothing_imported")
def test_samples_are_called_samples() -> None:
    test = AppTest.from_file(str(DASHBOARD), default_timeout=30).run()
    assert test.warning[0].value.startswith("These are sample logs")


def test_samples_are_shown_until_the_first_import(nothing_imported: Path, tmp_path: Path) -> None:
    assert data_source.shown() == data_source.Source(
        str(nothing_imported.parent / "samples"), is_sample=True
    )
    take_in(write_csv(tmp_path / "log.csv", LOG_HEADER, log_rows()))
    assert data_source.shown().is_sample is False


def test_every_filter_has_words_for_what_its_address_can_get_wrong() -> None:
    assert set(filter_row.NAMES) == {"period", "day", *narrowing.LISTS}
