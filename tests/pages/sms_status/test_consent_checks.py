"""The consent checks of SMS Status: asked for only while they are open."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from unittest.mock import patch

import pytest

from data.access import needs, person_at_machine
from pages.parts.broadcasts import leading
from pages.parts.downloads import one_use
from pages.parts.frame import page_switch
from pages.parts.frame.session import FIELDS_TO_READ, MENU
from pages.parts.sms_status.checks import listed, other_codes, section
from pages.parts.sms_status.checks.keys import CONSENT_CHECKS_OPEN
from queries import Selection, run
from tests.import_files import import_file
from tests.pages.district import OPTED_IN, OPTED_OUT, PENDING, html, pressed, write_csv
from tests.pages.sms_status.page import SmsStatusPage
from tests.viewers import in_role

LOG = "Message ID,Broadcast,Date/Time,Phone Number,Short Code,Delivery Results"
LOGGED = "Phone Number,Short Code,SMS Status,Changed At,How"
LISTED = "Phone Number,Short Code,SMS Status,As Of"


@pytest.fixture(autouse=True)
def _opt_outs(tmp_path: Path, nothing_imported: Path) -> None:
    """Three opt-outs: texted for 15 business days, texted from another code, opted in again by a list."""
    assert nothing_imported

    def imported(name: str, header: str, *rows: list[str]) -> None:
        import_file(write_csv(tmp_path / name, header, iter(rows)))

    imported(
        "log.csv",
        LOG,
        ["m1", "Snow", "2026-10-01T10:00:00Z", "2125550101", "67587", "Sent"],
        ["m2", "Bus", "2026-10-22T15:00:00Z", "2125550101", "67587", "Sent"],
        ["m3", "Bus", "2026-10-22T15:00:00Z", "2125550102", "68453", "Sent"],
    )
    imported(
        "log of statuses.csv",
        LOGGED,
        ["2125550101", "67587", OPTED_OUT, "2026-10-01T12:00:00Z", "texted STOP"],
        ["2125550102", "67587", OPTED_OUT, "2026-10-01T12:00:00Z", "texted STOP"],
        ["2125550103", "67587", OPTED_OUT, "2026-10-01T12:00:00Z", "texted STOP"],
    )
    imported(
        "list.csv",
        LISTED,
        ["2125550101", "67587", OPTED_OUT, "2026-10-25"],
        ["2125550103", "67587", OPTED_IN, "2026-10-25"],
        ["2125550104", "67587", PENDING, "2026-10-25"],
    )


def checks(check: str = "changes") -> SmsStatusPage:
    return SmsStatusPage(check=[check])  # a link that names a check opens it


def test_nothing_is_asked_until_the_checks_are_open() -> None:
    assert "Texts still went out" not in SmsStatusPage().sentences


def test_the_url_names_the_open_check_also_the_first_and_none_of_folded_checks() -> None:
    assert checks().test.query_params == {"check": "changes"}
    assert checks("again").test.query_params == {"check": "again"}
    page = SmsStatusPage(check=["changes"])
    page.test.session_state[CONSENT_CHECKS_OPEN.name] = False
    page.test.run()
    assert not page.test.query_params


def test_going_back_to_a_url_without_a_check_folds_them() -> None:
    page = checks("again")
    page.test.query_params.clear()
    page.test.session_state[FIELDS_TO_READ.name] = {section.CHECK}
    page.test.run()
    assert not page.test.query_params
    assert page.test.session_state[CONSENT_CHECKS_OPEN.name] is False


def test_weeks_have_their_opt_ins_and_opt_outs_and_the_broadcasts_before_them() -> None:
    page = checks()
    assert (
        "The latest changes were in the week of Oct 19, 2026. Opted in: 1. Opted out: 0. "
        "In all weeks, 1 change was only noticed in a list. It counts in that list's week."
        in page.sentences
    )
    assert page.table("Opt-ins and opt-outs in each week") == [
        ["Oct 19, 2026", "1", "1", "0", "0"],
        ["Sep 28, 2026", "0", "0", "3", "0"],
    ]
    assert "1 of 3 logged opt-outs came within 4 hours after a text." in page.sentences
    assert page.table("Broadcasts before opt-outs, most opt-outs first") == [
        ["Snow", "Oct 1, 2026, 5:00 AM", "1", "1", "too few to compare"],
        ["No text within 4 hours before", "", "2", "", ""],
    ]


def test_a_broadcast_before_opt_outs_opens_its_report() -> None:
    assert 'data-press="report=Snow"' not in html(checks().test), "without a page of broadcasts, it is text"
    test = checks().test
    test.session_state[MENU.name] = {leading.PAGE: None}
    test.run()
    assert html(test).count('data-press="report=') == 1, "no text before an opt-out is no broadcast"
    with patch.object(
        page_switch, "open_page", lambda path: test.session_state.__setitem__("opened", path)
    ):
        pressed(test, "report", "Snow")
    assert (test.session_state["opened"], test.session_state["broadcast"]) == ("broadcasts", ["Snow"])


def test_texts_after_an_opt_out_are_counted_in_business_days() -> None:
    page = checks("after_stop")
    assert (
        "Texts still went out after 1 of 3 opt-outs. **After 1, they went out for more than 10 business "
        "days**, the limit in 47 CFR 64.1200(a)(10). Of these, only noticed in a list: 0." in page.sentences
    )
    assert page.table("Opt-outs with texts after them") == [
        ["(212) 555-0101", "Oct 1, 2026, 7:00 AM", "Logged", "Oct 22, 2026, 10:00 AM", "15", "1"]
    ]


def test_holidays_of_the_settings_are_no_business_days(district: Path) -> None:
    with district.open("a", encoding="utf-8") as settings:
        settings.write('holidays = [2026-10-12, "2026-10-13"]\n')
    assert checks("after_stop").table("Opt-outs with texts after them")[0][4] == "13"


def test_an_opt_in_that_only_a_list_has_is_not_on_record() -> None:
    page = checks("again")
    assert "**1 number opted in again after an opt-out, without an opt-in on record.**" in page.sentences
    assert page.table("Opted in again without an opt-in on record") == [
        [
            "(212) 555-0103",
            "67587",
            "Oct 1, 2026, 7:00 AM",
            "Oct 1, 2026, 7:00 AM",
            "Oct 25, 2026, 12:00 AM",
        ]
    ]


def test_texts_from_another_short_code_are_shown_with_the_rule() -> None:
    page = checks("other_codes")
    assert (
        "**1 number opted out of one short code, and was texted from another since.** Until Jan 31, 2027, "
        "a STOP counts for the short code that it was sent to." in page.sentences
    )
    assert page.table("Texted from another short code") == [
        [
            "(212) 555-0102",
            "67587",
            "Oct 1, 2026, 7:00 AM",
            "Logged",
            "68453",
            "Oct 22, 2026, 10:00 AM",
            "1",
        ]
    ]
    assert one_use.URL in html(page.test)
    assert other_codes.IN_FORCE.isoformat() == "2027-01-31"


def test_the_file_has_every_row_with_times_that_have_their_offset() -> None:
    rows = run("texted_from_other_codes", person_at_machine(), Selection())
    (line,) = csv.DictReader(io.StringIO(listed.csv_file(rows).decode("utf-8-sig")))
    assert line["Number"] == "+12125550102"
    assert line["Last text"] == "2026-10-22T10:00:00-05:00"
    assert line["How we know"] == "Logged"
    assert "All numbers" not in line


def test_a_viewer_of_masked_numbers_sees_counts_alone() -> None:
    viewer = in_role("help desk")
    own = [key for key, check in section.CHECKS.items() if viewer.may(*needs.QUESTIONS[check.question])]
    assert own == ["changes", "after_stop"]
