"""A file that gives no row is never remembered as imported, and a sheet that isn't read is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import Problem
from data.importer.files.sources import NoRecords
from data.importer.judging import check_rows
from data.tables import store
from tests.import_files import (
    CONTACTS,
    LISTED,
    LOG,
    Cells,
    csv_text,
    import_file,
    imported,
    imported_files,
    log_file,
    opened,
    parquet,
    rows_of,
    text,
    utc,
    workbook,
    written,
)


@pytest.mark.parametrize("header", [LOG, LISTED, CONTACTS])
def test_a_list_without_rows_is_not_remembered_as_imported(tmp_path: Path, header: tuple[str, ...]) -> None:
    with pytest.raises(NoRecords, match="This file has no rows"):
        imported(log_file(tmp_path, header=header), as_of=utc(2026, 9, 30))
    assert imported_files() == []


@pytest.mark.parametrize("end", ["", "\n", "\r\n \r\n\n", "\r\r", "\n\x1a"])
def test_lines_with_nothing_in_them_are_no_rows(tmp_path: Path, end: str) -> None:
    with pytest.raises(NoRecords, match="This file has no rows"):
        imported(written(tmp_path / "log.csv", csv_text(LOG).strip() + end))


def test_a_workbook_and_a_parquet_file_without_rows_are_not_remembered(tmp_path: Path) -> None:
    empty: dict[str, list[str]] = {name: [] for name in LOG}
    page = f"<table><tr>{''.join(f'<th>{name}</th>' for name in LOG)}</tr></table>"
    for file in (
        workbook(tmp_path / "log.xlsx", Log=[LOG]),
        parquet(tmp_path / "log.parquet", empty),
        written(tmp_path / "log.xls", page),
    ):
        with pytest.raises(NoRecords, match="This file has no rows"):
            imported(file)
    assert imported_files() == []


@pytest.mark.parametrize("row", [text("m1"), ("a\nb", *text("m1")[1:]), ("", "", "", "", "?")])
def test_a_file_with_lines_of_which_no_row_was_read_is_refused(tmp_path: Path, row: Cells) -> None:
    header = (LOG[0], "Date\nand time", *LOG[2:])
    source = opened(tmp_path, csv_text(header, row), "log.csv")
    with pytest.raises(
        Problem, match="has lines below its column names, but no row could be read"
    ) as error:
        check_rows(source, 0, "log.csv")
    assert not isinstance(error.value, NoRecords), "a night without texts ends well, and this doesn't"
    check_rows(source, 1, "log.csv")
    with pytest.raises(NoRecords):
        check_rows(opened(tmp_path, csv_text(header), "log.csv"), 0, "log.csv")


def test_a_file_that_an_older_version_read_as_no_rows_is_imported(tmp_path: Path, logs: str) -> None:
    file = log_file(tmp_path, text("m1"))
    uri = str(tmp_path / "first")
    import_file(file, uri=uri)
    (row,) = rows_of("imports", uri)
    store.commit(store.create(logs), row | {"rows_read": 0, "stored": 0})
    assert imported(file) == {"stored": 1}
    assert import_file(file).was_imported_before


def test_sheets_of_other_columns_are_named(tmp_path: Path) -> None:
    sheets: dict[str, list[Cells]] = {
        "Notes": [("Export",)],
        "Log": [LOG, text("m1")],
        "More": [LOG, text("m2")],
    }
    outcome = import_file(workbook(tmp_path / "log.xlsx", **sheets))
    assert outcome.stored == 2
    assert "Sheet not read: “Notes”." in outcome.notes
