"""Record, as an administrator reads it: entries, filters, one number, and the file of a filter."""

from __future__ import annotations

import csv
import io
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from data import record
from data.access import Viewer
from data.record import end_note
from pages.parts.filters.url import pairs_of
from pages.parts.frame.session import RECORD_NUMBER
from pages.parts.record import record_file
from queries import Selection
from tests.pages.district import html, opened, text_of
from tests.pages.fetching import fetch
from tests.pages.markup import parsed
from tests.record_files import record_folder
from tests.recorded import entries

NUMBER = 12125550101
DESK = Viewer("desk@example.org", "help desk")
BO = Viewer("bo@example.org", "school", ("Lincoln High",))


def record_page() -> None:
    import queries
    from data.access import person_at_machine
    from pages import record
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        record.show(person_at_machine())


@pytest.fixture(autouse=True)
def _entries() -> None:
    for folder in (record_folder(), end_note.file_of(record_folder()).parent):
        shutil.rmtree(folder, ignore_errors=True)
    record.write(BO, "download", "Lincoln High", about="sms_log.csv", rows=1200, masked=False)
    record.write(DESK, "download", about="sms_status.csv", rows=30, masked=True)
    record.write(DESK, "look_up", about="status_of_number", masked=True, number=NUMBER)
    record.write("stranger@example.org", "refused", "Not in the access file.")


def listed(page: AppTest) -> list[list[str]]:
    """Return the cells of the list below the time, row by row."""
    rows = [row.all("td") for row in parsed(html(page)).all("tr")]
    return [[cell.text for cell in row[1:]] for row in rows if row]


def test_entries_are_listed_newest_first_with_titles_of_roles_and_actions() -> None:
    page = opened(record_page)
    assert "**4 entries.** 1 download had full numbers." in text_of(page)
    assert listed(page) == [
        ["stranger@example.org", "", "Refused", "", "", "", "Not in the access file."],
        [
            "desk@example.org",
            "Help desk",
            "Looked up a number or a person",
            "",
            "Masked",
            "status_of_number",
            "",
        ],
        ["desk@example.org", "Help desk", "Downloaded a file", "30", "Masked", "sms_status.csv", ""],
        ["bo@example.org", "School", "Downloaded a file", "1,200", "Full", "sms_log.csv", "Lincoln High"],
    ]


def test_one_click_shows_the_downloads_with_full_numbers() -> None:
    page = opened(record_page)
    button = next(each for each in page.button if each.label == "Show downloads with full numbers")
    button.click().run()
    assert [row[0] for row in listed(page)] == ["bo@example.org"]
    assert page.session_state["action"] == ["download"]
    assert page.session_state["numbers"] == ["full"]


def test_entries_about_a_number_are_found_with_the_number_in_hand() -> None:
    page = opened(record_page)
    page.text_input(key=RECORD_NUMBER.name).set_value("(212) 555-0101").run()
    assert [row[2] for row in listed(page)] == ["Looked up a number or a person"]
    assert "Download CSV" not in html(page), "a number is in no URL, so its entries can't be downloaded"
    page.text_input(key=RECORD_NUMBER.name).set_value("212-555-0199").run()
    assert "No entries match." in html(page)
    page.text_input(key=RECORD_NUMBER.name).set_value("nonsense").run()
    assert "This isn't a phone number." in page.info[0].value


def test_a_link_selects_people_and_reports_what_it_cannot_use() -> None:
    page = opened(record_page, who=["desk@example.org"], action=["look_up", "nonsense"])
    assert [row[0] for row in listed(page)] == ["desk@example.org"]
    assert "(action)" in page.info[0].value


def test_the_file_holds_the_entries_of_its_filter_and_is_recorded_itself() -> None:
    selection = Selection().with_names({"people": ["desk@example.org"]})
    query = "&".join(f"{name}={value}" for name, value in pairs_of(selection))
    answer = fetch(f"{record_file.URL}?{query}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Action"] for row in rows] == ["look_up", "download"]
    assert [row["Hash"] for row in rows] == [entry.hash for entry in reversed(entries()[1:3])]
    newest = entries()[-1]
    assert (newest.action, newest.about, newest.rows, newest.masked) == ("download", "record.csv", 2, None)
    assert fetch(f"{record_file.URL}?color=red").status == 400


def test_a_record_without_entries_says_so_and_not_to_clear_a_filter() -> None:
    shutil.rmtree(record_folder())
    text = html(opened(record_page))
    assert "Nothing was recorded yet." in text
    assert "Clear a filter" not in text
