"""SMS Log where there is nothing to show: what is said, and the way out of it; and new texts that come."""

from __future__ import annotations

from pathlib import Path

import pytest

import queries
from data import settings
from pages.parts.frame import data_source
from tests.import_files import import_file
from tests.pages.district import (
    FAILED,
    LOG_HEADER,
    NOT_YET,
    figures,
    html,
    listed,
    log_rows,
    opened,
    pressed,
    said,
    shown,
    sms_log,
    write_csv,
)


@pytest.mark.usefixtures("nothing_imported")
def test_without_any_log_the_page_says_so_and_where_one_is_taken_in() -> None:
    test = opened(sms_log)
    assert "The message log holds no texts yet." in html(test)
    assert "The Imports page takes one in." in html(test)
    assert "No message log yet" in html(test)
    assert "**No texts.**" in said(test)
    assert figures(test) == [0] * 5
    assert 'action="/download' not in html(test), "there is nothing to download"
    assert not test.get("plotly_chart")


def test_no_texts_in_these_dates_offers_the_way_to_where_there_are_some() -> None:
    test = opened(sms_log, period=["2026-01-01", "2026-01-31"], result=[FAILED])
    assert "No texts in these dates." in html(test)
    assert "The log runs from Sep 1, 2026 to Sep 29, 2026." in html(test)
    assert "can still change" not in html(test)
    assert "final" not in html(test).split("</p>", 1)[0], "where there is no text, no result is final"
    pressed(test, "go", "last_30_days")
    assert shown(test) == ["Aug 31–Sep 29, 2026"], "and nothing that could leave it empty again"
    assert test.selectbox(key="date_range").value == "last_30_days"
    assert listed(test) == 20


def test_narrowed_to_nothing_offers_to_undo_it() -> None:
    test = pressed(opened(sms_log, period=["2026-09-09", "2026-09-20"]), "result", NOT_YET)
    assert "No text matches all of this." in html(test)
    assert "There are texts in these dates, though." in html(test)
    assert NOT_YET in shown(test), "what narrowed it stays in sight"
    pressed(test, "clear", "all")
    assert shown(test) == ["Sep 9–20, 2026"], "the dates stay"
    assert listed(test) == 20


def test_a_day_without_texts_in_a_period_with_some_is_narrowed_to_nothing_too() -> None:
    test = opened(sms_log, period=["2026-09-01", "2026-09-29"], day=["2026-09-02"])
    assert "No text matches all of this." in html(test)
    assert listed(pressed(test, "clear", "all")) == 20


def watched_sms_log() -> None:
    import streamlit as st

    from data.access import Viewer
    from pages import sms_log
    from pages.parts.frame import data_source

    with data_source.reading_for_page(data_source.shown().uri):
        sms_log.show(Viewer())
    if meanwhile := st.session_state.pop("taken in meanwhile", None):
        from tests.import_files import import_file

        import_file(meanwhile)
    data_source.rerun_on_new_data()


@pytest.mark.usefixtures("nothing_imported")
def test_a_second_import_makes_a_newer_version_and_a_page_that_is_drawn_again_counts_it(
    tmp_path: Path,
) -> None:
    rows = list(log_rows())
    import_file(write_csv(tmp_path / "first.csv", LOG_HEADER, iter(rows[:100])))
    before = queries.version(settings.load().logs)
    test = opened(watched_sms_log)
    assert sum(figures(test)) == 100
    import_file(write_csv(tmp_path / "second.csv", LOG_HEADER, iter(rows)))
    assert queries.version(data_source.shown().uri) != before
    assert queries.version(data_source.shown().uri) == queries.version(settings.load().logs)
    test.run()
    assert not test.exception
    assert sum(figures(test)) == 121


@pytest.mark.usefixtures("nothing_imported")
def test_a_log_that_is_taken_in_while_a_page_is_drawn_is_shown_by_it(tmp_path: Path) -> None:
    rows = list(log_rows())
    import_file(write_csv(tmp_path / "first.csv", LOG_HEADER, iter(rows[:100])))
    test = opened(watched_sms_log)
    assert sum(figures(test)) == 100
    test.session_state["taken in meanwhile"] = write_csv(tmp_path / "second.csv", LOG_HEADER, iter(rows))
    test.run()
    assert not test.exception
    assert sum(figures(test)) == 121
