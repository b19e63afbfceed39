"""The records of JSON in any shape: lines, objects one after another, lists, and answers that wrap a list.

A part of the file is held at a time, however large a list is. What can't be read costs as little as can
be told: its own line, or the object up to the next one; in a list that is one line, the rest of the list.
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
    SPACE,
    JsonText,
    TooLongError,
    UnreadableError,
)

Object: TypeAlias = dict[str, object]

KEPT = 10_000  # characters of what can't be read that are kept to be looked at
DEEPEST = 20  # lists and wrappers in one another
NO_OBJECT = "this is no JSON object"
NESTED = "nested too deeply"
OBJECTS = re.compile(r"\[\s*[{\]]")


class Found(NamedTuple):
    """A record with the line on which it begins; or why it can't be read, and its text."""

    line: int
    record: Object | None
    fault: str | None = None
    text: str = ""
    size: int = 0  # in characters


def records(file: TextIO, name: str, wrappers: Collection[str]) -> Iterator[Found]:
    """Every record of a file. `wrappers` are the keys under which a wrapper holds its records, or its one.

    Numbers are text, as they are written. An object that has a list of objects under such a key is a
    wrapper, and its other fields are none of a record; so is one with an empty list: an answer without
    records. A record that is alone under its key keeps the wrapper's other fields, behind its own.
    Raises Problem for a record of more than LONGEST_RECORD characters.
    """
    reader = _Reader(file, frozenset(wrappers))
    try:
        yield from reader.every()
    except TooLongError:
        raise Problem(
            f"A record has more than {LONGEST_RECORD:,} characters, so the file can't be read.",
            where=f"{name}, line {reader.source.line}",
            next_step="Look at that line; it may be no list of messages at all.",
        ) from None


class _Reader:
    """Finds the records in a text, whatever they are wrapped in."""

    def __init__(self, file: TextIO, wrappers: frozenset[str]) -> None:
        self.source = JsonText(file)
        self._wrappers = wrappers
        self._told_end = False  # that the file ends too early has been said
        keys = "|".join(map(re.escape, wrappers))
        self._list_of_records = re.compile(rf'"({keys})"\s*:\s*\[\s*\{{' if keys else "(?!)")

    def every(self) -> Iterator[Found]:
        while self.source.next(BETWEEN):
            yield from self._value(0)

    def _value(self, depth: int) -> Iterator[Found]:
        """The records of the value that begins here, so deep inside others; or one that can't be read."""
        try:
            match self.source.letter:
                case "[" if depth < DEEPEST:
                    yield from self._list(depth)
                case "{":
                    yield from self._object(depth)
                case _:
                    yield self._skipped(UnreadableError(NO_OBJECT, self.source.at), depth)
        except UnreadableError as fault:
            yield self._skipped(fault, depth)

    def _object(self, depth: int) -> Iterator[Found]:
        source = self.source
        try:
            found, end = source.decoded()
            record = _record(found, self._wrappers)
        except (UnreadableError, TooLongError) as fault:
            if not self._begins_a_list(fault):
                raise
            record = None
        if record is None:
            if depth == DEEPEST:
                raise UnreadableError(NESTED, source.at)
            yield from self._wrapped(depth)
            return
        line, size = source.line, end - source.at
        source.go_to(end)
        yield Found(line, record, size=size)

    def _begins_a_list(self, fault: UnreadableError | TooLongError) -> bool:
        """Whether an object that can't be read as a whole has a list of records before its fault."""
        place = fault.place if isinstance(fault, UnreadableError) else len(self.source.text)
        return bool(self._list_of_records.search(self.source.text, self.source.at, place))

    def _list(self, depth: int) -> Iterator[Found]:
        self.source.go_to(self.source.at + 1)
        while self.source.next(SPACE) and self.source.letter != "]":
            yield from self._value(depth + 1)
        yield from self._closed()

    def _wrapped(self, depth: int) -> Iterator[Found]:
        """The records of a wrapper, which is read key by key: it may be larger than can be held."""
        source = self.source
        source.go_to(source.at + 1)
        while source.next(SPACE) and source.letter != "}":
            if source.key() in self._wrappers and self._has_records():
                yield from self._value(depth + 1)
            else:
                source.go_to(source.decoded()[1])
        yield from self._closed()

    def _has_records(self) -> bool:
        """Whether the value that begins here is a list of objects, or has one under a key of wrappers."""
        if self.source.letter != "{":
            return bool(OBJECTS.match(self.source.text, self.source.at))
        try:
            return _record(self.source.decoded()[0], self._wrappers) is None
        except (UnreadableError, TooLongError) as fault:
            return self._begins_a_list(fault)

    def _closed(self) -> Iterator[Found]:
        """Go behind the end of a list or a wrapper; what can't be read if the file ends before."""
        if self.source.letter:
            self.source.go_to(self.source.at + 1)
        elif not self._told_end:
            self._told_end = True
            yield Found(self.source.line, None, CUT_OFF)

    def _skipped(self, fault: UnreadableError, depth: int) -> Found:
        """What can't be read, from here to where reading can go on."""
        line = self.source.line
        text = self.source.skipped(fault, in_list=depth > 0)
        self._told_end = self._told_end or not self.source.letter
        return Found(line, None, fault.why, text[:KEPT].strip(), len(text))


def _record(found: Object, wrappers: frozenset[str], depth: int = 0) -> Object | None:
    """An object as a record, or None where it is the wrapper of a list of records."""
    if depth > DEEPEST or wrappers.isdisjoint(found):
        return found
    inside = [(key, value) for key, value in found.items() if key in wrappers]
    if any(_are_records(value) for _key, value in inside):
        return None
    for key, value in inside:
        if isinstance(value, dict) and value:
            record = _record(value, wrappers, depth + 1)
            return None if record is None else {**record, **_others(found, key, record)}
    return found


def _are_records(value: object) -> bool:
    return isinstance(value, list) and (not value or isinstance(value[0], dict))


def _others(found: Object, key: str, record: Object) -> Object:
    return {name: value for name, value in found.items() if name != key and name not in record}
