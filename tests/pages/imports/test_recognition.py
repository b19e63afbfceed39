"""How an uploaded file is recognized, corrected by hand, and imported."""

from __future__ import annotations

from datetime import date

import pytest

from pages.parts.frame import data_source
from tests.import_files import rows_of
from tests.pages.district import OPTED_IN, OPTED_OUT, SENT
from tests.pages.imports.page import ImportsPage

pytestmark = pytest.mark.usefixtures("nothing_imported")
TWILIO = "Sid,AccountSid,NumSegments,SentDate,To,From,Status,Direction\n"
LOCAL = "SM1,AC1,1,2026-09-30 08:12:00,+12125550105,67587,delivered,outbound-api\n"


def test_a_file_is_recognized_corrected_and_imported() -> None:
    content = f"Phone,Consent,Shoe size\n2125550105,{OPTED_IN},7\n12,{OPTED_OUT},8\n".encode()
    page = ImportsPage().upload({"mine.csv": content})
    assert "**Columns read:** Phone as Number, Consent as Status." in page.text
    assert "**Columns not read:** Shoe size." in page.text
    assert page.notes == [
        "Enter the date of this list. No column has it, and statuses are compared on that day."
    ]
    assert page.upload_buttons == []
    page.enter_date(date(2026, 9, 30))
    assert "(212) 555-0105" in page.first_rows
    assert "The number has too few digits." in page.first_rows
    page.click("Import file").finish_imports()
    assert page.successes == ["**mine.csv** was imported (consent list). 2 rows read: 1 new, 1 rejected."]
    assert "1 row was rejected. Download it, correct it, and import the file." in page.text
    assert [row.name for row in ImportsPage().listed] == ["mine.csv"]
    assert not data_source.shown().is_sample
    assert not page.test.date_input
    page.click_undo(rows_of("imports")[0]["import_id"]).click("Undo import")
    assert page.test.date_input, "the file is offered again, to be read in another way"


def test_a_file_that_lacks_a_needed_column_can_be_corrected_by_hand() -> None:
    content = f"Phone,What she said,As of\n2125550105,{OPTED_IN},2026-09-30\n".encode()
    page = ImportsPage().upload({"mine.csv": content}).select("Read this file as", "status")
    assert page.warnings[-1] == "Select a column for Status. The file can't be imported without it."
    page.select("Status (required)", "What she said")
    assert not page.warnings
    assert page.upload_buttons == ["Import file"]


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
    assert "“delivered” isn't one of the results" in page.first_rows


def test_a_file_of_no_known_service_is_matched_by_name() -> None:
    content = f"Date/Time,Phone Number,Delivery Results\n2026-09-30,2125550105,{SENT}\n".encode()
    page = ImportsPage().upload({"mine.csv": content})
    assert "We didn't recognize the service, so columns were matched by name." in page.text


def test_zone_is_requested_if_neither_the_file_nor_its_service_gives_it() -> None:
    page = ImportsPage().upload({"mine.csv": (TWILIO + LOCAL).encode()})
    assert page.field("Time zone of this file").value == "America/Chicago"
    assert "8:12 AM" in page.first_rows
    page.select("Time zone of this file", "UTC")
    assert "3:12 AM" in page.first_rows


def test_a_file_that_cannot_be_read_shows_its_problem_and_the_page_goes_on() -> None:
    page = ImportsPage().upload({"mine.parquet": b"PAR1 and no more"})
    assert page.errors
    assert page.headers == ["Import files", "Imported files", "Check stored data"]
