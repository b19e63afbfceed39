"""A workbook without its rows: the formats, the cover sheet, and the heads of its sheets."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter

from pages.parts.downloads.files import excel_rows
from pages.parts.downloads.files.excel_rows import Styles

ROWS_PER_SHEET = 1_048_575  # what Excel holds, without the head
NARROWEST, WIDEST, WIDTH_OF_INSTANT, WIDTH_OF_FACTS = 9, 44, 25, 90
MEASURED_ROWS = 1_000  # rows by which the columns get their width
INSTANT = "mmm d, yyyy h:mm:ss AM/PM"
COVER, COVERS_FILE = "About", "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Plan:
    """What a workbook will be: its title, its cover's facts, its sheet's name, the zone's word, its rows.

    What does not fit a sheet goes on in further ones.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    sheet: str
    zone: str
    rows: int
    rows_per_sheet: int = ROWS_PER_SHEET

    def sheets(self) -> list[tuple[str, str, int]]:
        """Every sheet: its name, its file in the workbook, its rows; the first is there without any."""
        count = max(-(-self.rows // self.rows_per_sheet), 1)
        return [
            (
                f"{self.sheet} {place}" if place > 1 else self.sheet,
                f"xl/worksheets/sheet{place + 1}.xml",
                min(self.rows - (place - 1) * self.rows_per_sheet, self.rows_per_sheet),
            )
            for place in range(1, count + 1)
        ]


def frame(plan: Plan, sample: pa.RecordBatch, notes: Iterable[str] = ()) -> dict[str, bytes]:
    """The files of the workbook, with no row in its sheets; columns are as wide as the sample needs."""
    content = io.BytesIO()
    # No table of shared texts: the rows that are put in later would not be in it.
    workbook = xlsxwriter.Workbook(content, {"constant_memory": True})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    styles = {
        "timestamp": workbook.add_format({"num_format": INSTANT, "align": "left"}),
        "string": workbook.add_format({"num_format": "@"}),
    }
    _write_cover(workbook, plan, notes)
    heads = excel_rows.titles(sample.schema.names, plan.zone)
    for name, _file, rows in plan.sheets():
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, rows, len(heads) - 1)
        # Else each number and id would bear a green corner: a number that is kept as text.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + 1}"})
        for place, (head, column) in enumerate(zip(heads, sample.columns, strict=True)):
            style = styles.get(str(column.type).partition("[")[0])
            sheet.set_column(place, place, _width(head, column), style)
            sheet.write_string(0, place, head, bold)
    workbook.close()
    with zipfile.ZipFile(content) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for _name, file, rows in plan.sheets():
        # It covers the head alone, by which some readers would stop.
        files[file] = re.sub(
            rb'(<dimension ref="A1:[A-Z]+)1"', rb"\g<1>%d" % (rows + 1) + b'"', files[file]
        )
    return files


def styles(files: dict[str, bytes], columns: pa.Schema) -> Styles:
    """The numbers that the formats of the frame's columns have got."""
    heads = files["xl/worksheets/sheet2.xml"].partition(b"<sheetData>")[0]
    numbers = re.findall(rb'<col min="(\d+)"[^>]*? style="(\d+)"', heads)
    of_column = {int(first) - 1: number.decode() for first, number in numbers}
    found = {
        str(field.type).partition("[")[0]: of_column.get(place, "0") for place, field in enumerate(columns)
    }
    return Styles(found.get("string", "0"), found.get("timestamp", "0"))


def _write_cover(workbook: xlsxwriter.Workbook, plan: Plan, notes: Iterable[str]) -> None:
    title = workbook.add_format({"bold": True, "font_size": 16})
    label = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheets = ", ".join(f"{name} ({rows:,} rows)" for name, _file, rows in plan.sheets())
    facts = [*plan.facts, ("Sheets", sheets), *(("Note", note) for note in notes)]
    cover = workbook.add_worksheet(COVER)
    cover.hide_gridlines(2)
    cover.set_column(0, 0, NARROWEST * 2)
    cover.set_column(1, 1, WIDTH_OF_FACTS)
    cover.write_string(0, 0, plan.title, title)
    for place, (name, words) in enumerate(facts, start=2):
        cover.write_string(place, 0, name, label)
        cover.write_string(place, 1, words, wrapped)


def _width(head: str, column: pa.Array) -> int:
    if pa.types.is_timestamp(column.type):
        return max(WIDTH_OF_INSTANT, len(head) + 3)
    texts = column.slice(0, MEASURED_ROWS).cast(pa.string())
    longest = pc.max(pc.utf8_length(texts)).as_py() or 0
    # Three more, for the button of the filter.
    return int(min(max(NARROWEST, len(head) + 3, longest + 1), WIDEST))
