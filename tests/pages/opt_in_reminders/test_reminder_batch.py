"""A reminder batch: the files in its zip, its record, and undoing it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from data import csv_writer, settings
from data.tables.schemas import CONTACTS
from data.tables.store import newest
from pages.parts.frame.session import MADE_BATCHES, MadeBatch
from pages.parts.opt_in_reminders import batch_zip
from tests.answers import Fill
from tests.pages import reminding
from tests.pages.opt_in_reminders.page import RemindersPage

ASKED = "Undo this only if nothing was sent."
FAMILIES = ("families by email", "families on paper")
FAMILY_HEADERS = [
    "Email",
    "Names",
    "Students",
    "Language",
    "School",
    "All schools",
    "Grades",
    "Short code",
    "Word",
    "Flyer",
    "Numbers pending",
    "Contact IDs",
]
NOT_REACHED_HEADERS = ["Reason", "Number", "Names", "Language", "All schools", "Contact IDs"]


@pytest.fixture(autouse=True)
def _district(district: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    district.write_text(reminding.SETTINGS, encoding="utf-8")
    fill(settings.load().logs, reminding.tables())


def sheet(content: bytes) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    head, *rows = book[book.sheetnames[0]].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_page_says_what_each_file_of_the_zip_contains() -> None:
    text = RemindersPage.open().text
    assert "The batch is one zip file. The dashboard records it, but sends nothing." in text
    assert "- `families by email`: 1 row for a mail merge, one per family and address." in text
    assert "- `numbers not reached`: 2 numbers that can't be reminded, with the reason." in text


def test_a_batch_is_offered_only_to_the_viewer_who_made_it() -> None:
    page = RemindersPage.open().make_batch()
    assert "The reminder batch for" in page.successes
    made: MadeBatch = page.test.session_state[MADE_BATCHES.name][0]
    of_another = replace(made, viewer=replace(made.viewer, name="another administrator"))
    page.test.session_state[MADE_BATCHES.name] = (of_another,)
    page.test.run()
    assert page.successes == ""


def test_a_family_gets_one_row_per_address_for_all_its_numbers() -> None:
    row = ["ana@example.org", "Ana Diaz", "", "Spanish", "Lincoln High", "Lincoln High", "9", "68453"]
    row += ["Y o Yes", "Lincoln High - Spanish - letter.pdf", "2", "C1"]
    assert RemindersPage.open().make_batch().csv_rows("families by email.csv") == [
        dict(zip(FAMILY_HEADERS, row, strict=True))
    ]


def test_each_workbook_has_the_rows_of_its_csv() -> None:
    page = RemindersPage.open().make_batch()
    for name in (*FAMILIES, "numbers not reached"):
        rows = sheet(page.files[f"{name}.xlsx"])
        as_text = [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in rows]
        plain = [
            {key: cell.removeprefix("'") for key, cell in row.items()}
            for row in page.csv_rows(f"{name}.csv")
        ]
        assert as_text == plain
        assert list(rows[0]) == (FAMILY_HEADERS if name in FAMILIES else NOT_REACHED_HEADERS)


def test_a_name_too_long_for_a_workbook_is_cut_and_the_names_under_it_stay() -> None:
    first, second = sheet(batch_zip.workbook(pa.table({"names": ["x" * 40_000, "Ana"]})))
    assert first["Names"] == "x" * 32_767
    assert second["Names"] == "Ana"


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    page = RemindersPage.open().make_batch()
    assert [row["Names"] for row in page.csv_rows("families on paper.csv")] == ["'=Ben Diaz"]
    assert [row["Names"] for row in sheet(page.files["families on paper.xlsx"])] == ["=Ben Diaz"]


def test_the_zip_has_every_flyer_that_a_row_names_and_the_contact_ids() -> None:
    page = RemindersPage.open().make_batch()
    named = {f"flyers/{row['Flyer']}" for name in FAMILIES for row in page.csv_rows(f"{name}.csv")}
    assert named == {name for name in page.files if name.startswith("flyers/")}
    assert all(page.files[name].startswith(b"%PDF") for name in named)
    assert csv_writer.read(page.files["contact ids.csv"]) == [["Contact ID"], ["C1"], ["C2"]]


def _changed(fill: Fill, **of_contact: dict[str, str]) -> None:
    """Change cells of contacts, by their ID."""
    tables = dict(reminding.tables())
    contacts = [row | of_contact.get(row["contact_id"], {}) for row in tables["contacts"].to_pylist()]
    imports = [row | {"import_id": "000002"} for row in tables["imports"].to_pylist()]
    changed = {
        "contacts": pa.Table.from_pylist(contacts, CONTACTS),
        "imports": pa.Table.from_pylist(imports),
    }
    fill(settings.load().logs, tables | changed)


def test_every_contact_id_is_one_row_that_the_reader_gets_back(fill: Fill) -> None:
    _changed(fill, C1={"contact_id": "P 1001"}, C2={"contact_id": '=1+1,"'})
    files = RemindersPage.open().make_batch().files
    assert csv_writer.read(files["contact ids.csv"]) == [["Contact ID"], ['=1+1,"'], ["P 1001"]]
    _header, row = csv_writer.read(files["families by email.csv"])
    assert row[-1] == "P 1001"


def test_an_address_that_is_not_exactly_one_is_refused_with_the_reason(fill: Fill) -> None:
    _changed(fill, C1={"email": "ana@example.org\r\nBcc: eve@example.org"})
    page = RemindersPage.open().make_batch()
    assert page.csv_rows("families by email.csv") == []
    assert [row["Contact IDs"] for row in page.csv_rows("families on paper.csv")] == ["C1 C2"]
    reason = (
        "The email address of 1 contact isn't valid, so it isn't used. "
        "Correct it in your student information system."
    )
    lines = page.files["READ ME.txt"].decode().splitlines()
    assert lines[lines.index(reason) + 1] == "- C1"
    assert page.warnings == [reason]


def test_the_read_me_names_the_filters_and_every_file() -> None:
    files = RemindersPage.open().make_batch().files
    lines = files["READ ME.txt"].decode().splitlines()
    assert lines[0] == "Reminders for families with pending numbers"
    assert lines[1].startswith("Filters: ")
    assert "contact ids.csv: contacts to load into the messaging service, for its email or call." in lines
    assert lines[-1] == (
        "These files contain names and email addresses. Delete them once the reminders are sent."
    )


@pytest.mark.parametrize("in_url", ["a4", "A4"])
def test_the_paper_in_the_url_is_the_paper_of_the_batch(in_url: str) -> None:
    page = RemindersPage.open(paper=[in_url]).make_batch()
    assert "flyers/Lincoln High - Spanish - a4.pdf" in page.files


def test_a_batch_is_recorded_and_its_families_are_not_reminded_again() -> None:
    page = RemindersPage.open().make_batch()
    assert page.successes.startswith("**The reminder batch for 3 numbers is ready.** Recorded ")
    assert "No number is left to remind with these filters." in page.text
    recorded = newest(settings.load().logs).table("reminders").to_pylist()
    assert sorted(row["number"] - reminding.FIRST + 1 for row in recorded) == [1, 2, reminding.REMINDED, 7]
    sums = RemindersPage.open().sums
    assert (sums["recently reminded"], sums["= To remind now"]) == ("\N{MINUS SIGN} 4", "0")


def test_an_undone_batch_is_gone_and_its_families_can_be_reminded_again() -> None:
    page = RemindersPage.open().click_button("Undo batch")
    assert ASKED in page.text
    page.click_button("Undo batch of 1 number")
    assert (page.sums["recently reminded"], page.sums["= To remind now"]) == ("0", "4")
    assert "No reminder batch yet. Results appear here after the first one." in page.text
    assert page.successes.startswith("The reminder batch of 1 number, created ")
    assert page.successes.endswith(", was undone.")


def test_the_files_of_every_batch_of_the_session_stay_until_it_ends() -> None:
    page = RemindersPage.open().click("school", "Lincoln High").make_batch()
    page.click("school", "Lincoln High").set_days("Leave out those reminded", 0).make_batch()
    assert [line.split(".**")[0] for line in page.successes.splitlines()] == [
        "**The reminder batch for 4 numbers is ready",
        "**The reminder batch for 3 numbers is ready",
    ]


def test_after_an_undo_the_question_is_closed_and_the_batch_before_it_stays() -> None:
    page = RemindersPage.open().make_batch()
    page.click_button("Undo batch").click_button("Undo batch of 3 numbers")
    assert page.buttons.count("Undo batch") == 1
    assert ASKED not in page.text
    assert len(page.table("Reminder batches, newest first")) == 2, "a head and the batch before"
    assert "is ready" not in page.successes, "files of a batch that is undone are no longer offered"


def test_a_batch_that_is_kept_stays_and_is_asked_about_again() -> None:
    page = RemindersPage.open().click_button("Undo batch").click_button("Keep batch")
    assert ASKED not in page.text
    assert len(page.table("Reminder batches, newest first")) == 2
    assert ASKED in page.click_button("Undo batch").text


def test_a_batch_that_someone_else_undid_is_no_longer_asked_about() -> None:
    page = RemindersPage.open().click_button("Undo batch")
    RemindersPage.open().click_button("Undo batch").click_button("Undo batch of 1 number")
    page.click_button("Undo batch of 1 number")
    assert page.notes[-1:] == [
        "This reminder batch is no longer recorded. Someone else may have undone it."
    ]
    page.test.run()
    assert ASKED not in page.text


def test_numbers_that_cant_be_reached_are_a_file_with_the_reason() -> None:
    rows = RemindersPage.open().make_batch().csv_rows("numbers not reached.csv")
    assert [list(row.values()) for row in rows] == [
        ["no contact", "(212) 555-0104", "", "", "", ""],
        ["can't receive texts", "(212) 555-0103", "Cy Roy", "English", "Oak Elementary", "C3"],
    ]


def test_no_phone_number_is_in_the_files_of_families() -> None:
    files = RemindersPage.open().make_batch().files
    families = {name: content for name, content in files.items() if "not reached" not in name}
    assert not [name for name, content in families.items() if b"555010" in content or b"555-010" in content]
