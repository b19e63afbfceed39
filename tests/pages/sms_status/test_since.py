"""SMS Status beside an earlier month."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.words import vocabulary
from pages.parts.sms_status.since import Earlier
from tests.import_files import import_file
from tests.pages.district import OPTED_IN, OPTED_OUT, PENDING, write_csv
from tests.pages.sms_status.page import SmsStatusPage

LISTS = {
    "2026-07-10": [OPTED_IN, PENDING, PENDING],
    "2026-08-10": [OPTED_IN, OPTED_IN, PENDING],
    "2026-10-10": [OPTED_IN, OPTED_IN, OPTED_IN],
}


@pytest.fixture
def three_lists(tmp_path: Path, nothing_imported: Path) -> None:
    assert nothing_imported
    for day, statuses in LISTS.items():
        rows = ([f"212555010{place}", status, day] for place, status in enumerate(statuses))
        import_file(write_csv(tmp_path / f"{day}.csv", "Phone Number,SMS Status,As Of", rows))


@pytest.mark.usefixtures("three_lists")
def test_tiles_show_their_change_since_the_end_of_an_earlier_month() -> None:
    page = SmsStatusPage()
    assert page.changes == {
        PENDING: "\N{MINUS SIGN}1 since the end of Aug 2026, compared with 1",
        OPTED_IN: "+1 since the end of Aug 2026, compared with 2",
        OPTED_OUT: "No change since the end of Aug 2026, compared with 0",
    }
    field = page.test.selectbox(key="since_field")
    assert field.options == [
        "Compared with the end of Aug 2026",
        "Compared with the end of Jul 2026",
        "No comparison",
    ]
    page = SmsStatusPage(since=["2026-07"])
    assert page.changes[PENDING] == "\N{MINUS SIGN}2 since the end of Jul 2026, compared with 2"
    assert SmsStatusPage(since=["none"]).changes == {}


def test_a_single_list_has_no_earlier_month() -> None:
    page = SmsStatusPage()
    assert page.changes == {}
    assert not [field for field in page.test.selectbox if field.key == "since_field"]


@pytest.mark.usefixtures("three_lists")
def test_schools_show_the_change_of_their_share_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "ENOUGH_TEXTS", 3)
    page = SmsStatusPage()
    assert page.schools == [
        ["No school", "0.0% \N{MINUS SIGN}33.3 points, compared with 33.3%", "0", "3", "0", "3"]
    ]
    assert (
        "Under each share: its change since the end of Aug 2026. "
        "Both shares are of the contacts who are at the school now." in page.sentences
    )
    page = SmsStatusPage(since=["2026-07"])
    assert page.schools[0][1] == "0.0% \N{MINUS SIGN}66.7 points, compared with 66.7%"
    page = SmsStatusPage(since=["none"])
    assert page.schools == [["No school", "0.0%", "0", "3", "0", "3"]]
    assert "Under each share" not in page.sentences


def test_a_month_ends_where_the_next_one_begins_in_the_zone() -> None:
    assert Earlier(date(2026, 10, 1), {}).ends_at == datetime(2026, 11, 1, 5, tzinfo=UTC)
    assert Earlier(date(2026, 12, 1), {}).ends_at == datetime(2027, 1, 1, 6, tzinfo=UTC)
