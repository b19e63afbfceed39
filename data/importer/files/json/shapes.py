"""The records of JSON in any shape: lines, objects one after another, lists, and answers that wrap a list.

Only a part of the file is in memory at a time, however large a list is. What can't be read costs as
little as possible: its own line, or the object up to the next one; in a list on one line, the rest of the
list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple, TextIO, TypeAlias

from data.errors import Problem
from data.importer.files.json.text import (
    BETWEEN,
    CUT_OFF,
    LONGEST_RECORD,
    NESTED,
    SPACE,
    JsonText,
    TooLongError,
    UnreadableError,
)
from data.words.catalog import N_, _

Object: TypeAlias = dict[str, object]

KEPT = 10_000  # characters of unreadable text that are kept to be looked at
DEEPEST = 20  # lists and wrappers in one another
NO_OBJECT = N_("This isn't a JSON object.")
OBJECTS = re.compile(r"\[\s*[{\]]")


class Value(NamedTuple):
    """A record with the line on which it begins, or why it can't be read and its text."""

    line: int
    record: Object | None
    why: str | None = None
    text: str = ""
    size: int = 0  # in characters


def records(file: TextIO, name: str, wrappers: Collection[str]) -> Iterator[Value]:
    """Yield every record of a file. `wrappers` are the keys under which a wrapper holds its records.

    Numbers stay text, as they are written. An object with a list of objects under such a key is a
    wrapper, whose other fields belong to no record; so is one with an empty list, an answer without
    records. A record that is alone under its key gets the wrapper's other fields behind its own. Raises
    Problem for a record of more than LONGEST_RECORD characters.
    """
    reader = _Reader(file, frozenset(wrappers))
    try:
        yield from reader.every()
    except TooLongError:
        raise Problem(
            _(
                "A record has more than {limit} characters, so the file can't be read.",
                limit=LONGEST_RECORD,
            ),
            where=_("{file}, line {line}", file=name, line=reader.source.line),
            next_step=_("Check that line. It may not be a record of a list."),
        ) from None


class _Reader:
    """Finds the records in a text, in any wrapper."""

    def __init__(self, file: TextIO, wrappers: frozenset[str]) -> None:
        self.source = JsonText(file)
        self._wrappers = wrappers
        self._has_reported_end = False  # of a file that ends too early
        keys = "|".join(map(re.escape, wrappers))
        self._list_of_records = re.compile(rf'"({keys})"\s*:\s*\[\s*\{{' if keys else "(?!)")

    def every(self) -> Iterator[Value]:
        while self.source.next(BETWEEN):
            yield from self._value(0)

    def _value(self, depth: int) -> Iterator[Value]:
        """Yield the records of the value that begins here, or why it can't be read."""
        try:
            match self.source.letter:
                case "[" if depth < DEEPEST:
                    yield from self._list(depth)
                case "{":
                    yield from self._object(depth)
                case _:
                    yield self._skipped(UnreadableError(NO_OBJECT, self.source.at), depth)
        except UnreadableError as error:
            yield self._skipped(error, depth)

    def _object(self, depth: int) -> Iterator[Value]:
        source = self.source
        try:
            value, end = source.decoded()
            record = _record(value, self._wrappers)
        except (UnreadableError, TooLongError) as error:
            if not self._begins_a_list(error):
                raise
            record = None
        if record is None:
            if depth == DEEPEST:
                raise UnreadableError(NESTED, source.at)
            yield from self._wrapped(depth)
            return
        line, size = source.line, end - source.at
        source.go_to(end)
        yield Value(line, record, size=size)

    def _begins_a_list(self, error: UnreadableError | TooLongError) -> bool:
        """Return whether an object that can't be read as a whole has a list of records before the error."""
        place = error.place if isinstance(error, UnreadableError) else len(self.source.text)
        return bool(self._list_of_records.search(self.source.text, self.source.at, place))

    def _list(self, depth: int) -> Iterator[Value]:
        self.source.go_to(self.source.at + 1)
        while self.source.next(SPACE) and self.source.letter != "]":
            yield from self._value(depth + 1)
        yield from self._closed()

    def _wrapped(self, depth: int) -> Iterator[Value]:
        """Yield the records of a wrapper, read key by key: it may be larger than the memory."""
        source = self.source
        source.go_to(source.at + 1)
        while source.next(SPACE) and source.letter != "}":
            if source.key() in self._wrappers and self._has_records():
                yield from self._value(depth + 1)
            else:
                source.go_to(source.decoded()[1])
        yield from self._closed()

    def _has_records(self) -> bool:
        """Return whether the value that begins here is a list of objects, or wraps one."""
        if self.source.letter != "{":
            return bool(OBJECTS.match(self.source.text, self.source.at))
        try:
            return _record(self.source.decoded()[0], self._wrappers) is None
        except (UnreadableError, TooLongError) as error:
            return self._begins_a_list(error)

    def _closed(self) -> Iterator[Value]:
        """Go past the end of a list or a wrapper. Report once if the file ends before."""
        if self.source.letter:
            self.source.go_to(self.source.at + 1)
        elif not self._has_reported_end:
            self._has_reported_end = True
            yield Value(self.source.line, None, CUT_OFF)

    def _skipped(self, error: UnreadableError, depth: int) -> Value:
        """Return what can't be read, from here to where reading can go on."""
        line = self.source.line
        text = self.source.skipped(error, in_list=depth > 0)
        self._has_reported_end = self._has_reported_end or not self.source.letter
        return Value(line, None, error.why, text[:KEPT].strip(), len(text))


def _record(record: Object, wrappers: frozenset[str], depth: int = 0) -> Object | None:
    """Return an object as a record; None if it wraps a list of records."""
    if depth > DEEPEST or wrappers.isdisjoint(record):
        return record
    inside = [(key, value) for key, value in record.items() if key in wrappers]
    lists = [value for _key, value in inside if _are_records(value)]
    if any(lists):
        return None
    for key, value in inside:
        if isinstance(value, dict) and value:
            inner = _record(value, wrappers, depth + 1)
            return None if inner is None else {**inner, **_others(record, key, inner)}
    return None if lists else record


def _are_records(value: object) -> bool:
    return isinstance(value, list) and (not value or isinstance(value[0], dict))


def _others(outer: Object, key: str, inner: Object) -> Object:
    return {name: value for name, value in outer.items() if name != key and name not in inner}
