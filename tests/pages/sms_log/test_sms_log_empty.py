"""SMS Log where there is nothing to show, and the next step from there; and new texts that come."""

from __future__ import annotations

from pathlib import Path

import pytest

import queries
from data import settings
from pages.parts.frame import data_source
from tests.import_files import import_file
from tests.pages.district import LOG_HEADER, NOT_YET, field, log_rows, opened, write_csv
from tests.pages.sms_log.page import SmsLogPage, opened_page


@pytest.mark.usefixtures("nothing_imported")
def test_page_without_a_log_says_so_and_where_to_import_one() -> None:
    page = SmsLogPage()
    assert page.empty.text == "No texts yet. Import a log on the Imports page."
    assert page.freshness == "No log yet No consent list yet"
    assert page.finding == "**No texts.**"
    assert page.counts == [0] * 5
    assert 'action="/download' not in page.html, "there is nothing to download"
    assert not page.test.get("plotly_chart")


def test_dates_without_texts_offer_the_last_30_days() -> None:
    page = SmsLogPage(period=["2026-01-01", "2026-01-31"], result=["failed"])
    assert page.empty.text == (
        "No texts in this date range. The log covers Sep 1–29, 2026. Show the last 30 days"
    )
    assert "can still change" not in page.freshness
    assert "final" not in page.freshness, "without texts, no result is final"
    page.click("go", "last_30_days")
    assert (page.dates, page.chips) == ("Aug 31–Sep 29, 2026", []), "no filter can empty the page again"
    assert field(page.test.selectbox, "date_range").value == "last_30_days"
    assert len(page.rows) == 20


def test_filters_that_match_nothing_can_be_cleared() -> None:
    page = SmsLogPage(period=["2026-09-09", "2026-09-20"]).click_result(NOT_YET)
    assert page.empty.text == (
        "No texts match these filters. This date range has other texts. Clear filters"
    )
    assert page.chips == [NOT_YET]
    page.click("clear", "all")
    assert (page.dates, page.chips) == ("Sep 9–20, 2026", []), "the dates stay"
    assert len(page.rows) == 20


def test_selected_day_without_texts_counts_as_a_filter() -> None:
    page = SmsLogPage(period=["2026-09-01", "2026-09-29"], day=["2026-09-02"])
    assert page.empty.text.startswith("No texts match these filters.")
    assert len(page.click("clear", "all").rows) == 20


def watched_sms_log() -> None:
    import streamlit as st

    from data.access import person_at_machine
    from pages import sms_log
    from pages.parts.frame import data_source

    with data_source.reading_for_page(data_source.shown()):
        sms_log.show(person_at_machine())
    if file := st.session_state.pop("imported meanwhile", None):
        from tests.import_files import import_file

        import_file(file)
    data_source.rerun_on_change(person_at_machine())


@pytest.mark.usefixtures("nothing_imported")
def test_page_counts_a_second_import_when_it_is_drawn_again(tmp_path: Path) -> None:
    rows = list(log_rows())
    import_file(write_csv(tmp_path / "first.csv", LOG_HEADER, iter(rows[:100])))
    before = queries.version(settings.load().logs)
    page = opened_page(opened(watched_sms_log))
    assert sum(page.counts) == 100
    import_file(write_csv(tmp_path / "second.csv", LOG_HEADER, iter(rows)))
    assert queries.version(data_source.shown().uri) != before
    assert queries.version(data_source.shown().uri) == queries.version(settings.load().logs)
    assert sum(page.run().counts) == 121


@pytest.mark.usefixtures("nothing_imported")
def test_page_shows_a_log_that_is_imported_while_it_is_drawn(tmp_path: Path) -> None:
    rows = list(log_rows())
    import_file(write_csv(tmp_path / "first.csv", LOG_HEADER, iter(rows[:100])))
    page = opened_page(opened(watched_sms_log))
    assert sum(page.counts) == 100
    page.test.session_state["imported meanwhile"] = write_csv(
        tmp_path / "second.csv", LOG_HEADER, iter(rows)
    )
    assert sum(page.run().counts) == 121
