"""Files as strangers send them: each gives its rows, or a sentence that says what to do."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from data.errors import Problem
from tests.import_files import (
    LOG,
    csv_text,
    log_file,
    messages,
    number,
    text,
    took,
    whys,
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
        (b"a,b,c\n1,2,3\n", "no column gives its requested at"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(Problem, match=says) as refused:
        took(written(tmp_path / "log.csv", content))
    assert refused.value.next_step
    assert "log.csv" in refused.value.where


def test_a_workbook_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="an Excel workbook with rows"):
        took(workbook(tmp_path / "log.xlsx", One=[], Two=[]))


def test_a_folder_a_missing_file_and_another_kind_of_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="a folder"):
        took(tmp_path)
    with pytest.raises(Problem, match="no such file"):
        took(tmp_path / "gone.csv")
    with pytest.raises(Problem, match="This kind of file"):
        took(written(tmp_path / "log.docx", PLAIN))


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path / "log.csv", PLAIN)
    file.chmod(0)
    if os.access(file, os.R_OK):  # root may read everything
        assert took(file)["stored"]
        return
    with pytest.raises(Problem, match="could not read or write"):
        took(file)


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
def test_titles_blank_lines_and_decoration_cost_no_row(tmp_path: Path, content: str) -> None:
    assert took(written(tmp_path / "log.csv", content)) == {"stored": 2}


def test_lines_are_counted_from_the_top_of_the_file_titles_and_all(tmp_path: Path) -> None:
    content = f"{TITLE}{PLAIN}{'m3,?,?,?,?'}\n"
    assert took(written(tmp_path / "log.csv", content.encode("utf-16"))) == {"stored": 2, "rejected": 1}
    assert whys()[0][0] == 7


def test_a_header_may_be_very_wide(tmp_path: Path) -> None:
    more = [f"x{place}" for place in range(3000)]
    rows = [(*text("m1"), *more)]
    assert took(log_file(tmp_path, *rows, header=[*LOG, *more])) == {"stored": 1}


def test_a_cell_may_be_very_long(tmp_path: Path) -> None:
    long = "x" * 9_000_000
    file = log_file(tmp_path, text("m1"), text("m2", why=long), text("m3"))
    assert took(file) == {"stored": 3}
    assert messages()["m2"]["reason_text"] == long


def test_a_cell_beyond_all_reason_is_named(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1"), text("m2", why="x" * 11_000_000), text("m3"))
    with pytest.raises(Problem, match="more than 10,000,000 characters") as refused:
        took(file)
    assert refused.value.where == "log.csv, line 3"


def test_decimal_commas_in_a_semicolon_file_are_no_separators(tmp_path: Path) -> None:
    content = csv_text([*LOG, "Cost"], (*text("m1"), "0,05"), (*text("m2"), "0,05"), separator=";")
    assert took(written(tmp_path / "log.csv", content)) == {"stored": 2}


def test_formulas_that_nobody_has_worked_out_are_rejected_as_empty(tmp_path: Path) -> None:
    file = workbook(tmp_path / "log.xlsx", Log=[LOG, text("m1"), text("m2", to="=A1+1")])
    assert took(file) == {"stored": 1, "rejected": 1}
    assert whys() == [(3, "rejected", "Phone Number", "no phone number")]


def test_a_header_that_comes_again_in_the_middle_is_set_aside(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1"), LOG, text("m2", to=number(2)))
    assert took(file) == {"stored": 2, "set_aside": 1}
