"""Valid files to start from: public records of every service, and one file of each kind and container."""

from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import tempfile
import zipfile
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from tests.import_files import (
    CHANGED,
    CONTACTS,
    FAILED,
    LISTED,
    LOG,
    OPTED_IN,
    OPTED_OUT,
    SENDING,
    csv_text,
    number,
    parquet,
    text,
    utc,
    workbook,
)

PROVIDERS = Path(__file__).parents[1] / "providers"
HEADER = (*LOG, "Updated", "Direction", "Body")
TEXTS = [
    (*text("m1"), "", "", ""),
    (*text("m2", when="9/30/2026 8:12 AM", result=FAILED, why="carrier_trouble"), "2026-10-01", "", ""),
    (*text("m3", when="2026-11-01 01:30", to="", result=SENDING), "", "", ""),
    (*text("m1", result=FAILED), "2026-10-02T08:12:00Z", "", ""),
    (*text("in"), "", "inbound", "STOP"),
    (*text("m4", to="?"), "", "", 'a "quoted", cell\nof two lines'),
]
MOMENT = datetime(2026, 9, 30, 8, 12, 0, 250_000)  # noqa: DTZ001 - workbooks have no zones
TYPES = (
    2.5,
    MOMENT,
    12_125_550_101,
    True,
    Decimal("1.50"),
    MOMENT.date(),
    MOMENT.time(),
    timedelta(hours=30),
)
STATUSES = [(number(1), OPTED_IN, "2026-09-01", ""), (number(2), OPTED_OUT, "2026-09-02 08:00", "web form")]
PEOPLE = [
    ("c1", number(1), "Ana", "Oak", "s1", "2026-09-01"),
    ("c2", number(2), "Bo", "Elm", "s2", "2026-09-01"),
]


class File(NamedTuple):
    """A file: its name, whose ending matters, and its content."""

    name: str
    content: bytes


@functools.cache
def seeds() -> tuple[File, ...]:
    """Return every file, in the order of their names."""
    files = [*_texts(), *_typed(), *_public()]
    log = files[0]
    packed = [File("log.csv.gz", gzip.compress(log.content, mtime=0)), File("logs.zip", zipped(files[:3]))]
    return tuple(sorted([*files, *packed]))


def zipped(files: list[File]) -> bytes:
    """Return a zip of the files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name, (2026, 9, 30, 8, 12, 0)), file.content)
    return content.getvalue()


def _texts() -> list[File]:
    log = csv_text(HEADER, *TEXTS)
    records = [dict(zip(HEADER, row, strict=True)) for row in TEXTS]
    return [
        File("log.csv", log.encode()),
        File("consents.csv", csv_text(CHANGED, *STATUSES).encode()),
        File("contacts.csv", csv_text(CONTACTS, *PEOPLE).encode()),
        File("list.csv", csv_text(LISTED, *(row[:2] for row in STATUSES), separator=";").encode("cp1252")),
        File("log.tsv", csv_text(HEADER, *TEXTS, separator="\t", end="\r\n").encode("utf-16")),
        File("log.json", json.dumps(records).encode()),
        File("log.jsonl", "".join(json.dumps(record) + "\n" for record in records).encode()),
        File("wrapped.json", json.dumps({"page": 0, "messages": records}).encode()),
    ]


def _typed() -> list[File]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        workbook(folder / "log.xlsx", Notes=[("Export",)], Log=[HEADER, *TEXTS], More=[HEADER, *TEXTS[:1]])
        columns = zip(*TEXTS, strict=True)
        cells = {name: list(map(str, column)) for name, column in zip(HEADER, columns, strict=True)}
        parquet(folder / "log.parquet", cells | {"Updated": [utc(2026, 10, 1)] * len(TEXTS)})
        parquet(folder / "types.parquet", pa.Table.from_pylist([dict(zip(HEADER, TYPES, strict=True))] * 3))
        workbook(folder / "types.xlsx", Log=[HEADER, *TEXTS, TYPES])
        for book in PROVIDERS.glob("*/given.xlsx"):
            sheets = {sheet.stem: _rows(sheet) for sheet in sorted(book.glob("*.csv"))}
            workbook(folder / f"{book.parent.name}.xlsx", **sheets)
        return [File(file.name, file.read_bytes()) for file in sorted(folder.iterdir())]


def _rows(sheet: Path) -> list[list[str]]:
    with sheet.open(encoding="utf-8", newline="") as rows:
        return list(csv.reader(rows))


def _public() -> list[File]:
    files = [file for file in PROVIDERS.glob("*/given.*") if file.is_file()]
    return [File(f"{file.parent.name}{file.suffix}", file.read_bytes()) for file in files]
