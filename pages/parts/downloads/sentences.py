"""What is said of a download: its size and its time before, how far it is, and how it ended."""

from __future__ import annotations

from data import settings
from pages.parts.downloads import transfers
from pages.parts.downloads.download_order import SMS_LOG, SMS_STATUS
from pages.parts.downloads.transfers import Transfer
from pages.parts.draw import formatting

NAMES = {"xlsx": "Excel", "csv": "CSV", "parquet": "Parquet"}
# Bytes of a row, measured on the sample logs, and of what a file has besides its rows. Ids that are not in
# order, as some services have them, compress worse: such files are up to half as large again.
BYTES_A_ROW = {
    SMS_LOG: {"xlsx": 33, "csv": 195, "parquet": 14},
    SMS_STATUS: {"xlsx": 31, "csv": 95, "parquet": 18},
}
BYTES_BESIDE = {"xlsx": 7_500, "csv": 200, "parquet": 3_000}
EXCEL_ROWS_A_SECOND = 100_000
LONG_SECONDS = 5  # a download that takes longer says so before
UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "KB"))


def label(report: str, form: str, rows: int) -> str:
    """What stands on a button: "Excel, about 1.2 MB"; of a workbook that takes long, how long."""
    about = size(BYTES_BESIDE[form] + BYTES_A_ROW[report][form] * rows)
    seconds = rows / EXCEL_ROWS_A_SECOND if form == "xlsx" else 0
    long = f", {_duration(seconds)}" if seconds > LONG_SECONDS else ""
    return f"{NAMES[form]}, about {about}{long}"


def told(token: str) -> str | None:
    """How the newest download under a token goes or ended, as a sentence; None where there is none."""
    transfer = transfers.of(token)
    return sentence(transfer) if transfer else None


def sentence(transfer: Transfer) -> str:
    """How far a download is, or how it ended: "sms_log.xlsx: 5,020 texts, 412 KB, done at 8:14 AM"."""
    name, all_rows = transfer.name, formatting.count(transfer.of_rows, transfer.noun)
    far = f"{formatting.count(transfer.rows)} of {all_rows}"
    if transfer.ended_at:
        ended_at = transfer.ended_at.astimezone(settings.load().zone)
        at = f"{ended_at.hour % 12 or 12}:{ended_at:%M %p}"
        ended = {
            "done": f"{formatting.count(transfer.rows, transfer.noun)}, {size(transfer.bytes)}, done at {at}",
            "stopped": f"stopped at {at}, after {far}. The file is not whole",
            "failed": f"broke off at {at}, after {far}. The file is not whole; ask for it again",
        }
        return f"{name}: {ended[transfer.state]}."
    if transfer.state == "waiting":
        return f"{name}: waits until another download has ended."
    if transfer.state == "making":
        return f"{name}: {all_rows} in the making."
    return f"{name}: {far}, {size(transfer.bytes)} so far."


def size(count: float) -> str:
    """So many bytes as people say it: "412 KB", "1.2 MB"."""
    for unit, name in UNITS:
        if count >= unit:
            many = count / unit
            return f"{many:.0f} {name}" if many >= 10 or name == "KB" else f"{many:.1f} {name}"  # noqa: PLR2004
    return formatting.count(round(count), "bytes")


def _duration(seconds: float) -> str:
    return formatting.count(round(seconds), "seconds") if seconds < 90 else f"{round(seconds / 60)} minutes"  # noqa: PLR2004
