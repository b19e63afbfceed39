"""What the name of a column, or a line above all columns, says of the times below it."""

from __future__ import annotations

import pytest

from data.importer.rows.times import headings

NAMES = {
    "Sent on (UTC+0)": ("UTC",),
    "Date/Time (UTC)": ("UTC",),
    "Date/Time Start (UTC)": ("UTC",),
    "Created [GMT]": ("UTC",),
    "Time (CT)": ("America/Chicago",),
    "Date (America/Chicago)": ("America/Chicago",),
    "Time (UTC-05:00)": ("Etc/GMT+5",),
    "Time (Central Time (US & Canada))": ("America/Chicago",),
    "Time (Central)": ("America/Chicago",),
    "Sent At Eastern": ("America/New_York",),
    "Sent At - Pacific Time": ("America/Los_Angeles",),
    "Sent Date ET": ("America/New_York",),
    "sent_at_utc": ("UTC",),
    "createdAtUtc": ("UTC",),
    "UTC Time": ("UTC",),
    "GMT Date": ("UTC",),
    "Time (CDT)": ("Etc/GMT+5", "America/Chicago"),
    "Time (EST)": ("Etc/GMT+5", "America/New_York"),
    "Time (IST)": (),
    "Time (BST)": (),
    "Time (UTC+5:30)": (),
    "Date/Time": None,
    "Time (local)": None,
    "Date (MM/DD/YYYY)": None,
    "Date (sent)": None,
    "Est. Delivery Time": None,
    "Sent ct": None,
    "Time": None,
    "UTC": None,
    "Sent ET": ("America/New_York",),
    "Sent At US Mountain Standard Time": ("Etc/GMT+7", "America/Phoenix"),
    "Sent utc-5": ("Etc/GMT+5",),
    "Sent Est": None,
    "Sent Akst": None,
    "Time (ct)": None,
    "Time (Z)": None,
}
LINES = {
    "All times are Central Time": ("America/Chicago",),
    "All times are in UTC.": ("UTC",),
    "All times shown in Eastern Time (US & Canada)": ("America/New_York",),
    "Timezone: America/Chicago": ("America/Chicago",),
    "Time zone,US/Pacific": ("America/Los_Angeles",),
    "Report time zone: UTC": ("UTC",),
    "Time Zone: (UTC-06:00) Central Time (US & Canada)": ("America/Chicago",),
    "Report times displayed in CT": ("America/Chicago",),
    "Timestamps are UTC-5": ("Etc/GMT+5",),
    "All times are in IST": (),
    "All times are Mountain Standard Time now": ("Etc/GMT+7", "America/Denver"),
    "Times are in the zone of the office (America/Chicago)": ("America/Chicago",),
    "Times are in the zone of the office (downtown)": None,
    "Times are in local time": None,
    "Generated 5/6/2026 10:00 AM CT": None,
    "Message log of Central High School": None,
    "": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_columns_name_states_its_zone(name: str) -> None:
    stated = headings.zone_of_name(name)
    assert _alike(stated.zones if stated else None, NAMES[name])


@pytest.mark.parametrize("line", LINES)
def test_a_line_above_the_header_states_the_zone(line: str) -> None:
    stated = headings.zone_of_lines([line])
    assert _alike(stated.zones if stated else None, LINES[line])


def test_lines_that_state_different_zones_state_none_that_is_known() -> None:
    stated = headings.zone_of_lines(["All times are in UTC", "Time zone: America/Chicago"])
    assert stated == headings.Stated((), "All times are in UTC", "")


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Sent on (UTC+0)", "Sent on"),
        ("Sent At Eastern", "Sent At"),
        ("UTC Time", "Time"),
        ("Date (MM/DD/YYYY)", "Date"),
        ("Date (sent)", "Date (sent)"),
    ],
)
def test_a_columns_name_is_known_without_its_zone(name: str, rest: str) -> None:
    assert headings.without_marks(name).strip() == rest


@pytest.mark.parametrize(
    ("name", "order"),
    [
        *(("Date (MM/DD/YYYY)", "mdy"), ("Date dd-mm-yy", "dmy"), ("Day (yyyy-mm-dd)", "ymd")),
        *(("Date", None), ("Time (HH:MM)", None), ("Date (d/d/y)", None)),
        ("Date (M/D/YYYY)", "mdy"),
    ],
)
def test_a_columns_name_states_the_order_of_dates(name: str, order: str | None) -> None:
    assert headings.order_of_name(name) == order


def _alike(zones: tuple[str, ...] | None, expected: tuple[str, ...] | None) -> bool:
    """Return whether the zones are the same; the tz database has two names for some."""
    same = {"US/Pacific": "America/Los_Angeles"}
    named = None if zones is None else tuple(same.get(zone, zone) for zone in zones)
    return named == expected
