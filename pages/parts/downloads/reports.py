"""The reports and the file formats of downloads: one entry for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.words.catalog import N_
from queries.numbers.fields import NUMBERS_TO_FIX, WHO_WE_CAN_TEXT

SMS_LOG, SMS_STATUS = "sms_log", "sms_status"
CONTACTS_OF_TEXTS, CONTACTS_OF_NUMBERS = "contact_ids_of_texts", "contact_ids_of_numbers"
CONTACTS_NOT_TEXTED = "contacts_not_texted"
TO_FIX, LAST_RESULTS = "numbers_to_fix", "last_results_of_numbers"
CALL_LIST, CONTACTS_TO_CALL = "call_list", "contact_ids_to_call"
XLSX, CSV, PARQUET = "xlsx", "csv", "parquet"


@dataclass(frozen=True)
class Report:
    """A report to download: the question of its rows, its title, and the title of its sheet.

    Titles are entries of the catalog. `updated` is the column of "clocks" that says how new the report is.
    `page` is the page whose filters it takes. With `has_days`, these have dates. `counted_by` are the
    question and the column that count its rows; without it, they are counted by day, so that a long file is
    made in slices of days.
    `on_screen` are the columns of its list on the page, in their order; a file for people begins with them.
    `bytes_per_row` is the size of a row by format, measured on the sample logs. Ids that aren't in order
    compress worse: files of services with such ids are up to half as large again.
    """

    question: str
    title: str
    sheet: str
    updated: str
    page: str
    has_days: bool
    bytes_per_row: Mapping[str, int]
    on_screen: tuple[str, ...] = ()
    counted_by: tuple[str, str] | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        """The endings of the file formats that it has, in the order of their buttons."""
        return tuple(self.bytes_per_row)


@dataclass(frozen=True)
class FileFormat:
    """A file format: what people call it, its media type, and the size of a file without rows."""

    name: str
    media_type: str
    is_compressed: bool
    empty_bytes: int


REPORTS: Mapping[str, Report] = {
    SMS_LOG: Report(
        question="messages",
        title=N_("SMS Log"),
        sheet=N_("Texts"),
        updated="log_as_of",
        page=SMS_LOG,
        has_days=True,
        bytes_per_row={XLSX: 45, CSV: 227, PARQUET: 13},
        on_screen=(
            *("requested_at", "broadcast", "school", "names", "students", "contact_id", "number"),
            *("result", "why"),
        ),
    ),
    SMS_STATUS: Report(
        question="statuses",
        title=N_("SMS Status"),
        sheet=N_("Numbers"),
        updated="consent_as_of",
        page=SMS_STATUS,
        has_days=False,
        bytes_per_row={XLSX: 36, CSV: 114, PARQUET: 21},
        on_screen=("number", "status", "changed_at", "how", "name", "students", "contact_id", "school"),
        counted_by=("statuses_listed", "listed"),
    ),
    CONTACTS_OF_TEXTS: Report(
        question="contact_ids_of_texts",
        title=N_("Contact IDs"),
        sheet=N_("Contact IDs"),
        updated="log_as_of",
        page=SMS_LOG,
        has_days=True,
        bytes_per_row={CSV: 8},
        counted_by=("texts_recounted", "contacts"),
    ),
    CONTACTS_OF_NUMBERS: Report(
        question="contact_ids_of_numbers",
        title=N_("Contact IDs"),
        sheet=N_("Contact IDs"),
        updated="consent_as_of",
        page=SMS_STATUS,
        has_days=False,
        bytes_per_row={CSV: 8},
        counted_by=("statuses_listed", "contacts"),
    ),
    CONTACTS_NOT_TEXTED: Report(
        question="contacts_not_texted",
        title=N_("Contacts who can't be texted"),
        sheet=N_("Contacts"),
        updated="consent_as_of",
        page=WHO_WE_CAN_TEXT,
        has_days=False,
        bytes_per_row={XLSX: 40, CSV: 120, PARQUET: 25},
        on_screen=("obstacle", "name", "students", "school", "grade", "language", "number", "contact_id"),
        counted_by=("contacts_not_texted_listed", "listed"),
    ),
    TO_FIX: Report(
        question="numbers_to_fix",
        title=N_("Numbers to fix"),
        sheet=N_("Numbers"),
        updated="log_as_of",
        page=NUMBERS_TO_FIX,
        has_days=False,
        bytes_per_row={XLSX: 70, CSV: 260, PARQUET: 45},
        on_screen=(
            *("number", "name", "student_name", "school", "why", "fix", "failures", "first_failure"),
            *("last_failure", "last_success", "changed_at", "contact_id"),
        ),
        counted_by=("numbers_to_fix_listed", "listed"),
    ),
    LAST_RESULTS: Report(
        question="last_results_of_numbers",
        title=N_("Last results of numbers"),
        sheet=N_("Numbers"),
        updated="log_as_of",
        page=NUMBERS_TO_FIX,
        has_days=False,
        bytes_per_row={CSV: 60},
        counted_by=("numbers_to_fix_listed", "numbers"),
    ),
    CALL_LIST: Report(
        question="not_reached",
        title=N_("Call list"),
        sheet=N_("Contacts"),
        updated="log_as_of",
        page=SMS_LOG,
        has_days=False,
        bytes_per_row={XLSX: 60, CSV: 160},
        on_screen=(
            *("contact_id", "name", "student_name", "school", "language", "numbers", "other_numbers"),
            *("why", "family_reached", "call_result", "called_at", "called_by"),
        ),
        counted_by=("broadcast_summary", "not_reached"),
    ),
    CONTACTS_TO_CALL: Report(
        question="contact_ids_to_call",
        title=N_("Contact IDs"),
        sheet=N_("Contact IDs"),
        updated="log_as_of",
        page=SMS_LOG,
        has_days=False,
        bytes_per_row={CSV: 8},
        counted_by=("broadcast_summary", "to_call"),
    ),
}
QUESTIONS = {page: REPORTS[page].question for page in (SMS_LOG, SMS_STATUS)}  # of the lists of pages
ON_SCREEN = {key: report.on_screen for key, report in REPORTS.items() if report.on_screen}
FORMATS: Mapping[str, FileFormat] = {  # by the ending of a file's name, in the order of their buttons
    XLSX: FileFormat(
        name="Excel",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        is_compressed=True,
        empty_bytes=7_500,
    ),
    CSV: FileFormat(name="CSV", media_type="text/csv; charset=utf-8", is_compressed=False, empty_bytes=200),
    PARQUET: FileFormat(
        name="Parquet",
        media_type="application/vnd.apache.parquet",
        is_compressed=True,
        empty_bytes=3_000,
    ),
}
