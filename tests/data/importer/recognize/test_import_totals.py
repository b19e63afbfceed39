"""Totals lines and other furniture of reports are skipped. A line that may be a row is rejected."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.words import vocabulary
from tests.import_files import (
    CONTACTS,
    LISTED,
    LOG,
    OPTED_IN,
    csv_text,
    imported,
    log_file,
    number,
    rows_not_imported,
    run_import,
    text,
    utc,
    workbook,
    written,
)

PLAIN = csv_text(LOG, text("m1"), text("m2"))


@pytest.mark.parametrize(
    "line",
    [
        "Total,,,2,",
        "Total,,,,",
        "Total,2",
        "Totals:,2",
        ",,,Total,2",
        "Total records: 1234",
        '"GRAND TOTAL","1,234","$5.20","100 %",',
        "(1234 rows affected)",
        "Record count,1234",
        "Total,,,2,\n\n  \n",
        "Total,,,2,\n,,,,",
    ],
)
def test_a_total_at_the_end_of_a_csv_is_skipped(tmp_path: Path, line: str) -> None:
    done = imported(written(tmp_path / "log.csv", PLAIN + line))
    blank = int(line.endswith(",,,,") and "\n" in line)
    assert done == {"stored": 2, "set_aside": 1 + blank}
    assert rows_not_imported()[0] == (4, "set aside", None, vocabulary.TOTAL_LINE)


@pytest.mark.parametrize(
    "line",
    [
        f"Total,2026-09-30,{number(1)},,",
        "Total,,2125550101,,",
        "Total,,,of all schools,",
        "Totally,,,2,",
        "m9,,,2,",
        "1234,,,,",
        "m9",
    ],
)
def test_last_line_that_may_be_a_row_is_kept(tmp_path: Path, line: str) -> None:
    assert imported(written(tmp_path / "log.csv", PLAIN + line)) == {"stored": 2, "rejected": 1}


def test_lines_of_a_report_and_a_row_without_anything_keep_their_lines(tmp_path: Path) -> None:
    page, row = "Page 1 of 2,,,,\n", "m9,,,,\n"
    rows = csv_text(text("m3"), text("m4", to="?"), text("m5", why="two\nlines"), text("m6", to="?"))
    done = imported(written(tmp_path / "log.csv", PLAIN + page + rows + ",,,,\n" + row))
    assert done == {"stored": 4, "set_aside": 2, "rejected": 3}
    assert [(line, kind) for line, kind, _column, _why in rows_not_imported()] == [
        (4, "set aside"),
        (6, "rejected"),
        (9, "rejected"),
        (10, "set aside"),
        (11, "rejected"),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Page 1 of 2", vocabulary.REPORT_LINE),
        ("Page 1 of 2,,,Printed 05/06/2026 2:05 PM,", vocabulary.REPORT_LINE),
        ("***END OF FILE***", vocabulary.REPORT_LINE),
        ("Report generated on 05/06/2026 2:05 PM,,,,", vocabulary.REPORT_LINE),
        ('"Report generated on May 6, 2026"', vocabulary.REPORT_LINE),
        ("-----,-----,-----,-----,-----", vocabulary.REPORT_LINE),
        ("Date range: 05/01/2026 - 05/31/2026", vocabulary.REPORT_LINE),
        (",,,,", vocabulary.BLANK_LINE),
        (",".join(LOG), vocabulary.HEADER_AGAIN),
        ("\ufeff" + ",".join(LOG), vocabulary.HEADER_AGAIN),
        ("Total texts: 2", vocabulary.TOTAL_LINE),
        ("Subtotal,,,2,", vocabulary.TOTAL_LINE),
    ],
)
def test_furniture_of_reports_is_skipped_anywhere(tmp_path: Path, line: str, why: str) -> None:
    content = csv_text(LOG, text("m1")) + f"{line}\n" + csv_text(text("m2")) + f"{line}\n"
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 2, "set_aside": 2}
    assert [row[3] for row in rows_not_imported()] == [why, why]


@pytest.mark.parametrize(
    "line",
    [
        f"Page 1 of 2,,{number(1)},,",
        "Page 1 of 2,,2125550101,Sent,",
        "Pageant,,,,",
        "End of year reminder,,,Sent,",
    ],
)
def test_furniture_that_may_be_a_row_is_rejected(tmp_path: Path, line: str) -> None:
    assert imported(written(tmp_path / "log.csv", PLAIN + line)) == {"stored": 2, "rejected": 1}


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;"])
def test_a_first_line_that_names_the_separator_is_no_header(tmp_path: Path, first: str) -> None:
    content = f"{first}\r\n" + csv_text(LOG, text("m1"), separator=";", end="\r\n")
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 1}


def test_a_total_in_the_middle_is_skipped(tmp_path: Path) -> None:
    content = csv_text(LOG, text("m1"), ["Total", "", "", "1", ""], text("m2"))
    done = imported(written(tmp_path / "log.csv", content + "short\n"))
    assert done == {"stored": 2, "set_aside": 1, "rejected": 1}


def test_every_sheet_may_end_with_a_total(tmp_path: Path) -> None:
    total = ["Total", None, None, 1.0, None]
    file = workbook(tmp_path / "log.xlsx", One=[LOG, text("m1"), total], Two=[LOG, text("m2"), total])
    assert imported(file) == {"stored": 2, "set_aside": 2}


def test_lists_of_every_kind_may_end_with_a_total(tmp_path: Path) -> None:
    listed = log_file(tmp_path, [number(1), OPTED_IN], ["Total", 1], header=LISTED, name="a.csv")
    assert imported(listed, as_of=utc(2026, 5, 1)) == {"stored": 1, "set_aside": 1}
    contact = ["c1", number(1), "Ana", "Lincoln High", "", "2026-05-01"]
    contacts = log_file(tmp_path, contact, ["Total", 1], header=CONTACTS, name="b.csv")
    assert imported(contacts) == {"stored": 1, "set_aside": 1}


def test_totals_line_does_not_fail_the_nightly_import(tmp_path: Path) -> None:
    done = run_import(written(tmp_path / "log.csv", PLAIN + "Total,,,2,\n"))
    assert done.status == 0
    assert "1 skipped, 0 rejected" in done.out
