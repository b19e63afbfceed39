"""Opt-outs that families gave an office: entered on the page or as a file, and cleared by the next list."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data import clock, settings
from data.access import Viewer, person_at_machine
from data.errors import Problem
from data.tables import office
from pages.parts.sms_status.checks import at_office, office_entry, office_file
from pages.parts.sms_status.checks.office_entry import Request
from tests.import_files import import_file
from tests.pages.district import OPTED_IN, OPTED_OUT, html, write_csv
from tests.pages.sms_status.page import SmsStatusPage
from tests.viewers import in_role

LABEL = "Opt-outs at the office"
TODAY = date(2026, 11, 27)
NUMBER = 12125550101


@pytest.fixture(autouse=True)
def _lists(tmp_path: Path, nothing_imported: Path) -> None:
    assert nothing_imported
    contacts = [
        ["C-1", "2125550101", "Lincoln High", "2026-09-01"],
        ["C-2", "2125550101", "Grant Elementary", "2026-09-01"],
        ["C-3", "2125550102", "Lincoln High", "2026-09-01"],
    ]
    header = "Contact ID,Phone Number,School,As Of"
    import_file(write_csv(tmp_path / "contacts.csv", header, iter(contacts)))
    _list(tmp_path, OPTED_IN, "2026-09-01")


def _list(folder: Path, status: str, day: str) -> None:
    rows = ([f"212555010{place}", status, day] for place in (1, 2))
    import_file(write_csv(folder / f"{day}.csv", "Phone Number,SMS Status,As Of", rows))


def _page() -> SmsStatusPage:
    return SmsStatusPage(check=["at_office"])


def _enter(page: SmsStatusPage, number: str, day: date) -> None:
    (field,) = [own for own in page.test.text_input if own.label == "Number that opted out"]
    field.set_value(number)
    (day_field,) = [own for own in page.test.date_input if own.label == "Day of the opt-out"]
    day_field.set_value(day)
    (button,) = [own for own in page.test.button if own.label == "Save opt-out"]
    button.click().run()
    assert not page.test.exception


def test_an_entered_opt_out_is_open_until_a_list_has_it(tmp_path: Path) -> None:
    page = _page()
    assert "Families can opt out by any reasonable means" in page.sentences
    _enter(page, "(212) 555-0101", date(2026, 10, 1))
    assert page.test.success[0].value == "1 opt-out saved."
    assert "**1 opt-out isn't on the messaging service's list.** Enter it there." in page.sentences
    assert "1 has been open for more than 5 business days." in html(page.test)
    assert "1 opt-out at the office is overdue" in html(SmsStatusPage().test), "also while nothing is open"
    ((number, state, day, *_rest),) = page.table(LABEL)
    assert (number, state, day) == ("(212) 555-0101", "Overdue", "Oct 1, 2026")
    assert "2125550101" not in str(page.test.query_params)

    _list(tmp_path, OPTED_OUT, "2026-10-05")
    page = _page()
    assert "The messaging service's list has every opt-out that was entered here." in page.sentences
    ((_number, state, _day, since, *_more),) = page.table(LABEL)
    assert (state, since) == ("On the service's list", "Oct 5, 2026")


def test_an_opt_out_of_today_is_not_overdue_yet() -> None:
    page = _page()
    _enter(page, "212-555-0102", clock.today(settings.load().zone))
    assert page.table(LABEL)[0][1] == "Open"
    assert "has been open" not in html(page.test)


def test_what_is_no_number_is_refused_and_nothing_stored() -> None:
    page = _page()
    _enter(page, "555", date(2026, 10, 1))
    assert page.test.error[0].value.startswith("**This isn't a phone number")
    assert office.every(settings.load().logs) == []


def test_an_entry_is_made_for_each_school_whose_contacts_have_the_number() -> None:
    drafts = office_entry.drafts_of(person_at_machine(), Request(NUMBER, date(2026, 10, 1)))
    assert {(draft.school, draft.contact_id) for draft in drafts} == {
        ("Lincoln High", "C-1"),
        ("Grant Elementary", "C-2"),
    }
    assert {draft.happened_at for draft in drafts} == {datetime(2026, 10, 1, 5, tzinfo=UTC)}
    (draft,) = office_entry.drafts_of(_principal(), Request(NUMBER, date(2026, 10, 1)))
    assert draft.school == "Lincoln High"


def test_a_school_enters_only_numbers_of_its_own_contacts() -> None:
    with pytest.raises(Problem, match="No contact at your schools"):
        office_entry.drafts_of(_principal(), Request(12125550199, date(2026, 10, 1)))
    (draft,) = office_entry.drafts_of(person_at_machine(), Request(12125550199, date(2026, 10, 1)))
    assert draft.school is None


def _principal() -> Viewer:
    return in_role("school", ("Lincoln High",))


def test_a_withdrawn_opt_out_is_gone() -> None:
    page = _page()
    _enter(page, "2125550101", date(2026, 10, 1))
    assert len(office.every(settings.load().logs)) == 2, "one for each school"
    (field,) = [own for own in page.test.selectbox if own.label == "Opt-out"]
    field.select_index(0).run()
    (button,) = [own for own in page.test.button if own.label == "Withdraw opt-out"]
    button.click().run()
    assert not page.test.exception
    assert page.test.success[0].value == "The opt-out was withdrawn."
    assert office.every(settings.load().logs) == []


def test_a_file_names_the_line_and_the_column_of_each_row_that_cannot_be_used() -> None:
    tomorrow = clock.today(settings.load().zone) + timedelta(days=1)
    text = (
        "Name,Phone,Date\n"
        "Ana,(212) 555-0101,10/5/2026\n"
        "Ben,none,10/5/2026\n"
        "Cy,212-555-0102,2026-10-06\n"
        "Di,2125550103,soon\n"
        f"Ed,2125550104,{tomorrow}\n"
    )
    requests = office_file.read(text.encode(), "calls.csv")
    assert requests.usable == [
        Request(NUMBER, date(2026, 10, 5)),
        Request(12125550102, date(2026, 10, 6)),
    ]
    assert requests.wrong == [
        "Line 3, Number: not a phone number.",
        "Line 5, Date: not a date such as 10/5/2026.",
        "Line 6, Date: later than today.",
    ]


def test_a_file_without_the_columns_is_refused_with_what_to_do() -> None:
    with pytest.raises(Problem, match="needs a column for the number") as error:
        office_file.read(b"Name,Date\nAna,10/5/2026\n", "calls.csv")
    assert "“Number”" in error.value.next_step


@pytest.mark.parametrize("broken", ['"2125550101,10/5/2026\n', "2125550101,10/5/2026,3,4\n"])
def test_a_file_that_cannot_be_read_is_refused_without_its_numbers(broken: str) -> None:
    with pytest.raises(Problem, match="can't be read") as error:
        office_file.read(f"Number,Date\n{broken}".encode(), "calls.csv")
    assert "2125550101" not in str(error.value)
    assert error.value.__suppress_context__, "a log would print DuckDB's own message, which quotes numbers"


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (["cleared"], "The messaging service's list has every opt-out that was entered here."),
        (["open", "cleared"], "**1 opt-out isn't on the messaging service's list.** Enter it there."),
        (
            ["overdue", "open"],
            "**2 opt-outs aren't on the messaging service's list.** Enter them there.",
        ),
    ],
)
def test_the_finding_counts_what_the_service_does_not_have(states: list[str], sentence: str) -> None:
    assert at_office.finding(states) == sentence
