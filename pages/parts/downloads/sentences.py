"""The sentences about a download: the label of its button, how far it is, and how it ended."""

from __future__ import annotations

from data import settings
from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.downloads.reports import FORMATS, REPORTS, XLSX
from pages.parts.downloads.transfers import Transfer
from pages.parts.draw.formatting import file_size

EXCEL_ROWS_PER_SECOND = 100_000
SHORT_SECONDS = 5  # a file that takes longer says how long on its button
SECONDS_SHOWN = 90  # a longer time is shown in minutes


def button(report: str, file_format: str, rows: int) -> str:
    """Return the label of a button: "Download Excel (1.2 MB)", with the time if the workbook takes long."""
    name = FORMATS[file_format].name
    expected = file_size(
        FORMATS[file_format].empty_bytes + REPORTS[report].bytes_per_row[file_format] * rows
    )
    seconds = rows / EXCEL_ROWS_PER_SECOND if file_format == XLSX else 0
    if seconds <= SHORT_SECONDS:
        return _("Download {format} ({size})", format=name, size=expected)
    duration = _duration(seconds)
    return _("Download {format} ({size}, {duration})", format=name, size=expected, duration=duration)


def progress(transfer: Transfer) -> str:
    """Return how far a download is, or how it ended: "x.csv: 5,020 rows (412 KB), done at 8:14 AM."."""
    all_rows = transfer.all_rows
    places: dict[str, object] = {"file": transfer.file_name, "rows": transfer.rows, "all_rows": all_rows}
    match transfer.state:
        case "waiting":
            return _("{file}: waiting for another download to finish.", **places)
        case "making":
            return ngettext(
                "{file}: preparing {all_rows} row.",
                "{file}: preparing {all_rows} rows.",
                all_rows,
                **places,
            )
        case "sending":
            return ngettext(
                "{file}: {rows} of {all_rows} row so far ({size}).",
                "{file}: {rows} of {all_rows} rows so far ({size}).",
                all_rows,
                size=file_size(transfer.bytes),
                **places,
            )
    return _end(transfer, places)


def _end(transfer: Transfer, places: dict[str, object]) -> str:
    assert transfer.ended_at
    time = catalog.time_of_day(transfer.ended_at.astimezone(settings.load().zone))
    match transfer.state:
        case "done":
            return ngettext(
                "{file}: {rows} row ({size}), done at {time}.",
                "{file}: {rows} rows ({size}), done at {time}.",
                transfer.rows,
                size=file_size(transfer.bytes),
                time=time,
                **places,
            )
        case "stopped":
            return ngettext(
                "{file}: stopped at {time} after {rows} of {all_rows} row. The file is incomplete.",
                "{file}: stopped at {time} after {rows} of {all_rows} rows. The file is incomplete.",
                transfer.all_rows,
                time=time,
                **places,
            )
    return ngettext(
        "{file}: failed at {time} after {rows} of {all_rows} row. Download it again.",
        "{file}: failed at {time} after {rows} of {all_rows} rows. Download it again.",
        transfer.all_rows,
        time=time,
        **places,
    )


def _duration(seconds: float) -> str:
    if seconds < SECONDS_SHOWN:
        number = round(seconds)
        return ngettext("{number} second", "{number} seconds", number, number=number)
    minutes = round(seconds / 60)
    return ngettext("{number} minute", "{number} minutes", minutes, number=minutes)
