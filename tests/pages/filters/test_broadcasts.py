"""The field of broadcasts: its search, what it selects, and the titles of those selected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.access import person_at_machine
from pages.parts.filters import broadcasts, options
from queries import Selection
from tests.import_files import import_file
from tests.pages.district import FORMULA, LOG_HEADER, SENT, write_csv
from tests.pages.sms_log.page import SmsLogPage

PICTURE_DAY, FORMULA_DAY = "Picture day · Sep 1, 2026", f"{FORMULA} · Sep 1, 2026"


def test_broadcasts_are_listed_newest_first_with_their_dates_once_the_field_is_open() -> None:
    page = SmsLogPage()
    assert 'class="sms choices"' not in page.html
    assert page.search_broadcasts() == [
        ("Picture day", "Sep 1, 2026", False),
        (FORMULA, "Sep 1, 2026", False),
    ]
    assert "2 broadcasts" in page.html


def test_search_finds_a_part_of_the_name_within_the_other_filters() -> None:
    page = SmsLogPage()
    assert page.search_broadcasts(" PÍCT ") == [("Picture day", "Sep 1, 2026", False)]
    assert page.search_broadcasts("xyz") == []
    assert "No broadcast matches these letters and filters." in page.html
    other_days = SmsLogPage(period=["2026-08-01", "2026-08-02"])
    assert other_days.search_broadcasts() == []


def test_selected_broadcasts_stay_as_chips_that_clear_one_each() -> None:
    page = SmsLogPage()
    page.search_broadcasts()
    page.click("pick", "b1").click("pick", "b0")
    assert page.chips == [PICTURE_DAY, FORMULA_DAY, "Clear all"]
    assert [selected for _name, _day, selected in page.search_broadcasts("pict")] == [True]
    assert page.offers("pick=b0"), "it isn't listed, but can be cleared"
    page.click("pick", "b0")
    assert page.chips == [PICTURE_DAY]
    assert page.test.session_state["broadcast"] == ["b1"]


@pytest.mark.usefixtures("nothing_imported")
def test_more_matches_than_are_listed_are_counted(tmp_path: Path) -> None:
    many = broadcasts.LISTED + 5
    rows = (
        [
            f"s{n}",
            f"s{n}",
            f"Bake sale {n}",
            "Oak",
            "c0",
            "2125550100",
            SENT,
            "",
            f"2026-09-{n + 1:02d}T08:00",
        ]
        for n in range(many)
    )
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, rows))
    page = SmsLogPage(period=["2026-09-01", "2026-09-30"])
    assert len(page.search_broadcasts("sale")) == broadcasts.LISTED
    assert f"The newest {broadcasts.LISTED} of {many} broadcasts." in page.html


def test_titles_are_those_of_keys_and_of_titles_in_old_links() -> None:
    viewer = person_at_machine()
    assert broadcasts.titles_of([], viewer) == {}
    assert broadcasts.titles_of(["b1"], viewer) == {"b1": PICTURE_DAY}
    assert broadcasts.titles_of([PICTURE_DAY, "Ghost · Sep 1, 2026"], viewer) == {"b1": PICTURE_DAY}


def test_titles_of_an_answer_are_written_once_and_those_of_few_stay() -> None:
    viewer, every = person_at_machine(), Selection()
    titles = options.broadcast_titles(viewer, every)
    assert list(titles) == [key for key, _title in sorted(titles.items(), reverse=True)] == ["b1", "b0"]
    assert options.broadcast_titles(viewer, every) is titles
    for day in range(1, options.KEPT_LISTS + 5):
        options.broadcast_titles(viewer, Selection(date(2026, 9, day), date(2026, 9, day)))
    assert len(options._written) <= options.KEPT_LISTS
