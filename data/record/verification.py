"""Verifying the record: every entry as it was written, in its place, up to the newest one that was noted.

It can't be proven that nobody rewrote the whole record: whoever can write to its folder and to that of the
note can hash everything again. A hash that was noted elsewhere can't be hashed away (`noted_hash`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from filelock import Timeout

from data import settings
from data.record import end_note, files, journal
from data.record.actions import CUT_OFF, HALF_LINE
from data.record.entry import FIRST, Entry, read
from data.words.catalog import _


class Line(NamedTuple):
    """A line of a file of the record."""

    file: str
    number: int
    content: bytes


@dataclass
class Verdict:
    """What a verification saw.

    `broken` is the first broken entry in words, and `cut_off` what is missing at the end; None if all is
    well. `half_lines` were marked by the entry after them. `is_noted` says whether there is a note of the
    end, and `holds_noted_hash` whether an entry has the hash that was asked for.
    """

    entries: int = 0
    first: Entry | None = None
    newest: Entry | None = None
    half_lines: int = 0
    broken: str | None = None
    cut_off: str | None = None
    is_noted: bool = False
    holds_noted_hash: bool = False


def verify(noted_hash: str | None = None) -> Verdict:
    """Verify the record, from its first entry to its last. Raises OSError if a file can't be read."""
    folder = Path(settings.load().record)
    with ExitStack() as holding:
        if folder.is_dir():  # otherwise nothing is set up by looking
            with suppress(Timeout, OSError):  # a copy may be on a disk that can't be written
                holding.enter_context(journal.locked(folder))
        sizes = [(file, file.stat().st_size) for file in files.every(folder)]
        note = end_note.read(folder)
    return Walk(sizes, note, noted_hash).verdict()


class Walk:
    """One walk through the first bytes of each file, so many as it had at one moment."""

    def __init__(
        self, sizes: list[tuple[Path, int]], note: end_note.Note | None, noted_hash: str | None
    ) -> None:
        self._sizes, self._note, self._noted_hash = sizes, note, noted_hash
        self._seen = Verdict(is_noted=note is not None)
        self._no_entries: list[Line] = []  # lines since the last entry

    def verdict(self) -> Verdict:
        """Return what the walk saw, up to the first broken entry."""
        seen = self._seen
        for line in self._lines():
            entry = read(line.content)
            if entry is None:
                self._no_entries.append(line)
                continue
            seen.broken = self._fault_before(entry, line)
            if seen.broken:
                return seen
            self._take(entry, line)
        if self._no_entries and self._no_entries[0].content.endswith(b"\n"):
            seen.broken = self._changed(self._no_entries[0])
        seen.cut_off = seen.cut_off or self._missing_end()
        return seen

    def _lines(self) -> Iterator[Line]:
        for file, size in self._sizes:
            with file.open("rb") as content:
                for number, line in enumerate(content, 1):
                    if (size := size - len(line)) < 0:  # written since the sizes were looked at
                        break
                    yield Line(file.name, number, line)

    def _take(self, entry: Entry, line: Line) -> None:
        seen = self._seen
        seen.entries += 1
        seen.first, seen.newest = seen.first or entry, entry
        seen.half_lines += entry.action == HALF_LINE
        seen.holds_noted_hash |= entry.hash == self._noted_hash
        self._no_entries.clear()
        if entry.action == CUT_OFF and not seen.cut_off:
            seen.cut_off = _(
                "{file}, line {line}: entries were missing before this one, up to entry {number}.",
                file=line.file,
                line=line.number,
                number=str(entry.filters.get("entry")),
            )
        if self._note and entry.number == self._note.number and entry.hash != self._note.hash:
            seen.cut_off = seen.cut_off or _(
                "{file}, line {line}: entry {number} isn't the one that was noted when it was written.",
                file=line.file,
                line=line.number,
                number=str(entry.number),
            )

    def _fault_before(self, entry: Entry, line: Line) -> str | None:
        """Return what is wrong with an entry or the lines before it, in words; None if nothing is."""
        half_line = b"".join(one.content for one in self._no_entries).removesuffix(b"\n")
        if entry.action == HALF_LINE:
            if entry.filters.get("sha256") != hashlib.sha256(half_line).hexdigest():
                return self._changed(self._no_entries[0] if self._no_entries else line)
        elif self._no_entries:
            return self._changed(self._no_entries[0])
        return self._fault_of_place(entry, line)

    def _fault_of_place(self, entry: Entry, line: Line) -> str | None:
        """Return why an entry doesn't follow the last one, in words; None if it does."""
        last = self._seen.newest
        expected = last.number + 1 if last else 1
        places = {"file": line.file, "line": line.number, "number": str(entry.number)}
        if entry.number == expected:
            if entry.previous == (last.hash if last else FIRST):
                return None
            return _("{file}, line {line}: entry {number} or the one before it was replaced.", **places)
        if entry.number < expected or self._comes_later(expected, line):
            return _("{file}, line {line}: entry {number} isn't in its place.", **places)
        places |= {"first": str(expected), "last": str(entry.number - 1)}
        if expected == entry.number - 1:
            return _("{file}, line {line}: entry {first} is missing.", **places)
        return _("{file}, line {line}: entries {first} to {last} are missing.", **places)

    def _changed(self, line: Line) -> str:
        number = self._seen.newest.number + 1 if self._seen.newest else 1
        return _(
            "{file}, line {line}: entry {number} was changed.",
            file=line.file,
            line=line.number,
            number=str(number),
        )

    def _comes_later(self, number: int, after: Line) -> bool:
        later = (read(line.content) for line in self._lines() if line[:2] > after[:2])
        return any(entry and entry.number == number for entry in later)

    def _missing_end(self) -> str | None:
        last = self._seen.newest.number if self._seen.newest else 0
        if self._seen.broken or not self._note or self._note.number <= last:
            return None
        first, noted = str(last + 1), str(self._note.number)
        if first == noted:
            return _("Entry {first} is missing at the end.", first=first)
        return _("Entries {first} to {last} are missing at the end.", first=first, last=noted)
