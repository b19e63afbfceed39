"""Odd files give their rows, or a sentence with what to do."""

from __future__ import annotations

import os
import random
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data.errors import Problem
from tests.import_files import (
    LOG,
    csv_text,
    imported,
    log_file,
    messages,
    number,
    one_message,
    rows_not_imported,
    text,
    utc,
    workbook,
    written,
)

PLAIN = csv_text(LOG, text("m1"), text("m2"))
TITLE = "SMS delivery report,,,,\nFrom 9/1/2026,,to 9/30/2026,,\n,,,,\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "has no header"),
        (b"\n\r\n  \n", "has no header"),
        (bytes(1000), "neither text nor a workbook"),
        (random.Random(1).randbytes(5000), "neither text nor a workbook"),  # noqa: S311 - any bytes do
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "neither text nor a workbook"),
        (b"PK\x03\x04" + random.Random(2).randbytes(2000), "an Excel workbook"),  # noqa: S311
        (b"PAR1" + bytes(100) + b"PAR1", "a Parquet file"),
        (b"a,b,c\n1,2,3\n", "no column for: Requested"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, says: str
) -> None:
    with pytest.raises(Problem, match=says) as refused:
        imported(written(tmp_path / "log.csv", content))
    assert refused.value.next_step
    assert "log.csv" in refused.value.where


def test_a_workbook_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="This workbook has no rows"):
        imported(workbook(tmp_path / "log.xlsx", One=[], Two=[]))


def test_a_folder_a_missing_file_and_another_kind_of_file_are_distinguished(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="a folder"):
        imported(tmp_path)
    with pytest.raises(Problem, match="doesn't exist"):
        imported(tmp_path / "gone.csv")
    with pytest.raises(Problem, match="This kind of file"):
        imported(written(tmp_path / "log.docx", PLAIN))


def test_a_file_without_permission_to_read_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path / "log.csv", PLAIN)
    file.chmod(0)
    if os.access(file, os.R_OK):  # root may read everything
        assert imported(file)["stored"]
        return
    with pytest.raises(Problem, match="couldn't read or write"):
        imported(file)


@pytest.mark.parametrize(
    "content",
    [
        f"\n{PLAIN}",
        f"\r\n   \r\n,,,,\r\n{PLAIN}",
        f"SMS delivery report\nLincoln High\n\n{PLAIN}",
        f'"A report\nof two lines"\n{PLAIN}',
        f"{TITLE}{PLAIN}",
        "sep=;\n" + PLAIN.replace(",", ";"),
        PLAIN.replace("\n", ",\n"),
        PLAIN.replace("Reason\n", "Reason,,\n"),
        f"{PLAIN}\x1a",
        f"{PLAIN}\n   \n\n",
        PLAIN.replace("Message ID", "\N{BLACK STAR} Message ID!!").replace("Reason", '"a""; drop table x"'),
        PLAIN.replace("Reason", "Delivery Results"),
        PLAIN.replace("m1", "m\0001"),
    ],
)
def test_titles_blank_lines_and_decoration_lose_no_row(tmp_path: Path, content: str) -> None:
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 2}


def test_lines_are_counted_from_the_top_of_the_file_with_titles(tmp_path: Path) -> None:
    content = f"{TITLE}{PLAIN}{'m3,?,?,?,?'}\n"
    assert imported(written(tmp_path / "log.csv", content.encode("utf-16"))) == {"stored": 2, "rejected": 1}
    assert rows_not_imported()[0][0] == 7


def test_a_header_may_be_very_wide(tmp_path: Path) -> None:
    more = [f"x{place}" for place in range(3000)]
    rows = [(*text("m1"), *more)]
    assert imported(log_file(tmp_path, *rows, header=[*LOG, *more])) == {"stored": 1}


def test_a_header_wider_than_any_export_is_refused(tmp_path: Path) -> None:
    wide = [*LOG, *(f"answer {place}" for place in range(50_000))]
    with pytest.raises(Problem, match=r"50,0\d\d columns") as refused:
        imported(written(tmp_path / "wide.csv", csv_text(wide, text("m1"))))
    assert refused.value.where == "wide.csv, line 1"


def test_a_cell_may_be_very_long(tmp_path: Path) -> None:
    long = "x" * 9_000_000
    file = log_file(tmp_path, text("m1"), text("m2", why=long), text("m3"))
    assert imported(file) == {"stored": 3}
    assert messages()["m2"]["reason_text"] == long


def test_oversized_cell_is_refused_with_its_line(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1"), text("m2", why="x" * 11_000_000), text("m3"))
    with pytest.raises(Problem, match="more than 10,000,000 characters") as refused:
        imported(file)
    assert refused.value.where == "log.csv, line 3"


def test_decimal_commas_in_a_semicolon_file_separate_nothing(tmp_path: Path) -> None:
    content = csv_text([*LOG, "Cost"], (*text("m1"), "0,05"), (*text("m2"), "0,05"), separator=";")
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 2}


def test_formulas_without_a_result_are_rejected_as_empty(tmp_path: Path) -> None:
    file = workbook(tmp_path / "log.xlsx", Log=[LOG, text("m1"), text("m2", to="=A1+1")])
    assert imported(file) == {"stored": 1, "rejected": 1}
    assert rows_not_imported() == [(3, "rejected", "Phone Number", "This row has no phone number.")]


def test_a_header_that_comes_again_in_the_middle_is_skipped(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1"), LOG, text("m2", to=number(2)))
    assert imported(file) == {"stored": 2, "set_aside": 1}


@pytest.mark.parametrize("content", [PLAIN.replace(",", "\t"), PLAIN.replace(",", "\t").encode("utf-16")])
def test_text_that_is_called_a_workbook_is_read_as_text(tmp_path: Path, content: str | bytes) -> None:
    assert imported(written(tmp_path / "log.xls", content)) == {"stored": 2}


def test_header_with_another_line_end_loses_no_row(tmp_path: Path) -> None:
    header, _, rows = PLAIN.partition("\n")
    other_ends = f"{header}\n{rows}".replace("\nm", "\r\nm")
    assert imported(written(tmp_path / "log.csv", other_ends)) == {"stored": 2}
    mixed = f"{header}\n" + rows.replace("\n", "\r\n").replace("m", "n")
    assert imported(written(tmp_path / "log.csv", mixed)) == {"stored": 2}


@pytest.mark.parametrize("content", ["SMS delivery report\n", TITLE])
def test_a_file_with_nothing_but_a_title_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Problem, match="no column for"):
        imported(written(tmp_path / "log.csv", content))


def test_joined_files_skip_only_their_headers(tmp_path: Path) -> None:
    more = csv_text(LOG, text("m3"))
    content = f"\ufeff{PLAIN}\ufeff{more}{more.replace('m3', 'm4')}"
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 4, "set_aside": 2}
    skipped = [(line, kind) for line, kind, *_why in rows_not_imported()]
    assert skipped == [(4, "set aside"), (6, "set aside")]


@pytest.mark.parametrize("cut", ['m3,2026-09-30 08:12,"(212) 55', "m3,2026-09-30 08:1", "m3"])
def test_a_row_that_is_cut_off_at_the_end_is_rejected_with_its_line(tmp_path: Path, cut: str) -> None:
    assert imported(written(tmp_path / "log.csv", PLAIN + cut)) == {"stored": 2, "rejected": 1}
    assert rows_not_imported()[0][0] == 4


def test_utf_8_mark_before_other_bytes_is_ignored(tmp_path: Path) -> None:
    late = csv_text(LOG, *(text(f"m{n}") for n in range(30_000))) + "m,2026-09-30,2125550101,Sent,Jos"
    content = b"\xef\xbb\xbf" + late.encode() + b"\xe9\n"
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 30_001}
    assert messages()["m"]["reason_text"] == "José"


@pytest.mark.parametrize("formula", ['="{}"', '"=""{}"""', '"{}"'])
def test_a_cell_that_is_a_formula_of_text_is_that_text(tmp_path: Path, formula: str) -> None:
    row = ",".join(formula.format(cell) for cell in text("007", to="+12125550101", why="said"))
    assert imported(written(tmp_path / "log.csv", f"{csv_text(LOG)}{row}\n")) == {"stored": 1}
    assert (one_message()["message_id"], one_message()["reason_text"]) == ("007", "said")


def test_doubled_quotes_in_a_text_formula_are_quotes(tmp_path: Path) -> None:
    row = ",".join(f'="{cell}"' for cell in text("m1", why='say ""hi""'))
    assert imported(written(tmp_path / "log.csv", f"{csv_text(LOG)}{row}\n")) == {"stored": 1}
    assert one_message()["reason_text"] == 'say "hi"'


def test_other_formulas_stay_text(tmp_path: Path) -> None:
    link = '=HYPERLINK("https://example.org/?a=""b""","m1")'
    file = log_file(tmp_path, text("m1", why=link), text("m2", to=link), text("m3", why='a ="b"'))
    assert imported(file) == {"stored": 2, "rejected": 1}
    assert messages()["m1"]["reason_text"] == link
    assert messages()["m3"]["reason_text"] == 'a ="b"'


def test_a_workbook_that_counts_its_days_from_1904_gives_the_days_that_it_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    bare = (datetime(2026, 9, 30) - datetime(1904, 1, 1)).days  # noqa: DTZ001 - as a cell without a form
    whens = (datetime(2026, 9, 30, 8, 12), date(2026, 9, 30), bare)  # noqa: DTZ001
    for row in (LOG, *(text(f"m{place}", when=when) for place, when in enumerate(whens, start=1))):
        book.active.append(list(row))
    book.save(tmp_path / "log.xlsx")
    assert imported(tmp_path / "log.xlsx") == {"stored": 3}
    assert messages()["m1"]["requested_at"] == utc(2026, 9, 30, 13, 12)
    assert messages()["m2"]["requested_at"] == utc(2026, 9, 30, 5)
    assert messages()["m3"]["requested_at"] == utc(2026, 9, 30, 5)
