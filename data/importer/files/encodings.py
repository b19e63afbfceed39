"""The encoding of a file's text, by its bytes: UTF-8, UTF-16, UTF-32 or Windows-1252."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from data.errors import Problem
from data.words.catalog import _

LOOKED_AT = 1 << 20  # bytes that tell the encoding
# UTF-32 comes before UTF-16, since its mark begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}
AS_IT_IS = ("utf-8", "utf-8-sig")  # what DuckDB reads without a copy
# Bytes for é, í, ó, ú and ñ of Mac OS Roman and of the code pages 437 and 850, in or behind a word.
# Windows-1252 has signs for them that no word has there.
SENSELESS = re.compile(
    rb"(?<=[a-z\xdf-\xff])[\x8a\x8c\x8e](?![A-Z\xc0-\xde])"
    rb"|(?<=[A-Za-z\xc0-\xff])(?:[\x82\x84\x87-\x89\xa1-\xa5][A-Za-z\xc0-\xff]|[\x82\xa1-\xa4](?=\W|$))"
)
ONE_BY_ONE = "windows-1252"  # the name under which codecs know `_one_by_one`


def of_file(path: Path, *, whole: bool = False) -> str:
    """Return a file's encoding by its first bytes, or by all of them if `whole`."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        encoding = of_start(start)
        if encoding not in AS_IT_IS or not whole:
            return encoding
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(start)
            while block := file.read(LOOKED_AT):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return encoding


def of_start(start: bytes) -> str:
    """Return the encoding of text that begins with these bytes."""
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    if start[1:200:2].count(0) > len(start[:200]) // 3:
        return "utf-16-le"
    if start[0:200:2].count(0) > len(start[:200]) // 3:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def check_letters(start: bytes, file_name: str) -> None:
    """Raise Problem if words of a file have letters that no word has in Windows-1252.

    Such a file is in a code page of old Macs or of DOS, where é, í and ñ are other bytes. Nothing in the
    file says which of them it is, so it is refused.
    """
    match = SENSELESS.search(start)
    if match is None:
        return
    raise Problem(
        _("Some letters make no sense in words, so the encoding of this file isn't known."),
        where=_("{file}, line {line}", file=file_name, line=start.count(b"\n", 0, match.start()) + 1),
        next_step=_("Open it in the program that wrote it, and save it as CSV in UTF-8."),
    )


def decoding(encoding: str) -> tuple[str, str]:
    """Return the encoding and the handling of errors with which to open such a file as text.

    Bytes that aren't UTF-8 are read as Windows-1252: a file may have parts of both.
    """
    return ("utf-8-sig", ONE_BY_ONE) if encoding in ("cp1252", *AS_IT_IS) else (encoding, "strict")


def text_of(start: bytes) -> str:
    """Return the first bytes of a file as text, without the mark of its encoding."""
    return start.decode(of_start(start), errors="replace").lstrip("\ufeff")


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    # Windows-1252 has no character for five bytes. They stay visible, so that the file can be read.
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(ONE_BY_ONE, _one_by_one)
