"""Imports, run alone, with files put in by hand."""

from __future__ import annotations

import time
from datetime import date

import pytest

from data.jobs import queue
from pages.parts.frame import data_source
from tests.import_files import rows_of
from tests.pages.district import (
    OPTED_IN,
    OPTED_OUT,
    SENT,
    html,
    imports,
    opened,
    pressed,
    said,
)


@pytest.mark.usefixtures("nothing_imported")
def test_a_file_is_recognized_corrected_and_taken_in() -> None:
    test = opened(imports)
    content = f"Phone,Consent,Shoe size\n2125550105,{OPTED_IN},7\n12,{OPTED_OUT},8\n".encode()
    test.file_uploader[0].upload("mine.csv", content).run()
    assert "**Columns that are not read:** Shoe size" in said(test)
    assert test.info[0].value.startswith("No column gives the date")
    assert "Take this file in" not in [button.label for button in test.button]
    test.date_input[0].set_value(date(2026, 9, 30)).run()
    assert "(212) 555-0105" in html(test)
    assert "This isn't a phone number." in html(test)
    test.button[0].click().run()
    while queue.is_busy():
        time.sleep(0.05)
    test.run()
    assert not test.exception
    assert "2 rows read = 1 new + 1 rejected." in test.success[0].value
    assert "mine.csv" in html(opened(imports))
    assert not data_source.shown().is_sample
    assert not test.date_input
    pressed(test, "undo", rows_of("imports")[0]["import_id"])
    next(button for button in test.button if button.label == "Undo it").click().run()
    assert test.date_input, "the file is offered again, to be read in another way"


@pytest.mark.usefixtures("nothing_imported")
def test_a_file_that_lacks_a_needed_column_can_be_put_right_by_hand() -> None:
    test = opened(imports)
    content = f"Phone,What she said,As of\n2125550105,{OPTED_IN},2026-09-30\n".encode()
    test.file_uploader[0].upload("mine.csv", content).run()
    next(box for box in test.selectbox if box.label == "Read this file as").select("status").run()
    assert "needs a column for: Status" in test.warning[-1].value
    next(box for box in test.selectbox if box.label.startswith("Status")).select("What she said").run()
    assert not test.warning
    assert not test.button[0].disabled


TWILIO = "Sid,AccountSid,NumSegments,SentDate,To,From,Status,Direction\n"
LOCAL = "SM1,AC1,1,2026-09-30 08:12:00,+12125550105,67587,delivered,outbound-api\n"


@pytest.mark.usefixtures("nothing_imported")
def test_a_services_own_format_is_told_with_its_evidence_and_can_be_overruled() -> None:
    test = opened(imports)
    test.file_uploader[0].upload("mine.csv", (TWILIO + LOCAL.replace("00,+", "00Z,+")).encode()).run()
    assert "Told by its columns Sid, AccountSid, NumSegments, SentDate" in said(test)
    assert SENT in html(test)
    read_as = next(box for box in test.selectbox if box.label == "Read this file as")
    assert read_as.value == "twilio console"
    read_as.select("log").run()
    assert "Told by" not in said(test)
    assert "“delivered” isn't one of the results" in html(test)


@pytest.mark.usefixtures("nothing_imported")
def test_the_zone_of_times_is_asked_where_neither_the_file_nor_its_service_says_it() -> None:
    test = opened(imports)
    test.file_uploader[0].upload("mine.csv", (TWILIO + LOCAL).encode()).run()
    zone = next(box for box in test.selectbox if "in the zone" in box.label)
    assert zone.value == "America/Chicago"
    assert "8:12 AM" in html(test)
    zone.select("UTC").run()
    assert "3:12 AM" in html(test)


@pytest.mark.usefixtures("nothing_imported")
def test_a_file_that_is_none_is_told_and_the_page_goes_on() -> None:
    test = opened(imports)
    test.file_uploader[0].upload("mine.parquet", b"PAR1 and no more").run()
    assert test.error
    assert [header.value for header in test.header][:2] == ["Take files in", "Files taken in"]
