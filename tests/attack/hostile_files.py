"""Files with a payload in every column of text, in their headings and in their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.importer import ImportOrder, import_file
from data.words import vocabulary
from tests.attack import payloads
from tests.import_files import Cells, csv_text, written

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
    """A file: its name, its heading, and its rows as they were written."""

    name: str
    header: Cells
    rows: Sequence[Cells]

    def content(self) -> bytes:
        """Return it as CSV."""
        return csv_text(self.header, *self.rows, end="\r\n").encode()


def number(place: int) -> str:
    """Return the fictional number of a payload's place."""
    return f"{AREAS[place // 100]}-555-{100 + place % 100:04d}"


def files() -> list[HostileFile]:
    """Return the files of a district in which nobody means well."""
    return [
        HostileFile(f"contacts {payloads.HTML[2]}.csv", CONTACTS, _contacts()),
        HostileFile(f"list {payloads.MARKDOWN[0]}.csv", CONSENT, _consent()),
        *_with_headings(),
        HostileFile(f"log {payloads.HTML[0]} {payloads.MARKDOWN[7]}.csv", LOG, _texts()),
    ]


def import_all(folder: Path) -> dict[str, HostileFile]:
    """Import the files with the real importer into the district's logs. Return them by their import."""
    imported = {}
    for place, file in enumerate(files()):
        path = written(folder / f"{place}.csv", file.content())
        import_file(ImportOrder(path, file.name, by=payloads.HTML[2]))
        imported[file.name] = file
    return imported


def _texts() -> list[Cells]:
    """Return texts with a payload in every column, then rows that are skipped or rejected."""
    rows = [
        _text(place, copy, payload)
        for place, payload in enumerate(payloads.ALL)
        for copy in range(TEXTS_EACH)
    ]
    for place, payload in enumerate(payloads.ALL):
        rows.append(_text(place, 0, payload, Channel="Email"))
        rows.append(_text(place, 0, payload, **{"Phone Number": payload}))
        rows.append(_text(place, 0, payload, **{"Date/Time": payload}))
    return rows


def _text(place: int, copy: int, payload: str, **own: str) -> Cells:
    is_long, is_first = payload in payloads.LONG, not copy
    text = payload if is_first or not is_long else payload[-30:]
    at = FIRST + timedelta(minutes=place, hours=copy)
    cells = dict.fromkeys(LOG, text) | {
        "Message ID": f"{text}{copy or ''}",
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


def _with_headings() -> list[HostileFile]:
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
    return [HostileFile(f"{one}.csv", header, texts) for one in some]
