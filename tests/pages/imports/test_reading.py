"""How an uploaded file is recognized, corrected by hand, examined, and imported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data import settings
from pages.parts.frame import data_source
from tests.import_files import LOG, csv_text, messages, number, rows_of, text
from tests.pages.district import FAILED, OPTED_IN, OPTED_OUT, SENT
from tests.pages.imports.page import ImportsPage
from tests.queued import empty_queue

pytestmark = pytest.mark.usefixtures("nothing_imported")
TWILIO = "Sid,AccountSid,NumSegments,SentDate,To,From,Status,Direction\n"
LOCAL = "SM1,AC1,1,2026-09-30 08:12:00,+12125550105,67587,delivered,outbound-api\n"
FOREIGN = ("Line", "Handset", "When", "Outcome", "Text")


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    yield from empty_queue()


def _foreign(*words: str) -> bytes:
    """A log of an unknown service: two columns of numbers, one of times, and words of its own."""
    rows = [
        [number(90), number(place), f"2026-09-30 08:{place:02d}:01", word, "Hi"]
        for place, word in enumerate(words, 1)
    ]
    return csv_text(FOREIGN, *rows).encode()


def test_a_file_is_recognized_corrected_and_imported() -> None:
    content = f"Phone,Consent,Shoe size\n2125550105,{OPTED_IN},7\n12,{OPTED_OUT},8\n".encode()
    page = ImportsPage().upload({"mine.csv": content})
    assert page.columns == {"Phone": "number", "Consent": "status", "Shoe size": ""}
    assert page.notes == ["This consent list has no column with its date."]
    assert (page.upload_buttons, page.disabled_buttons) == ([], ["Import file"])
    page.enter_date(date(2026, 9, 30))
    assert "(212) 555-0105" in page.first_rows
    assert "**1 of 2 rows can be read.**" in page.text
    assert page.rejected_rows == [["3", "Phone", "12", "The number has too few digits."]]
    assert page.upload_buttons == ["Import 1 row, reject 1"]
    page.click_import().finish_imports()
    assert page.warnings[-1] == (
        "**mine.csv** was imported (consent list). 2 rows read: 1 new, 1 rejected."
    )
    assert not page.successes
    assert "1 row was rejected. Download it, correct it, and import the file." in page.text
    assert [row.name for row in ImportsPage().listed] == ["mine.csv"]
    assert not data_source.shown().is_sample
    assert not page.test.date_input
    page.click_undo(rows_of("imports")[0]["import_id"]).click("Undo import")
    assert page.test.date_input, "the file is offered again, to be read in another way"
    assert page.listed[0].counts == ["2", "", "", "", "", ""], "an undone import has stored nothing"


def test_nine_of_twelve_rows_are_counted_before_anything_is_stored() -> None:
    rows = [text(f"m{place}") for place in range(9)]
    bad = [text("x", to="call me"), text("y", when="soon"), text("z", to="")]
    page = ImportsPage().upload({"log.csv": csv_text(LOG, *rows, *bad).encode()})
    assert "**9 of 12 rows can be read.**" in page.text
    assert [row[:2] for row in page.rejected_rows] == [
        ["11", "Phone Number"],
        ["12", "Date/Time"],
        ["13", "Phone Number"],
    ]
    assert page.upload_buttons == ["Import 9 rows, reject 3"]
    assert messages() == {}


def test_button_is_disabled_where_no_row_can_be_read() -> None:
    page = ImportsPage().upload({"log.csv": csv_text(LOG, text("x", to="call me")).encode()})
    assert "**0 of 1 row can be read.**" in page.text
    assert (page.upload_buttons, page.disabled_buttons) == ([], ["Import 0 rows, reject 1"])


def test_a_file_that_lacks_a_needed_column_can_be_corrected_by_hand() -> None:
    content = f"Phone,What she said,As of\n2125550105,{OPTED_IN},2026-09-30\n".encode()
    page = ImportsPage().upload({"mine.csv": content}).select("Read this file as", "status")
    assert page.columns["What she said"] == "status", "its values say so"
    assert page.upload_buttons == ["Import 1 row"]
    page.read_as("What she said", "")
    assert page.upload_buttons == []
    page.answer("All of these are", OPTED_OUT)
    assert page.upload_buttons == ["Import 1 row"]


def test_two_columns_for_one_field_are_refused() -> None:
    content = f"Date/Time,Phone Number,Delivery Results,Other\n2026-09-30,2125550105,{SENT},x\n".encode()
    page = ImportsPage().upload({"mine.csv": content}).read_as("Other", "number")
    assert page.warnings[-1] == (
        "Several columns are read as Number: Phone Number and Other. Select one of them."
    )
    assert page.upload_buttons == []


def test_a_foreign_log_is_mapped_its_words_answered_and_kept_as_a_format() -> None:
    page = ImportsPage().upload({"city.csv": _foreign("Reached", "No luck", "REACHED")})
    assert page.columns == {"When": "requested_at", "Line": "", "Handset": "", "Outcome": "", "Text": ""}
    page.read_as("Handset", "number").read_as("Outcome", "result")
    assert "3 of 3 rows wait for the meaning of their words." in page.text
    assert "Line: (212) 555-0190" in page.html
    assert page.upload_buttons == []
    page.answer("**Reached**: 2 rows", "sent").answer("**No luck**: 1 row", "failed")
    assert page.upload_buttons == ["Import 3 rows"]
    page.test.checkbox[0].check().run()
    assert page.upload_buttons == []
    page.test.text_input[0].set_value("City SMS").run()
    page.click_import().finish_imports()
    assert sorted(row["result"] for row in messages().values()) == sorted([SENT, FAILED, SENT])
    assert [file.name for file in Path(settings.load().formats).iterdir()] == ["city_sms.toml"]
    tomorrow = ImportsPage().upload({"tomorrow.csv": _foreign("Reached", "No-Luck")})
    assert tomorrow.field("Read this file as").value == "city_sms log"
    assert tomorrow.upload_buttons == ["Import 2 rows"]


def test_words_can_be_skipped_by_name() -> None:
    rows = [text("m1"), text("m2", result="Test send")]
    page = ImportsPage().upload({"log.csv": csv_text(LOG, *rows).encode()})
    page.answer("**Test send**: 1 row", "skip")
    assert "1 row will be skipped: word chosen to be skipped (1)." in page.text
    assert page.upload_buttons == ["Import 1 row, skip 1"]


def test_a_name_of_a_format_that_is_taken_is_an_error_and_nothing_is_imported() -> None:
    page = ImportsPage().upload({"log.csv": csv_text(LOG, text("m1")).encode()})
    page.test.checkbox[0].check().run()
    page.test.text_input[0].set_value("Twilio").run()
    page.click_import()
    assert "A format of that name exists already" in page.errors[0]
    assert rows_of("imports") == []


def test_a_roster_is_not_taken_for_a_consent_list() -> None:
    content = b"Name,Phone,Status\nA,2125550105,Active\nB,2125550106,On leave\n"
    page = ImportsPage().upload({"staff.csv": content})
    assert page.notes == ["We can't tell what this file is. Select it, if it is one of these."]
    assert page.field("Read this file as").value is None
    assert page.upload_buttons == []


def test_a_services_own_format_is_recognized_with_its_evidence_and_can_be_changed() -> None:
    content = (TWILIO + LOCAL.replace("00,+", "00Z,+")).encode()
    page = ImportsPage().upload({"mine.csv": content})
    evidence = (
        "Recognized by the columns Sid, AccountSid, NumSegments, and SentDate, which only this format has."
    )
    assert evidence in page.text
    assert SENT in page.first_rows
    assert page.field("Read this file as").value == "twilio console"
    page.select("Read this file as", "log")
    assert "Recognized by" not in page.text
    assert [box.label for box in page.test.radio] == ["**delivered**: 1 row"]


def test_american_numbers_under_the_columns_of_govuk_ask_what_the_file_is() -> None:
    content = (
        b"Row number,phone number,name,Template,Type,Job,Status,Time\n"
        b"1,(212) 555-0101,Ana,Snow day,sms,list.csv,Delivered,2026-05-06 12:00:00\n"
    )
    page = ImportsPage().upload({"report.csv": content})
    question = (
        "The columns are those of GOV.UK Notify, report of an uploaded list, "
        "but the numbers in “phone number” are American."
    )
    assert page.notes == [question]
    assert (page.upload_buttons, page.disabled_buttons) == ([], ["Import file"])
    page.select("Read this file as", "log").answer("**Delivered**: 1 row", "sent")
    assert not page.notes
    assert "12:00 PM" in page.first_rows, "the district's time and not London's"
    assert page.upload_buttons == ["Import 1 row"]
    assert messages() == {}


def test_a_file_of_no_known_service_is_matched_by_name() -> None:
    content = f"Date/Time,Phone Number,Delivery Results\n2026-09-30,2125550105,{SENT}\n".encode()
    page = ImportsPage().upload({"mine.csv": content})
    assert "We didn't recognize the service, so columns were matched by name." in page.text


def test_zone_is_requested_if_neither_the_file_nor_its_service_gives_it() -> None:
    page = ImportsPage().upload({"mine.csv": (TWILIO + LOCAL).encode()})
    assert page.field("Time zone of this file").value is None, "a zone is never guessed"
    assert page.upload_buttons == []
    page.select("Time zone of this file", "America/Chicago")
    assert "8:12 AM" in page.first_rows
    page.select("Time zone of this file", "UTC")
    assert "3:12 AM" in page.first_rows


def test_zone_of_a_file_of_the_districts_own_is_its_zone_unless_another_is_selected() -> None:
    page = ImportsPage().upload({"log.csv": csv_text(LOG, text("m1")).encode()})
    assert page.field("Time zone of this file").value == "America/Chicago"
    before = page.first_rows
    page.select("Time zone of this file", "UTC")
    assert page.first_rows != before


def test_order_of_dates_is_offered_where_the_dates_leave_it_open() -> None:
    page = ImportsPage().upload({"log.csv": csv_text(LOG, text("m1", when="9/8/2026 8:12 AM")).encode()})
    assert page.field("Order of dates").value == "mdy"
    assert "Sep 8, 2026" in page.first_rows
    page.select("Order of dates", "dmy")
    assert "Aug 9, 2026" in page.first_rows


def test_a_file_that_cannot_be_read_shows_its_problem_and_the_page_goes_on() -> None:
    page = ImportsPage().upload({"mine.parquet": b"PAR1 and no more"})
    assert page.errors
    assert page.headers == ["Import files", "Imported files", "Check stored data"]


def test_words_in_an_old_code_page_are_shown_as_each_would_read_them() -> None:
    header = (*LOG[:4], "Sent By")
    rows = [[*text(f"m{place}")[:4], name] for place, name in enumerate(["Ana Peña", "José López"])]
    page = ImportsPage().upload({"log.csv": csv_text(header, *rows).encode("mac_roman")})
    assert page.upload_buttons == []
    page.answer("Which of these are the right words?", "mac-roman")
    assert page.upload_buttons == ["Import 2 rows"]
    page.click_import().finish_imports()
    assert [row["sent_by"] for row in messages().values()] == ["Ana Peña", "José López"]
