"""The ranges of days that a page offers by name, dates picked by hand, and one day of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data import settings
from data.access import Viewer
from pages.parts.filters import date_ranges
from tests.import_files import import_file
from tests.pages.district import LOG_HEADER, SENT, opened, pressed, shown, sms_log, write_csv

TITLES = [
    "Last 7 days",
    "Last 30 days",
    "This month",
    "Last month",
    "This school year",
    "All dates",
    "Custom dates",
]
KEYS = ["last_7_days", "last_30_days", "this_month", "last_month", "this_school_year", "all"]


def log_of(folder: Path, *texts: date) -> None:
    """Take in a log with one text on each of some days."""
    rows = (
        [f"m{place}", "b", "Picture day", "Oak", "c0", "2125550100", SENT, "", f"{day}T23:30:00"]
        for place, day in enumerate(texts)
    )
    import_file(write_csv(folder / "log.csv", LOG_HEADER, rows))


@pytest.mark.usefixtures("nothing_imported")
@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        ("2025-10-15", "10-09 09-16 2025-10-01 2025-09-01…2025-09-30 2025-08-01"),
        ("2025-08-01", "07-26 07-03 2025-08-01 2025-07-01…2025-07-31 2025-08-01"),
        ("2025-07-31", "07-25 07-02 2025-07-01 2025-06-01…2025-06-30 2024-08-01"),
        ("2025-01-01", "12-26 12-03 2025-01-01 2024-12-01…2024-12-31 2024-08-01"),
        ("2024-03-01", "02-24 02-01 2024-03-01 2024-02-01…2024-02-29 2023-08-01"),
    ],
)
def test_each_range_counts_back_from_the_newest_text(newest: str, expected: str, tmp_path: Path) -> None:
    last, first = date.fromisoformat(newest), date(2023, 6, 5)
    log_of(tmp_path, first, last)
    week, month, this_month, last_month, school_year = expected.split()
    ranges = date_ranges.available(Viewer())
    assert list(ranges) == KEYS
    assert [f"{own[0]:%m-%d}" for own in list(ranges.values())[:2]] == [week, month]
    assert [(own[1] - own[0]).days + 1 for own in list(ranges.values())[:2]] == [7, 30]
    assert ranges["this_month"] == (date.fromisoformat(this_month), last)
    assert "…".join(map(str, ranges["last_month"])) == last_month
    assert ranges["this_school_year"] == (date.fromisoformat(school_year), last)
    assert ranges["all"] == (first, last)
    assert all(own[1] == last for name, own in ranges.items() if name != "last_month")


@pytest.mark.usefixtures("nothing_imported")
def test_without_any_text_the_ranges_count_back_from_today() -> None:
    today = datetime.now(settings.load().zone).date()
    assert date_ranges.available(Viewer())["last_7_days"] in {
        (today - timedelta(days=6), today),
        (today - timedelta(days=5), today + timedelta(days=1)),  # asked across midnight
    }


def test_a_range_that_is_picked_by_name_writes_its_dates() -> None:
    test = opened(sms_log)
    assert test.selectbox(key="date_range").value == "last_30_days"
    assert test.selectbox(key="date_range").options == TITLES
    for name, own in (
        ("last_7_days", (date(2026, 9, 23), date(2026, 9, 29))),
        ("this_month", (date(2026, 9, 1), date(2026, 9, 29))),
        ("last_month", (date(2026, 8, 1), date(2026, 8, 31))),
        ("this_school_year", (date(2026, 8, 1), date(2026, 9, 29))),
        ("all", (date(2026, 9, 1), date(2026, 9, 29))),
        ("last_30_days", (date(2026, 8, 31), date(2026, 9, 29))),
    ):
        test.selectbox(key="date_range").select(name).run()
        assert not test.exception
        assert test.date_input(key="period").value == own
        assert test.selectbox(key="date_range").value == name, "also where another range has the same dates"


def test_dates_picked_by_hand_are_named_for_what_they_are() -> None:
    test = opened(sms_log)
    test.date_input(key="period").set_value((date(2026, 9, 4), date(2026, 9, 20))).run()
    assert test.selectbox(key="date_range").value == "custom"
    assert shown(test) == ["Sep 4–20, 2026"]
    test.date_input(key="period").set_value((date(2026, 9, 23), date(2026, 9, 29))).run()
    assert test.selectbox(key="date_range").value == "last_7_days"


def test_chosen_dates_is_no_range_to_go_to() -> None:
    test = opened(sms_log)
    test.selectbox(key="date_range").select("custom").run()
    assert not test.exception
    assert test.selectbox(key="date_range").value == "last_30_days"
    assert shown(test) == ["Aug 31–Sep 29, 2026"]


def test_dates_in_the_address_name_their_range() -> None:
    assert (
        opened(sms_log, period=["2026-09-23", "2026-09-29"]).selectbox(key="date_range").value
        == "last_7_days"
    )
    assert (
        opened(sms_log, period=["2026-09-22", "2026-09-29"]).selectbox(key="date_range").value == "custom"
    )


def test_a_day_outside_the_period_is_forgotten() -> None:
    test = pressed(opened(sms_log), "day", "2026-09-05")
    assert shown(test) == ["Aug 31–Sep 29, 2026", "Sep 5, 2026"]
    test.date_input(key="period").set_value((date(2026, 9, 4), date(2026, 9, 20))).run()
    assert shown(test) == ["Sep 4–20, 2026", "Sep 5, 2026"]
    test.selectbox(key="date_range").select("last_7_days").run()
    assert not test.exception
    assert shown(test) == ["Sep 23–29, 2026"]
    test.selectbox(key="date_range").select("all").run()
    assert shown(test) == ["Sep 1–29, 2026"], "and stays so"


def test_a_day_outside_the_period_in_the_address_is_left_out_and_it_is_said() -> None:
    test = opened(sms_log, period=["2026-09-04", "2026-09-20"], day=["2026-09-21"])
    assert shown(test) == ["Sep 4–20, 2026"]
    assert test.info[0].value == "This link has a filter we can't use (day). It was ignored."


@pytest.mark.parametrize(
    ("picked", "expected"),
    [
        ((), (date(2026, 9, 1), date(2026, 9, 30))),
        ((date(2026, 9, 4),), (date(2026, 9, 4), date(2026, 9, 4))),
        ((date(2026, 9, 9), date(2026, 9, 4)), (date(2026, 9, 4), date(2026, 9, 9))),
    ],
)
def test_a_range_that_is_none_is_read_honestly(
    picked: tuple[date, ...], expected: date_ranges.Days
) -> None:
    read, notice = date_ranges.complete(picked, (date(2026, 9, 1), date(2026, 9, 30)))
    assert read == expected
    assert notice


def test_a_range_that_is_one_is_taken_without_a_word() -> None:
    picked = (date(2026, 9, 4), date(2026, 9, 9))
    assert date_ranges.complete(picked, (date(2026, 9, 1), date(2026, 9, 30))) == (picked, None)
