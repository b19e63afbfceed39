"""Date ranges by name, dates selected by hand, and one day of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data import settings
from data.access import person_at_machine
from pages.parts.filters import date_ranges
from tests.import_files import import_file
from tests.pages.district import LOG_HEADER, SENT, field, opened, shown, sms_log, write_csv

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
    """Import a log with one text on each of the days."""
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
    ranges = date_ranges.available(person_at_machine())
    assert list(ranges) == KEYS
    assert [f"{own[0]:%m-%d}" for own in list(ranges.values())[:2]] == [week, month]
    assert [(own[1] - own[0]).days + 1 for own in list(ranges.values())[:2]] == [7, 30]
    assert ranges["this_month"] == (date.fromisoformat(this_month), last)
    assert "…".join(map(str, ranges["last_month"])) == last_month
    assert ranges["this_school_year"] == (date.fromisoformat(school_year), last)
    assert ranges["all"] == (first, last)
    assert all(own[1] == last for name, own in ranges.items() if name != "last_month")


@pytest.mark.usefixtures("nothing_imported")
def test_without_texts_ranges_count_back_from_today() -> None:
    today = datetime.now(settings.load().zone).date()
    assert date_ranges.available(person_at_machine())["last_7_days"] in {
        (today - timedelta(days=6), today),
        (today - timedelta(days=5), today + timedelta(days=1)),  # if midnight passes meanwhile
    }


def test_a_range_selected_by_name_sets_the_dates() -> None:
    test = opened(sms_log)
    assert field(test.selectbox, "date_range").value == "last_30_days"
    assert field(test.selectbox, "date_range").options == TITLES
    for name, own in (
        ("last_7_days", (date(2026, 9, 23), date(2026, 9, 29))),
        ("this_month", (date(2026, 9, 1), date(2026, 9, 29))),
        ("last_month", (date(2026, 8, 1), date(2026, 8, 31))),
        ("this_school_year", (date(2026, 8, 1), date(2026, 9, 29))),
        ("all", (date(2026, 9, 1), date(2026, 9, 29))),
        ("last_30_days", (date(2026, 8, 31), date(2026, 9, 29))),
    ):
        field(test.selectbox, "date_range").select(name).run()
        assert not test.exception
        assert field(test.date_input, "period").value == own
        assert field(test.selectbox, "date_range").value == name, "even if another range has the same dates"


def test_dates_selected_by_hand_show_the_range_that_has_them() -> None:
    test = opened(sms_log)
    field(test.date_input, "period").set_value((date(2026, 9, 4), date(2026, 9, 20))).run()
    assert field(test.selectbox, "date_range").value == "custom"
    assert shown(test) == ["Sep 4–20, 2026"]
    field(test.date_input, "period").set_value((date(2026, 9, 23), date(2026, 9, 29))).run()
    assert field(test.selectbox, "date_range").value == "last_7_days"


def test_selecting_custom_dates_changes_nothing() -> None:
    test = opened(sms_log)
    field(test.selectbox, "date_range").select("custom").run()
    assert not test.exception
    assert field(test.selectbox, "date_range").value == "last_30_days"
    assert shown(test) == ["Aug 31–Sep 29, 2026"]


def test_dates_in_the_url_show_the_range_that_has_them() -> None:
    assert (
        field(opened(sms_log, period=["2026-09-23", "2026-09-29"]).selectbox, "date_range").value
        == "last_7_days"
    )
    assert (
        field(opened(sms_log, period=["2026-09-22", "2026-09-29"]).selectbox, "date_range").value
        == "custom"
    )


def test_a_range_of_one_day_in_a_link_is_a_whole_range() -> None:
    test = opened(sms_log, period=["2026-09-04", "2026-09-04"])
    assert shown(test) == ["Sep 4, 2026"]
    assert not test.info
    assert test.query_params["period"] == ["2026-09-04", "2026-09-04"]


def test_a_day_outside_the_dates_is_dropped() -> None:
    test = opened(sms_log, day=["2026-09-05"])
    assert shown(test) == ["Aug 31–Sep 29, 2026", "Sep 5, 2026"]
    field(test.date_input, "period").set_value((date(2026, 9, 4), date(2026, 9, 20))).run()
    assert shown(test) == ["Sep 4–20, 2026", "Sep 5, 2026"]
    field(test.selectbox, "date_range").select("last_7_days").run()
    assert not test.exception
    assert shown(test) == ["Sep 23–29, 2026"]
    field(test.selectbox, "date_range").select("all").run()
    assert shown(test) == ["Sep 1–29, 2026"], "it doesn't come back"


def test_a_day_outside_the_dates_in_a_link_is_reported() -> None:
    test = opened(sms_log, period=["2026-09-04", "2026-09-20"], day=["2026-09-21"])
    assert shown(test) == ["Sep 4–20, 2026"]
    assert test.info[0].value == "This link has a filter we can't use (day). It was ignored."


@pytest.mark.parametrize(
    ("selected", "days", "notice"),
    [
        (
            (),
            (date(2026, 9, 1), date(2026, 9, 30)),
            "No dates are selected, so the newest 30 days are shown.",
        ),
        (
            (date(2026, 9, 4),),
            (date(2026, 9, 4), date(2026, 9, 4)),
            "Only Sep 4, 2026 is selected, so only that day is shown.",
        ),
        (
            (date(2026, 9, 9), date(2026, 9, 4)),
            (date(2026, 9, 4), date(2026, 9, 9)),
            "The dates were in reverse order, so we swapped them.",
        ),
    ],
)
def test_an_incomplete_or_reversed_range_is_corrected_with_a_notice(
    selected: tuple[date, ...], days: date_ranges.Days, notice: str
) -> None:
    assert date_ranges.complete(selected, (date(2026, 9, 1), date(2026, 9, 30))) == (days, notice)


def test_a_complete_range_has_no_notice() -> None:
    selected = (date(2026, 9, 4), date(2026, 9, 9))
    assert date_ranges.complete(selected, (date(2026, 9, 1), date(2026, 9, 30))) == (selected, None)
