"""The files of a reminder batch in one zip: mail merge, flyers and contact IDs. No Streamlit here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import pyarrow as pa
import xlsxwriter

from data import csv_writer, flyers
from data.words.catalog import _, ngettext
from pages.parts.opt_in_reminders.batch_contents import HEADERS, NOT_REACHED, BatchContents
from pages.parts.opt_in_reminders.pending import BY_EMAIL, ON_PAPER

# File names are the same in every language, in plain letters, because scripts and mail merges open them.
FILES = {
    BY_EMAIL: "families by email",
    ON_PAPER: "families on paper",
    NOT_REACHED: "numbers not reached",
}
CONTACT_IDS, READ_ME, FLYERS = "contact ids.csv", "READ ME.txt", "flyers"
WIDEST = 60  # letters of a column in a workbook
LONGEST_TEXT = 32_767  # that a cell of Excel has room for, in units of UTF-16
Progress = Callable[[float], object]


def zip_file(contents: BatchContents, filters: str, on_progress: Progress) -> bytes:
    """Return the zip. `filters` is the filter as a sentence; `on_progress` gets the share done, 0 to 1.

    Raises Problem if a flyer can't be made.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, name in FILES.items():
            archive.writestr(f"{name}.xlsx", workbook(contents.rows[part]))
            archive.writestr(f"{name}.csv", csv_file(contents.rows[part]))
        archive.writestr(CONTACT_IDS, contact_ids(contents.contact_ids))
        archive.writestr(READ_ME, read_me(contents, filters))
        for place, (name, flyer) in enumerate(sorted(contents.flyers.items())):
            on_progress(place / len(contents.flyers))
            archive.writestr(f"{FLYERS}/{name}", flyers.pdf(flyer))
    on_progress(1.0)
    return file.getvalue()


def csv_file(rows: pa.Table) -> bytes:
    """Return rows as CSV for Excel, Word and Google Sheets: UTF-8 with a mark, and no cell is a formula."""
    return csv_writer.content(_headers(rows), (row.values() for row in rows.to_pylist()))


def workbook(rows: pa.Table) -> bytes:
    """Return rows as an Excel workbook for Word's mail merge: one sheet, the header in its first row."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(_("Families"))
        bold = book.add_format({"bold": True})
        for place, (header, column) in enumerate(zip(_headers(rows), rows.columns, strict=True)):
            cells = [_fitting(cell) for cell in column.to_pylist()]
            sheet.write_string(0, place, header, bold)
            sheet.write_column(1, place, cells)
            longest = max((len(str(cell)) for cell in [header, *cells] if cell is not None), default=0)
            sheet.set_column(place, place, min(longest + 2, WIDEST))
        sheet.freeze_panes(1, 0)
    return file.getvalue()


def _fitting(cell: object) -> object:
    """Return a cell cut to what Excel has room for: the library drops a longer one and all under it."""
    if isinstance(cell, str) and len(cell) > LONGEST_TEXT // 2:
        return cell.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
    return cell


def contact_ids(ids: Sequence[str]) -> bytes:
    """Return the contacts of a batch, one a line, to load into the messaging service."""
    return csv_writer.content([_("Contact ID")], ([one] for one in ids))


def read_me(contents: BatchContents, filters: str) -> str:
    """Return what the zip contains and how to use it, for people who haven't seen the page."""
    lines = [
        _("Reminders for families with pending numbers"),
        _("Filters: {filters}", filters=filters),
        "",
        *file_sentences(*(contents.rows[part].num_rows for part in FILES)),
        "",
        *_bad_email_lines(contents.bad_emails),
        _("These files contain names and email addresses. Delete them once the reminders are sent."),
    ]
    return "\n".join(lines) + "\n"


def file_sentences(
    by_email: int, on_paper: int, not_reached: int, *, style: Callable[[str], str] = str
) -> list[str]:
    """Return what each file of the zip has, from the numbers of rows; `style` formats its name."""
    return [
        *_family_sentences(by_email, on_paper, style),
        ngettext(
            "{file}: {number} number that can't be reminded, with the reason.",
            "{file}: {number} numbers that can't be reminded, with the reason.",
            not_reached,
            file=style(FILES[NOT_REACHED]),
            number=not_reached,
        ),
        _(
            "{file}: contacts to load into the messaging service, for its email or call.",
            file=style(CONTACT_IDS),
        ),
        _(
            "{file}: a PDF for each school and language. The column “Flyer” names the file.",
            file=style(FLYERS),
        ),
    ]


def bad_email_sentence(contacts: int) -> str:
    """Return why the email addresses of so many contacts aren't in the files."""
    return ngettext(
        "The email address of {number} contact isn't valid, so it isn't used. "
        "Correct it in your student information system.",
        "The email addresses of {number} contacts aren't valid, so they aren't used. "
        "Correct them in your student information system.",
        contacts,
        number=contacts,
    )


def _bad_email_lines(contacts: Sequence[str]) -> list[str]:
    if not contacts:
        return []
    return [bad_email_sentence(len(contacts)), *(f"- {contact}" for contact in contacts), ""]


def _family_sentences(by_email: int, on_paper: int, style: Callable[[str], str]) -> list[str]:
    return [
        ngettext(
            "{file}: {number} row for a mail merge, one per family and address.",
            "{file}: {number} rows for a mail merge, one per family and address.",
            by_email,
            file=style(FILES[BY_EMAIL]),
            number=by_email,
        ),
        ngettext(
            "{file}: {number} family without an email address. The flyer goes home with the student.",
            "{file}: {number} families without an email address. The flyer goes home with the student.",
            on_paper,
            file=style(FILES[ON_PAPER]),
            number=on_paper,
        ),
    ]


def _headers(rows: pa.Table) -> list[str]:
    return [_(HEADERS[key]) for key in rows.column_names]
