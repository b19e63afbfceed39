"""The first cells of columns, from DuckDB's own reader or record by record."""

from __future__ import annotations

from pathlib import Path

from data.importer.files import first_cells, opening
from data.importer.files.sources import Source
from tests.import_files import csv_text, number, written

UPLOADED = ("Row number", "phone_number", "child, class", "Template", "Type", "Job", "Status", "Time")


def _source(folder: Path, text: str) -> Source:
    return opening.open_source(written(folder / "list.csv", text), folder)


def test_only_the_first_rows_of_the_columns_are_read(tmp_path: Path) -> None:
    source = _source(tmp_path, csv_text(["Phone", "Name"], *([number(n), f"Ana {n}"] for n in range(3))))
    assert first_cells.of_columns(source, [1], 2) == {1: ["Ana 0", "Ana 1"]}
    assert first_cells.of_columns(source, [], 2) == {}


def test_columns_of_an_uploaded_list_are_found_from_the_right(tmp_path: Path) -> None:
    header = ",".join(UPLOADED)  # unquoted, as GOV.UK Notify writes it: nine names for eight cells
    row = '1,+447700900101,"Ana, 3b",Snow,sms,list.csv,Delivered,2026-04-19 12:00:00'
    source = _source(tmp_path, f"{header}\n{row}\n")
    assert source.header[-1] == "Time"
    time, status = len(source.header) - 1, len(source.header) - 2
    cells = first_cells.of_columns(source, [1, status, time], 10)
    assert cells == {1: ["+447700900101"], status: ["Delivered"], time: ["2026-04-19 12:00:00"]}
