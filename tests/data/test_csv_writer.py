"""CSV files that people get: no cell is run by a spreadsheet, and the reader gets what was written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import csv_writer
from tests.import_files import (
    LOG,
    csv_text,
    import_file,
    imported,
    messages,
    number,
    text,
    written,
)

RUN = (
    *("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "\tx", "\rx", "\n=x", "\N{FULLWIDTH EQUALS SIGN}1"),
    *("'=1", "''-2", "'\N{FULLWIDTH COMMERCIAL AT}x"),
)
PLAIN = ("", "P 1001", "+12125550101", "'tis", "a=b", "''", " =1", 'say "no"', "a\r\nb", "1,5")
WRITERS = (
    Path("data/csv_writer.py"),
    Path("queries/command/printing.py"),
)  # the second prints answers as they are


@pytest.mark.parametrize("cell", RUN)
def test_a_cell_that_a_spreadsheet_would_run_is_text_in_rows_and_in_the_header(cell: str) -> None:
    file = csv_writer.content([cell], [[cell]]).decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(file, newline=""))] == [[f"'{cell}"], [f"'{cell}"]]


@pytest.mark.parametrize("cell", PLAIN)
def test_any_other_cell_is_written_as_it_is(cell: str) -> None:
    file = csv_writer.content([cell], [[cell]]).decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(file, newline=""))] == [[cell], [cell]]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text() | st.sampled_from(RUN), min_size=2, max_size=2), min_size=1, max_size=5))
def test_the_reader_gets_every_text_back(rows: list[list[str]]) -> None:
    assert csv_writer.read(csv_writer.content(rows[0], rows[1:])) == rows


# A cell with a line break lets the whole file be split record by record.
@pytest.mark.parametrize(
    "cells",
    [[cell for cell in RUN if cell.isprintable()], [cell for cell in RUN if not cell.isprintable()]],
    ids=["printable", "with control characters"],
)
def test_corrected_rows_are_stored_as_the_file_first_had_them(tmp_path: Path, cells: list[str]) -> None:
    header = (*LOG[:4], "Reason", "=Notes")
    bad = [(*text(f"bad {place}", to="Ana", why=cell), cell) for place, cell in enumerate(cells)]
    outcome = import_file(written(tmp_path / "log.csv", csv_text(header, *bad, end="\r\n")))
    rejected = Path(str(outcome.rejected_file)).read_bytes()
    names, *rows = csv.reader(io.StringIO(rejected.decode("utf-8-sig"), newline=""))
    assert names[-1] == "'=Notes"
    assert [row[-1] for row in rows] == [f"'{cell}" for cell in cells]
    assert [row[3:] for row in csv_writer.read(rejected)[1:]] == [[*row] for row in bad]
    corrected = ([number(1) if cell == "Ana" else cell for cell in row] for row in rows)
    file = written(tmp_path / "corrected.csv", csv_text(names, *corrected, end="\r\n"))
    assert imported(file) == {"stored": len(cells)}
    well = [(*text(f"well {place}", why=cell), cell) for place, cell in enumerate(cells)]
    imported(written(tmp_path / "log2.csv", csv_text(header, *well, end="\r\n")))
    stored = messages()
    for place, cell in enumerate(cells):
        assert stored[f"bad {place}"]["reason_text"] == stored[f"well {place}"]["reason_text"], repr(cell)


def test_there_is_one_writer_of_csv() -> None:
    root = Path(__file__).parents[2]
    files = [file for folder in ("data", "queries", "pages") for file in (root / folder).rglob("*.py")]
    writing = [file for file in files if "csv.writer(" in file.read_text(encoding="utf-8")]
    assert sorted(file.relative_to(root) for file in writing) == sorted(WRITERS)
