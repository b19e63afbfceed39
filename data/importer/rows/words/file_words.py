"""The distinct words of a file's results or statuses, known or not."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data import engine
from data.importer.files.sources import Source
from data.importer.opened_file import OpenedFile
from data.importer.recognize.columns import Recognized
from data.importer.recognize.format_types import word_key
from data.importer.rows.words.unknown_words import FIELD_OF_KIND

MOST_WORDS = 500


@dataclass(frozen=True)
class FileWord:
    """A word of a file's column of results or statuses ("" for blank), and how many rows have it."""

    word: str
    rows: int


def count(file: OpenedFile, recognized: Recognized) -> tuple[FileWord, ...]:
    """Return the distinct words of the file, the most frequent first, each in one spelling."""
    place = dict(recognized.positions).get(FIELD_OF_KIND.get(recognized.kind, ""))
    if place is None:
        return ()
    with engine.connect() as connection:
        try:
            return _words(connection, file.source, place)
        except duckdb.Error:
            return _words(connection, file.split_carefully(file.source), place)


def _words(connection: duckdb.DuckDBPyConnection, source: Source, place: int) -> tuple[FileWord, ...]:
    # Which column holds the words differs from file to file; it is named by its place.
    counted = f"select trim(c{place}) as word, count(*) as row_count from ({source.relation}) group by all"
    cells = engine.answer(connection, f"{counted} order by row_count desc, word desc").to_pylist()
    words: dict[str, FileWord] = {}
    for cell in cells:
        word = cell["word"] or ""
        first = words.get(word_key(word), FileWord(word, 0))
        words[word_key(word)] = FileWord(first.word, first.rows + cell["row_count"])
    words.pop(word_key(source.header[place]), None)  # a repeated header
    by_rows = sorted(words.values(), key=lambda word: (-word.rows, word.word))
    return tuple(by_rows[:MOST_WORDS])
