"""SMS Status as it was at the end of an earlier day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.import_files import import_file
from tests.pages.district import OPTED_IN, PENDING, field, write_csv
from tests.pages.sms_status.page import SmsStatusPage

LISTS = {
    "2026-07-10": [OPTED_IN, PENDING, PENDING],
    "2026-08-10": [OPTED_IN, OPTED_IN, PENDING],
    "2026-10-10": [OPTED_IN, OPTED_IN, OPTED_IN],
}


@pytest.fixture(autouse=True)
def _three_lists(tmp_path: Path, nothing_imported: Path) -> None:
    assert nothing_imported
    for day, statuses in LISTS.items():
        rows = ([f"212555010{place}", status, day] for place, status in enumerate(statuses))
        import_file(write_csv(tmp_path / f"{day}.csv", "Phone Number,SMS Status,As Of", rows))


def test_every_figure_is_that_of_the_end_of_the_day() -> None:
    page = SmsStatusPage(on=["2026-09-30"])
    assert "**On Sep 30, 2026, 2 of 3 numbers (66.7%) could be texted.** Pending" in page.sentences
    assert page.tiles[PENDING].numbers == "1 number, 33.3%"
    assert page.schools == [["No school", "too few to compare", "1", "2", "0", "3"]]
    assert [row[1] for row in page.rows] == [PENDING, OPTED_IN, OPTED_IN]
    assert {offer.label for offer in page.downloads} >= {"Pending Opt-In: 1 row", "Opted In: 2 rows"}
    assert page.chips == ["clear=on"]
    assert "**3 of 3 numbers (100%) can be texted.**" in SmsStatusPage().sentences


def test_a_day_is_compared_with_months_that_ended_before() -> None:
    page = SmsStatusPage(on=["2026-08-31"])
    assert page.changes[PENDING] == "\N{MINUS SIGN}1 since the end of Jul 2026, compared with 2"
    field_of_months = page.test.selectbox(key="since_field")
    assert field_of_months.options == ["Compared with the end of Jul 2026", "No comparison"]


def test_a_selected_day_is_kept_in_the_url_and_a_chip_clears_it() -> None:
    page = SmsStatusPage()
    field(page.test.date_input, "on").set_value(date(2026, 9, 30)).run()
    assert page.test.query_params["on"] == "2026-09-30"
    page.set_state(pressed=[("clear", "on")])
    assert "on" not in page.test.query_params
    assert "can be texted" in page.sentences


@pytest.mark.parametrize("day", ["2199-01-01", "yesterday"])
def test_a_day_that_cannot_be_used_is_ignored_and_said_so(day: str) -> None:
    page = SmsStatusPage(on=[day])
    assert "can be texted" in page.sentences
    assert page.test.info[0].value == (
        "This link has a filter we can't use (day of the statuses). It was ignored."
    )


def test_a_day_before_all_lists_has_no_numbers() -> None:
    page = SmsStatusPage(on=["2026-07-09"])
    assert "**On Jul 9, 2026, 0 of 0 numbers (" in page.sentences
    assert page.empty.startswith("No numbers match these filters.")
