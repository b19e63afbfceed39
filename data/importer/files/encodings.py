"""The encoding of a file's text, by its bytes: UTF-8, UTF-16, UTF-32 or Windows-1252."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from itertools import islice
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
# Windows-1252 has signs for them that no word has there. The last line is for ñ and ó of old Macs, as
# Pe–a, L—pez.
SENSELESS = re.compile(
    rb"(?<=[a-z\xdf-\xff])[\x8a\x8c\x8e](?![A-Z\xc0-\xde])"
    rb"|(?<=[A-Za-z\xc0-\xff])(?:[\x82\x84\x87-\x89\xa1-\xa5][A-Za-z\xc0-\xff]|[\x82\xa1-\xa4](?=\W|$))"
    rb"|(?<![A-Za-z\x80-\xff])(?:[A-Za-z]{0,3}[aeiou]\x96[aeiou]|[A-Z][a-z]{0,2}\x97[a-z])"
)
# Letters of UTF-8, which files of parts of both have.
UNICODE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
SAMPLES = 3
# What a person may say of a file whose letters make no sense, the likeliest first.
WINDOWS = "windows-1252"
CODE_PAGES = ("mac-roman", "cp850", "cp437", WINDOWS)
ONE_BY_ONE = "windows-1252"  # the name under which codecs know `_one_by_one`


class UnknownLettersError(Problem):
    """A file in an old code page. `readings` are some of its words as each code page reads them."""

    def __init__(self, readings: Mapping[str, tuple[str, ...]], file_name: str, line: int) -> None:
        self.readings = readings
        super().__init__(
            _("Some letters make no sense in words, so the encoding of this file isn't known."),
            where=_("{file}, line {line}", file=file_name, line=line),
            next_step=_(
                "Select it on the Imports page, or use one of --encoding {encodings}. "
                "Or save the file as CSV in UTF-8 in the program that wrote it.",
                encodings=", ".join(CODE_PAGES),
            ),
        )


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


def check_letters(path: Path) -> None:
    """Raise UnknownLettersError if words of a file have letters that no word has in Windows-1252.

    Such a file is in a code page of old Macs or of DOS, where é, í and ñ are other bytes. Nothing in the
    file says which of them it is.
    """
    line = 1
    with path.open("rb") as file:
        while block := UNICODE.sub(b"e", file.read(LOOKED_AT)):
            match = SENSELESS.search(block)
            if match:
                line += block.count(b"\n", 0, match.start())
                raise UnknownLettersError(_readings(block), path.name, line)
            line += block.count(b"\n")


def _readings(block: bytes) -> Mapping[str, tuple[str, ...]]:
    """Return the first words with such letters, as each code page reads them."""
    senseless = (word[0] for word in WORD.finditer(block) if SENSELESS.search(word[0]))
    words = [*islice(dict.fromkeys(senseless), SAMPLES)]
    return {
        name: tuple(word.decode(name.replace("-", "_"), errors="replace") for word in words)
        for name in CODE_PAGES
    }


def decoding(encoding: str) -> tuple[str, str]:
    """Return the encoding and the handling of errors with which to open such a file as text.

    Bytes that aren't UTF-8 are read as Windows-1252: a file may have parts of both.
    """
    if encoding in (WINDOWS, "cp1252", *AS_IT_IS):
        return "utf-8-sig", ONE_BY_ONE
    return encoding.replace("-", "_"), "strict"


def text_of(start: bytes) -> str:
    """Return the first bytes of a file as text, without the mark of its encoding."""
    return start.decode(of_start(start), errors="replace").lstrip("\ufeff")


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    # Windows-1252 has no character for five bytes. They stay visible, so that the file can be read.
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(ONE_BY_ONE, _one_by_one)
