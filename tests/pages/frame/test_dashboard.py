"""The dashboard around its pages: errors, and samples until the first import."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.access import Viewer
from pages.parts.frame import data_source
from tests.import_files import import_file
from tests.pages.district import DASHBOARD, LOG_HEADER, log_rows, write_csv


def opened_dashboard() -> AppTest:
    test = AppTest.from_file(str(DASHBOARD), default_timeout=30).run()
    assert not test.exception
    return test


def test_problem_is_shown_with_the_next_step(nothing_imported: Path) -> None:
    nothing_imported.write_text('timezone = "Mars"\n', encoding="utf-8")
    error = opened_dashboard().error[0].value
    assert "“timezone”" in error
    assert "America/Chicago" in error


def test_unexpected_error_is_shown_and_logged_without_its_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_viewer: Viewer) -> None:
        raise KeyError("(212) 555-0101")

    monkeypatch.setattr("pages.broadcasts.show", broken)
    error = opened_dashboard().error[0].value
    assert error == (
        "**Something went wrong on our side, and the details are in the server log.** "
        "Try again, or contact your district office."
    )
    assert "KeyError at" in caplog.text
    assert "555" not in caplog.text


def test_a_full_disk_is_shown_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_viewer: Viewer) -> None:
        raise OSError(errno.ENOSPC, "(212) 555-0101")

    monkeypatch.setattr("pages.broadcasts.show", no_space)
    error = opened_dashboard().error[0].value
    assert "The disk is full" in error
    assert "Free some space" in error
    assert "555" not in error


def test_dashboard_opens_on_broadcasts_without_a_sample_strip() -> None:
    test = opened_dashboard()
    assert test.title[0].value == "Broadcasts"
    assert not any("Sample" in strip.value for strip in test.warning)


@pytest.mark.usefixtures("nothing_imported")
def test_samples_are_called_samples() -> None:
    assert opened_dashboard().warning[0].value == "Sample data. Import a file to replace it."


def test_samples_are_shown_until_the_first_import(nothing_imported: Path, tmp_path: Path) -> None:
    samples = str(nothing_imported.parent / "samples")
    assert data_source.shown() == data_source.Source(samples, is_sample=True)
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, log_rows()))
    assert data_source.shown().is_sample is False


def page_of_moved_data() -> None:
    from data.access import person_at_machine
    from data.errors import Problem
    from pages.parts.frame import data_source
    from pages.parts.imports import moved

    try:
        data_source.shown()
    except Problem as problem:
        moved.show(problem, person_at_machine(), can_confirm=True)


def test_data_that_is_gone_is_an_error_until_it_is_back_or_confirmed(nothing_imported: Path) -> None:
    logs = nothing_imported.parent / "logs"
    import_file(write_csv(nothing_imported.parent / "log.csv", LOG_HEADER, log_rows()))
    assert opened_dashboard().title[0].value == "Broadcasts"
    away = logs.rename(logs.with_name("away"))
    gone = opened_dashboard()
    assert "The stored data is missing" in gone.error[0].value
    assert [*gone.title, *gone.button, *gone.warning] == []
    away.rename(logs)
    assert opened_dashboard().title[0].value == "Broadcasts"
    logs.rename(away)
    (confirm,) = AppTest.from_function(page_of_moved_data).run().button
    assert confirm.label == "Use this folder from now on"
    assert not confirm.click().run().error
    assert opened_dashboard().warning[0].value == "Sample data. Import a file to replace it."
