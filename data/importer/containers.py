"""What a file is: told by its first bytes, whatever its name ends in, since exports are often misnamed."""

from __future__ import annotations

import codecs
from pathlib import Path

from data.errors import Problem
from data.importer.csv_files import MARKS, open_csv
from data.importer.excel_files import open_excel
from data.importer.parquet_files import open_parquet
from data.importer.sources import CSV_ENDINGS, EXCEL_ENDINGS, PARQUET_ENDINGS, Source

PARQUET = b"PAR1"
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
LOOKED_AT = 1 << 16  # bytes by which text is told from anything else
NOT_IN_TEXT = bytes({*range(32)} - {*b"\0\t\n\v\f\r\x1a\x1b"})  # a NUL is in every text of UTF-16
ENDINGS = (*CSV_ENDINGS, *EXCEL_ENDINGS, *PARQUET_ENDINGS)


def open_source(path: Path, work: Path) -> Source:
    """Open a file. Raises Problem for one that is missing, empty or of another kind."""
    if _readable(str(path)) != str(path):
        raise Problem(
            "This file's name has letters that can't be read.",
            where=_readable(str(path)),
            next_step="Rename the file.",
        )
    if not path.is_file():
        what = "This is a folder, not a file." if path.is_dir() else "There is no such file."
        raise Problem(what, where=str(path), next_step="Look at the name and its folder.")
    if path.suffix.lower() not in ENDINGS:
        raise _not_taken("This kind of file can't be taken in.", path)
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if not start:
        raise Problem("This file is empty.", where=path.name, next_step="Export it again from the service.")
    if start.startswith(PARQUET):
        return open_parquet(path)
    if start.startswith(WORKBOOK):
        return open_excel(path, work)
    if not _is_text(start):
        raise _not_taken("This file is neither text nor a workbook, whatever its name says.", path)
    return open_csv(path, work)


def _readable(name: str) -> str:
    """A name with a question mark for every byte that is no letter in any encoding."""
    return name.encode("utf-8", errors="replace").decode()


def _is_text(start: bytes) -> bool:
    """Whether bytes can be text: UTF-8, or hardly a control character among them."""
    if start.startswith(b"%PDF") or not any(start):
        return False
    odd = len(start) - len(start.translate(None, NOT_IN_TEXT))
    return start.startswith(tuple(MARKS)) or odd * 100 <= len(start) or _is_utf8(start)


def _is_utf8(start: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


def _not_taken(what: str, path: Path) -> Problem:
    return Problem(what, where=path.name, next_step=f"Export it as one of {', '.join(ENDINGS)}.")
