"""Notes on the pages: who reads them, who writes them, and where they stand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from data.tables import notes, store
from data.tables.notes import Draft
from queries import Selection
from tests.pages.district import html, opened, sms_log, sms_status
from tests.pages.fetching import download_url, fetch
from tests.pages.sms_log.page import DAYS, opened_page
from tests.recorded import entries

SEP_29 = date(2026, 9, 29)  # the last day with texts


def rounded_totals() -> None:
    import queries
    from data.access import Viewer
    from pages import totals
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        totals.show(Viewer("someone", "totals only"))


def of_one_school() -> None:
    import queries
    from data.access import Viewer
    from pages import sms_log
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        sms_log.show(Viewer("a principal", "school", ("Lincoln High",)))


@pytest.fixture(autouse=True)
def uri() -> Iterator[str]:
    """The address of the logs, where no test leaves a note."""
    logs = settings.load().logs
    yield logs
    for note in notes.every(logs):
        notes.remove(logs, note)


def _open_notes(page: AppTest) -> AppTest:
    page.button(key="open_notes").click().run()
    assert not page.exception
    return page


def _button(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def _listed(page: AppTest) -> str:
    return html(page).partition('aria-label="Notes on days"')[2].partition("</section>")[0]


def test_a_note_is_written_changed_and_removed_in_the_dialog(uri: str) -> None:
    page = _open_notes(opened(sms_log))
    assert [field.value for field in page.date_input[-2:]] == [SEP_29, SEP_29], "the newest day shown"
    page.text_area[0].input("Short code moved")
    page.date_input[-2].set_value(date(2026, 9, 28))
    _button(page, "Add note")
    assert "<b>a</b> <span>Sep 28–29, 2026: Short code moved</span>" in _listed(page)
    shown = opened_page(page).figure(DAYS)
    assert [letter["text"] for letter in shown["layout"]["annotations"]][-1] == "<b>a</b>"
    assert not page.text_area, "the dialog is closed"

    (note,) = notes.every(uri)
    _open_notes(page).selectbox(key="note_to_write").set_value(note.note_id).run()
    assert page.text_area[0].value == "Short code moved"
    page.text_area[0].input("Short code moved to 67587")
    _button(page, "Save note")
    assert "Short code moved to 67587" in _listed(page)

    _open_notes(page).selectbox(key="note_to_write").set_value(note.note_id).run()
    _button(page, "Remove note")
    assert len(notes.every(uri)) == 1, "it is asked first"
    assert not page.text_area, "nothing else can be clicked then"
    _button(page, "Keep note")
    _button(page, "Remove note")
    _button(page, "Remove note")
    assert notes.every(uri) == []
    assert _listed(page) == ""
    assert [one.action for one in entries()][-3:] == ["note", "note_change", "note_removal"]


def test_a_phone_number_is_refused_in_the_dialog_and_stays_to_be_corrected(uri: str) -> None:
    page = _open_notes(opened(sms_log))
    page.text_area[0].input("Call (212) 555-0101")
    _button(page, "Add note")
    assert "A note can't have a phone number in it" in page.error[0].value
    assert page.text_area[0].value == "Call (212) 555-0101"
    assert notes.every(uri) == []


def test_a_selected_day_is_the_day_of_a_new_note() -> None:
    page = _open_notes(opened(sms_log, day=["2026-09-09"]))
    assert [field.value for field in page.date_input[-2:]] == [date(2026, 9, 9)] * 2


def test_selected_dates_are_the_days_of_a_new_note() -> None:
    page = _open_notes(opened(sms_log, period=["2026-09-03", "2026-09-10"]))
    assert [field.value for field in page.date_input[-2:]] == [date(2026, 9, 3), date(2026, 9, 10)]


def test_the_notes_stand_under_each_chart_over_time(uri: str) -> None:
    notes.add(uri, Draft(date(2026, 9, 30), date(2026, 9, 30), "First list"))
    notes.add(uri, Draft(date(2026, 9, 1), date(2026, 9, 2), "Strike"))
    assert "Sep 1–2, 2026: Strike" in _listed(opened(sms_log))
    assert "Sep 30, 2026: First list" in _listed(opened(sms_status))


def test_a_principal_reads_the_notes_of_her_school_and_writes_none(uri: str) -> None:
    for school in (None, "Lincoln High", "Elsewhere"):
        notes.add(uri, Draft(SEP_29, SEP_29, f"At {school}", school))
    page = opened(of_one_school)
    assert "At None" in _listed(page)
    assert "At Lincoln High (Lincoln High)" in _listed(page)
    assert "Elsewhere" not in html(page)
    assert not [button for button in page.button if button.key == "open_notes"]


def test_viewers_of_rounded_totals_read_no_notes(uri: str) -> None:
    notes.add(uri, Draft(date(2026, 9, 1), date(2026, 9, 2), "Strike"))
    assert "Strike" not in html(opened(rounded_totals))


def test_a_note_of_another_school_is_not_shown_with_a_selected_school(uri: str) -> None:
    notes.add(uri, Draft(SEP_29, SEP_29, "Boiler", "Elsewhere"))
    assert "Boiler" in _listed(opened(sms_log))
    assert "Boiler" not in html(opened(sms_log, school=["Lincoln High"]))


def test_the_about_sheet_has_the_notes_on_the_days_of_its_rows(uri: str) -> None:
    for day, note, school in ((3, "Snow day", "Lincoln High"), (5, "Strike", None), (9, "Later", None)):
        notes.add(uri, Draft(date(2026, 9, day), date(2026, 9, day), note, school))
    of_days = Selection(date(2026, 9, 3), date(2026, 9, 8))
    assert _noted("sms_log", of_days) == ["Sep 3, 2026: Snow day (Lincoln High)", "Sep 5, 2026: Strike"]
    assert len(_noted("sms_log", Selection())) == 3
    assert _noted("sms_status", Selection()) == []


def _noted(report: str, selection: Selection) -> list[str]:
    workbook = io.BytesIO(fetch(download_url(report, "xlsx", selection)).content)
    about = openpyxl.load_workbook(workbook)["About"]
    return [text for label, text in about.iter_rows(values_only=True) if label == "Note on days"]


def test_a_damaged_table_of_notes_leaves_the_charts(uri: str) -> None:
    notes.add(uri, Draft(SEP_29, SEP_29, "Strike"))
    file = Path(store.newest(uri).files("day_notes")[0])
    aside = file.rename(file.with_suffix(".aside"))
    try:
        page = opened(sms_log)
    finally:
        aside.rename(file)
    assert "A file of the table day\\_notes is missing" in page.error[0].value
    assert len(page.get("plotly_chart")) == 2
