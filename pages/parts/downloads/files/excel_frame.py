"""A workbook without its rows: the formats, the About sheet, and the header rows of the other sheets."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter

from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.downloads.files import excel_rows
from pages.parts.downloads.files.excel_rows import Styles

ROWS_PER_SHEET = 1_048_575  # what Excel holds below a header row
NARROWEST, WIDEST, TIME_WIDTH, FACT_WIDTH = 9, 44, 25, 90  # of columns, in characters
FILTER_BUTTON_WIDTH = 3
MEASURED_ROWS = 1_000  # rows that set the width of their columns
TIME_FORMAT = "mmm d, yyyy h:mm:ss AM/PM"
ABOUT_FILE = "xl/worksheets/sheet1.xml"


class Sheet(NamedTuple):
    """A sheet of rows: its name, its file in the workbook, and how many rows it gets."""

    name: str
    file: str
    rows: int


@dataclass(frozen=True)
class Plan:
    """A workbook to write: its title, the facts of its About sheet, and its sheets of rows.

    `sheet` is the name of the first sheet of rows; what doesn't fit goes on in further ones. `zone` is the
    name of the zone of its times, such as "CT".
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    sheet: str
    zone: str
    rows: int
    rows_per_sheet: int = ROWS_PER_SHEET

    def sheets(self) -> list[Sheet]:
        """Return every sheet of rows; the first is there even without any."""
        count = max(-(-self.rows // self.rows_per_sheet), 1)
        return [
            Sheet(
                f"{self.sheet} {place}" if place > 1 else self.sheet,
                f"xl/worksheets/sheet{place + 1}.xml",
                min(self.rows - (place - 1) * self.rows_per_sheet, self.rows_per_sheet),
            )
            for place in range(1, count + 1)
        ]


def frame(plan: Plan, sample: pa.RecordBatch, notes: Iterable[str] = ()) -> dict[str, bytes]:
    """Return the files of the workbook without rows; columns are as wide as the sample needs."""
    content = io.BytesIO()
    # No table of shared texts: it would lack the rows that are put in later.
    workbook = xlsxwriter.Workbook(content, {"constant_memory": True})
    formats = {
        "timestamp": workbook.add_format({"num_format": TIME_FORMAT, "align": "left"}),
        "string": workbook.add_format({"num_format": "@"}),
        "header": workbook.add_format({"bold": True, "valign": "top"}),
    }
    _add_about_sheet(workbook, plan, notes)
    titles = excel_rows.titles(sample.schema.names, plan.zone)
    for sheet in plan.sheets():
        _add_sheet(workbook, sheet, [*zip(titles, sample.columns, strict=True)], formats)
    workbook.close()
    with zipfile.ZipFile(content) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for sheet in plan.sheets():
        # It covers only the header row, where some readers would stop.
        dimension = rb"\g<1>%d" % (sheet.rows + 1) + b'"'
        files[sheet.file] = re.sub(rb'(<dimension ref="A1:[A-Z]+)1"', dimension, files[sheet.file])
    return files


def styles(files: dict[str, bytes], columns: pa.Schema) -> Styles:
    """Return the numbers of the formats that the columns of a frame have."""
    start = files["xl/worksheets/sheet2.xml"].partition(b"<sheetData>")[0]
    # Neighbors of one width and format are one element.
    numbers = re.findall(rb'<col min="(\d+)" max="(\d+)"[^>]*? style="(\d+)"', start)
    by_place = {
        place: number.decode()
        for first, last, number in numbers
        for place in range(int(first) - 1, int(last))
    }
    by_type = {_type_name(field.type): by_place.get(place, "0") for place, field in enumerate(columns)}
    return Styles(by_type.get("string", "0"), by_type.get("timestamp", "0"))


def _add_sheet(
    workbook: xlsxwriter.Workbook,
    sheet: Sheet,
    columns: Sequence[tuple[str, pa.Array]],
    formats: dict[str, object],
) -> None:
    worksheet = workbook.add_worksheet(sheet.name)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, sheet.rows, len(columns) - 1)
    # Otherwise each phone number and id has a green corner: "number stored as text".
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{sheet.rows + 1}"})
    for place, (title, column) in enumerate(columns):
        worksheet.set_column(place, place, _width(title, column), formats.get(_type_name(column.type)))
        worksheet.write_string(0, place, title, formats["header"])


def _add_about_sheet(workbook: xlsxwriter.Workbook, plan: Plan, notes: Iterable[str]) -> None:
    title_format = workbook.add_format({"bold": True, "font_size": 16})
    label_format = workbook.add_format({"bold": True, "valign": "top"})
    text_format = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheets = [
        ngettext("{sheet} ({rows} row)", "{sheet} ({rows} rows)", rows, sheet=name, rows=rows)
        for name, _file, rows in plan.sheets()
    ]
    facts = [*plan.facts, (_("Sheets"), catalog.listing(sheets)), *((_("Note"), note) for note in notes)]
    worksheet = workbook.add_worksheet(_("About"))
    worksheet.hide_gridlines(2)
    worksheet.set_column(0, 0, NARROWEST * 2)
    worksheet.set_column(1, 1, FACT_WIDTH)
    worksheet.write_string(0, 0, plan.title, title_format)
    for place, (label, text) in enumerate(facts, start=2):
        worksheet.write_string(place, 0, label, label_format)
        worksheet.write_string(place, 1, text, text_format)


def _type_name(kind: pa.DataType) -> str:
    return str(kind).partition("[")[0]


def _width(title: str, column: pa.Array) -> int:
    narrowest = len(title) + FILTER_BUTTON_WIDTH
    if pa.types.is_timestamp(column.type):
        return max(TIME_WIDTH, narrowest)
    texts = column.slice(0, MEASURED_ROWS).cast(pa.string())
    longest = pc.max(pc.utf8_length(texts)).as_py() or 0
    return int(min(max(NARROWEST, narrowest, longest + 1), WIDEST))
