"""All of a run in one zip: flyers, files for a mail merge, and contact ids to load back. No Streamlit."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

import pyarrow as pa
import xlsxwriter

from data import flyers
from data.engine import csv_answers
from pages.parts.opt_in_reminders.batch_contents import Merge

FILES = {"e_mail": "families by e-mail", "paper": "families on paper", "none": "numbers not reached"}
CONTACT_IDS = "contact ids.csv"
WIDEST = 60  # letters of a column in a workbook
Progress = Callable[[float], object]


def zipped(merge: Merge, asked: str, say: Progress) -> bytes:
    """The zip; `say` is told the share done, 0 to 1. `asked` is what was chosen, in words."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, name in FILES.items():
            archive.writestr(f"{name}.xlsx", workbook(merge.families[part]))
            archive.writestr(f"{name}.csv", as_csv(merge.families[part]))
        archive.writestr(CONTACT_IDS, contact_ids(merge.contact_ids))
        archive.writestr("READ ME.txt", read_me(merge, asked))
        for place, (name, flyer) in enumerate(sorted(merge.flyers.items())):
            say(place / len(merge.flyers))
            archive.writestr(f"flyers/{name}", flyers.pdf(flyer))
    say(1.0)
    return made.getvalue()


def as_csv(rows: pa.Table) -> bytes:
    """Rows as CSV that Excel, Word and Google Sheets open: UTF-8 with its mark, no cell that is run."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows.column_names)
    for row in rows.to_pylist():
        writer.writerow(
            [csv_answers.harmless(cell) if isinstance(cell, str) else cell for cell in row.values()]
        )
    return text.getvalue().encode("utf-8-sig")


def workbook(rows: pa.Table) -> bytes:
    """Rows as an Excel workbook as Word's mail merge takes it: one sheet, the header in its first row."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Families")
        bold = book.add_format({"bold": True})
        for place, name in enumerate(rows.column_names):
            cells = rows[name].to_pylist()
            sheet.write_string(0, place, name, bold)
            sheet.write_column(1, place, cells)
            longest = max((len(str(cell)) for cell in [name, *cells] if cell is not None), default=0)
            sheet.set_column(place, place, min(longest + 2, WIDEST))
        sheet.freeze_panes(1, 0)
    return made.getvalue()


def contact_ids(ids: tuple[str, ...]) -> bytes:
    """The contacts of a run, one a line, to load into the messaging service for its own e-mail or call."""
    lines = ["Contact ID", *(csv_answers.harmless(one) for one in ids)]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def read_me(merge: Merge, asked: str) -> str:
    """What is in the zip and how to use it, for whoever gets it without having seen the page."""
    by_mail, on_paper, not_reached = (merge.families[part].num_rows for part in FILES)
    return f"""Reminders to families whose numbers are still to answer
Chosen: {asked}

families by e-mail   {by_mail:,} families: for a mail merge, as Excel and as CSV, a row per address.
families on paper    {on_paper:,} families without an e-mail address: the flyer goes home with the student.
numbers not reached  {not_reached:,} numbers that take no texts or that no contact has: to be mended first.
contact ids.csv      {len(merge.contact_ids):,} contacts, to load back into the messaging service.
flyers               {len(merge.flyers):,} as PDF, one per school and language; the column Flyer names each.

These files hold names and e-mail addresses of families. Delete them when the reminders are sent.
"""
