"""Districts by their counts: texts of a month, school and result, and numbers of a school and status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from data.access import Viewer, needs
from data.tables.schemas import CONTACTS, IMPORTS, MESSAGES, STATUS_CHANGES
from data.words import vocabulary
from tests.answers import Given

LINCOLN, GRANT = "Lincoln High", "Grant Elementary"
SCHOOLS = (LINCOLN, GRANT, None)
RESULTS, STATUSES = tuple(vocabulary.RESULT_OF), tuple(vocabulary.STATUS_OF)
SEPTEMBER, OCTOBER, NOVEMBER = (datetime(2026, month, 15, 18, tzinfo=UTC) for month in (9, 10, 11))
UPDATED_AT = datetime(2026, 11, 20, 14, tzinfo=UTC)  # November isn't over
LISTED_AT = datetime(2026, 9, 1, 5, tzinfo=UTC)
OF_AN_AREA = 100  # fictional numbers

Texts = Mapping[tuple[datetime, str | None, str], int]
Numbers = Mapping[tuple[str | None, str], int]
ROLE = "totals only"
ANYBODY = Viewer("anybody", ROLE)
VIEWERS = (ANYBODY, Viewer("of Lincoln", ROLE, (LINCOLN,)), Viewer("of none", ROLE, ()))
QUESTIONS = [name for name, rights in needs.QUESTIONS.items() if ANYBODY.may(*rights)]


def tables(texts: Texts, numbers: Numbers | None = None) -> Given:
    """Return the tables of a district with so many texts and numbers, whose log ends on November 20."""
    owned = list(_numbered(numbers or {}))
    imports = [
        {"import_id": "000001", "kind": "log", "as_of": UPDATED_AT},
        {"import_id": "000002", "kind": "status", "as_of": LISTED_AT},
    ]
    return {
        "messages": pa.Table.from_pylist(list(_texts(texts)), schema=MESSAGES),
        "contacts": pa.Table.from_pylist(
            [
                {"contact_id": f"C-{number}", "number": number, "school": school, "seen_until": LISTED_AT}
                for number, school, _status in owned
                if school
            ],
            schema=CONTACTS,
        ),
        "status_changes": pa.Table.from_pylist(
            [
                {
                    "number": number,
                    "short_code": "67587",
                    "status": status,
                    "changed_at": LISTED_AT,
                    "confirmed_until": LISTED_AT,
                    "is_logged": False,
                }
                for number, _school, status in owned
            ],
            schema=STATUS_CHANGES,
        ),
        "imports": pa.Table.from_pylist(imports, schema=IMPORTS),
    }


def _texts(texts: Texts) -> Iterator[dict[str, object]]:
    for (at, school, result), count in texts.items():
        for place in range(count):
            requested_at = at + timedelta(seconds=place)
            yield {"service": "twilio", "school": school, "result": result, "requested_at": requested_at}


def _numbered(numbers: Numbers) -> Iterator[tuple[int, str | None, str]]:
    place = 0
    for (school, status), count in numbers.items():
        for _each in range(count):
            area, own = divmod(place, OF_AN_AREA)
            yield 10_000_000_000 + (212 + area) * 10_000_000 + 5_550_100 + own, school, status
            place += 1
