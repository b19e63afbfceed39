"""Files with a payload in every column of text, in their headings and in their names."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import xlsxwriter

from data.importer import ImportOrder, import_file
from data.words import vocabulary
from tests.attack import payloads
from tests.import_files import Cells, csv_text, written

MOST_IN_EXCEL = 32_767
LOST_IN_EXCEL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # or another character when it is read
TEXTS_EACH = 22  # of a payload: enough to be compared
FIRST = datetime(2026, 9, 1, 8, tzinfo=UTC)
AREAS = (212, 312, 415, 512)  # each has 100 fictional numbers
LOG = (
    *(
        "Message ID",
        "Broadcast ID",
        "Broadcast",
        "Sent By",
        "School",
        "Contact ID",
        "Phone Number",
        "Short Code",
    ),
    *(
        "Delivery Results",
        "Reason",
        "Service Status",
        "Carrier Code",
        "Date/Time",
        "Message Category",
        "Currency",
    ),
    *("Carrier Name", "Channel"),
)
CONSENT = ("Phone Number", "Short Code", "SMS Status", "Changed At", "How", "As Of")
CONTACTS = (
    *(
        "Contact ID",
        "Phone Number",
        "Phone Type",
        "Name",
        "Email",
        "School",
        "Grade",
        "Language",
        "Student ID",
    ),
    *("Student Name", "Household ID", "As Of"),
)
RESULTS = [result.name for result in vocabulary.RESULTS]
STATUSES = [status.name for status in vocabulary.STATUSES]
AS_OF = "2026-09-30"


@dataclass(frozen=True)
class HostileFile:
    """A file: its name, whose ending says its kind, its heading, and its rows as they were written."""

    name: str
    header: Cells
    rows: Sequence[Cells]

    def content(self) -> bytes:
        """Return it as a workbook, as JSON or as CSV."""
        if self.name.endswith(".xlsx"):
            return _workbook(self.header, self.rows)
        if self.name.endswith(".json"):
            return json.dumps([dict(zip(self.header, row, strict=True)) for row in self.rows]).encode()
        return csv_text(self.header, *self.rows, end="\r\n").encode()


def number(place: int) -> str:
    """Return the fictional number of a payload's place."""
    return f"{AREAS[place // 100]}-555-{100 + place % 100:04d}"


def files() -> list[HostileFile]:
    """Return the files of a district in which nobody means well."""
    return [
        HostileFile(f"contacts {payloads.HTML[2]}.csv", CONTACTS, _contacts()),
        HostileFile(f"list {payloads.MARKDOWN[0]}.csv", CONSENT, _consent()),
        *with_headings(),
        HostileFile(f"log {payloads.HTML[2]}.json", LOG, _texts(".json", copies=1)),
        HostileFile(f"log {payloads.HTML[2]}.xlsx", LOG, [*filter(_fits_excel, _texts(".xlsx", copies=1))]),
        # The last one, since the numbers to check are those of the newest log.
        HostileFile(f"log {payloads.HTML[0]} {payloads.MARKDOWN[7]}.csv", LOG, _texts()),
    ]


def _workbook(header: Cells, rows: Sequence[Cells]) -> bytes:
    """Return a workbook whose sheet's name is a payload too."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("<img src=x onerror=attacked=1>")
        for place, row in enumerate([header, *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, str(cell))
    return content.getvalue()


def _fits_excel(row: Cells) -> bool:
    """Return whether a workbook can hold every cell as it is."""
    return not any(len(str(cell)) > MOST_IN_EXCEL or LOST_IN_EXCEL.search(str(cell)) for cell in row)


def import_all(folder: Path) -> dict[str, HostileFile]:
    """Import the files with the real importer into the district's logs. Return them by their import."""
    imported = {}
    for place, file in enumerate(files()):
        path = written(folder / f"{place}.{file.name.rpartition('.')[2]}", file.content())
        import_file(ImportOrder(path, file.name, by=payloads.HTML[2]))
        imported[file.name] = file
    return imported


def _texts(end: str = "", copies: int = TEXTS_EACH) -> list[Cells]:
    """Return texts with a payload in every column, then rows that are skipped or rejected.

    Their IDs get the `end`, so that texts of several files aren't the same.
    """
    every = [*enumerate(payloads.ALL)]
    rows = [_text(place, copy, payload, end) for place, payload in every for copy in range(copies)]
    for place, payload in every:
        rows.append(_text(place, 0, payload, end, Channel="Email"))
        rows.append(_text(place, 0, payload, end, **{"Phone Number": payload}))
        rows.append(_text(place, 0, payload, end, **{"Date/Time": payload}))
    return rows


def _text(place: int, copy: int, payload: str, end: str, **own: str) -> Cells:
    is_long, is_first = payload in payloads.LONG, not copy
    text = payload if is_first or not is_long else payload[-30:]
    at = FIRST + timedelta(minutes=place, hours=copy)
    cells = dict.fromkeys(LOG, text) | {
        "Message ID": f"{text}{copy or ''}{end}",
        "School": payload,
        "Broadcast ID": "",
        "Broadcast": payload,
        "Phone Number": number(place),
        "Delivery Results": RESULTS[-1 - copy % 3],
        "Date/Time": at.isoformat(),
        "Channel": "SMS",
    }
    return [*(cells | own).values()]


def _consent() -> list[Cells]:
    return [
        (number(place), "", STATUSES[-1 if place % 7 == 0 else 0], FIRST.isoformat(), payload, AS_OF)
        for place, payload in enumerate(payloads.ALL)
    ]


def _contacts() -> list[Cells]:
    rows: list[Cells] = []
    for place, payload in enumerate(payloads.ALL):
        cells = dict.fromkeys(CONTACTS, payload) | {"Phone Number": number(place), "As Of": AS_OF}
        rows.append([*cells.values()])
        email = {
            "Email": f"family{place}@example.org",
            "Contact ID": f"{payload} 2",
            "Student ID": f"S{place}",
        }
        rows.append([*(cells | email).values()])
    return rows


def with_headings() -> list[HostileFile]:
    """Return small files whose names and headings are payloads, with a row of each outcome."""
    some = (
        *payloads.HTML[:3],
        *payloads.MARKDOWN[:2],
        payloads.MARKDOWN[7],
        payloads.CONTROLS[0],
        *payloads.FORMULAS[:3],
    )
    header = ("Message ID", "Date/Time", "Phone Number", "Delivery Results", "Channel", *some)
    texts = [
        (f"h{place}", FIRST.isoformat(), cell, RESULTS[-1], channel, *some)
        for place, (cell, channel) in enumerate(
            [(number(1), "SMS"), (number(2), "Email"), ("no number", "SMS"), ("=1+1", "SMS")]
        )
    ]
    others = [HostileFile(f"{some[0]}.xlsx", header, texts), HostileFile(f"{some[1]}.json", header, texts)]
    return [*(HostileFile(f"{one}.csv", header, texts) for one in some), *others]
