"""Opt-in reminders, run alone over seven numbers: parts that add up, the files of a run, and its record."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from data.tables.store import newest
from data.words import vocabulary
from pages.parts.opt_in_reminders import batch, batch_contents
from tests.answers import Fill
from tests.pages import reminding
from tests.pages.district import PENDING, html, opened, pressed, said
from tests.pages.reminding import opt_in_reminders

MINUS = "\N{MINUS SIGN}"


@pytest.fixture(autouse=True)
def _district(district: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    district.write_text(reminding.SETTINGS, encoding="utf-8")
    fill(settings.load().logs, reminding.given())


def sums(test: AppTest) -> dict[str, str]:
    """The numbers of the sum, by their words."""
    body = html(test).split("sums")[1].split("</table>")[0]
    rows = [re.findall(r"<td.*?</td>", row) for row in body.split("</tr>")]
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in rows if row]
    return {unescape(cell[0]): cell[1] for cell in cells}


def made(test: AppTest) -> AppTest:
    """The page after the files were made."""
    button = next(one for one in test.button if one.label.startswith("Make the files"))
    button.click().run(timeout=60)
    assert not test.exception
    return test


def files(test: AppTest) -> dict[str, bytes]:
    """What lies in the zip of the run that was made."""
    run: batch.Made = test.session_state[batch.MADE]
    with zipfile.ZipFile(io.BytesIO(run.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def merge_file(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def sheet(content: bytes) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    head, *rows = book[book.sheetnames[0]].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_parts_of_the_pending_numbers_add_up_on_the_page() -> None:
    shown = sums(opened(opt_in_reminders))
    assert shown == {
        PENDING: "6",
        "can't take texts": f"{MINUS} 1",
        "no contact known": f"{MINUS} 1",
        "reminded lately": f"{MINUS} 1",
        "= To remind now": "3",
        "by e-mail": "2",
        "on paper": "1",
    }


def test_the_finding_says_how_many_can_be_reminded_and_how() -> None:
    assert (
        "**3 of 6 numbers still Pending Opt-In can be reminded now:** 2 by e-mail and 1 on paper."
        in said(opened(opt_in_reminders))
    )


def test_a_press_on_a_school_narrows_all_of_it_and_another_undoes_that() -> None:
    test = pressed(opened(opt_in_reminders), "school", "Oak Elementary")
    assert sums(test)[PENDING] == "2"
    assert sums(test)["= To remind now"] == "0"
    assert next(b for b in test.button if b.label.startswith("Make the files")).disabled
    assert sums(pressed(test, "school", "Oak Elementary"))[PENDING] == "6"


def test_who_was_reminded_lately_is_asked_again_only_where_somebody_says_so() -> None:
    assert sums(opened(opt_in_reminders, alone=["none"]))["by e-mail"] == "3"


def test_a_family_gets_one_row_an_address_whatever_numbers_it_has() -> None:
    rows = merge_file(files(made(opened(opt_in_reminders)))["families by e-mail.csv"])
    assert rows == [
        {
            "Email": "ana@example.org",
            "Names": "Ana Diaz",
            "Students": "",
            "Language": "Spanish",
            "School": "Lincoln High",
            "All schools": "Lincoln High",
            "Grades": "9",
            "Short code": "68453",
            "Word": "Y",
            "Flyer": "Lincoln High - Spanish - letter.pdf",
            "Numbers pending": "2",
            "Contact IDs": "C1",
        }
    ]


def test_the_workbook_of_a_mail_merge_holds_the_rows_of_its_csv() -> None:
    found = files(made(opened(opt_in_reminders)))
    for name in ("families by e-mail", "families on paper", "numbers not reached"):
        rows = sheet(found[f"{name}.xlsx"])
        as_text = [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in rows]
        plain = [
            {key: cell.removeprefix("'") for key, cell in row.items()}
            for row in merge_file(found[f"{name}.csv"])
        ]
        assert as_text == plain
        assert list(rows[0]) == list(batch_contents.UNREACHED if "not reached" in name else batch_contents.COLUMNS)


def test_a_name_that_a_spreadsheet_would_run_is_only_a_name() -> None:
    found = files(made(opened(opt_in_reminders)))
    assert [row["Names"] for row in merge_file(found["families on paper.csv"])] == ["'=Ben Diaz"]
    assert [row["Names"] for row in sheet(found["families on paper.xlsx"])] == ["=Ben Diaz"]


def test_the_zip_holds_every_flyer_that_a_row_names_and_the_contacts_to_load_back() -> None:
    found = files(made(opened(opt_in_reminders)))
    named = {
        f"flyers/{row['Flyer']}"
        for file in ("families by e-mail.csv", "families on paper.csv")
        for row in merge_file(found[file])
    }
    assert named == {name for name in found if name.startswith("flyers/")}
    assert all(found[name].startswith(b"%PDF") for name in named)
    assert found["contact ids.csv"].decode("utf-8-sig").split() == ["Contact", "ID", "C1", "C2"]
    assert "every school, grade and language" in found["READ ME.txt"].decode()


def test_a_run_is_recorded_and_its_families_are_left_alone_then() -> None:
    test = made(opened(opt_in_reminders))
    assert "The run of 3 numbers is recorded" in test.success[0].value
    runs = newest(settings.load().logs).table("reminders").to_pylist()
    assert sorted(row["number"] - reminding.FIRST + 1 for row in runs) == [1, 2, reminding.REMINDED, 7]
    again = opened(opt_in_reminders)
    assert (sums(again)["reminded lately"], sums(again)["= To remind now"]) == (f"{MINUS} 4", "0")


def test_a_run_that_was_made_by_mistake_is_taken_back_and_its_families_offered_again() -> None:
    test = opened(opt_in_reminders)
    next(one for one in test.button if one.label == "Take it back").click().run()
    assert not test.exception
    again = opened(opt_in_reminders)
    assert (sums(again)["reminded lately"], sums(again)["= To remind now"]) == ("0", "4")
    assert "No run has been recorded yet" in said(again)


def test_the_numbers_that_cannot_be_reached_are_a_file_with_why() -> None:
    found = files(made(opened(opt_in_reminders)))
    assert merge_file(found["numbers not reached.csv"]) == [
        {
            "Why": "no contact known",
            "Number": "(212) 555-0104",
            "Names": "",
            "Language": "",
            "All schools": "",
            "Contact IDs": "",
        },
        {
            "Why": "can't take texts",
            "Number": "(212) 555-0103",
            "Names": "Cy Roy",
            "Language": "English",
            "All schools": "Oak Elementary",
            "Contact IDs": "C3",
        },
    ]


def test_no_phone_number_is_in_the_files_of_families() -> None:
    found = files(made(opened(opt_in_reminders)))
    found = {name: content for name, content in found.items() if "not reached" not in name}
    assert not [name for name, content in found.items() if b"555010" in content or b"555-010" in content]


def test_families_without_a_flyer_in_their_language_are_told_of() -> None:
    test = opened(opt_in_reminders, alone=["none"])
    assert [note.value for note in test.info] == [
        "There is no flyer in the language of some families, who get the English one (Somali: 1)."
    ]


def test_without_a_short_code_the_setting_to_fill_is_named_and_the_rest_stays(district: Path) -> None:
    district.write_text(reminding.SETTINGS.replace('short_code = "67587"', ""), encoding="utf-8")
    test = opened(opt_in_reminders)
    assert sums(test)[PENDING] == "6"
    assert "short\\_code" in "".join(error.value for error in test.error)


def test_the_plan_begins_with_its_first_run_and_says_what_was_done() -> None:
    shown = html(opened(opt_in_reminders))
    assert "First fortnight <b>(now)</b>" in shown
    assert "1 reminded" in shown.split("Calendar of the plan")[1]
    assert len(re.findall(r'<td class="phase-', shown)) == vocabulary.PLAN_DAYS


def test_a_run_that_is_too_young_says_that_it_is_still_open() -> None:
    assert "what came of it is still open" in said(
        opened(opt_in_reminders)
    ) or "None of its numbers" in said(opened(opt_in_reminders))
