"""The text of a JSON file, of which a part is held at a time: where a value begins, and on which line."""

from __future__ import annotations

import json
import re
from typing import Any, TextIO

BLOCK = 1 << 20  # characters read at once
LONGEST_RECORD = 10_000_000  # characters, as a cell of a CSV
LONGEST_TOKEN = 16  # of those that a block may end in: a number's end, -Infinity, a pair of \\u escapes
LOOKED_AHEAD = 64  # characters that tell what is next
CUT_OFF = "the file ends in the middle"
# Between values: white space, also that which some streams put before a record, marks of an encoding where
# files were put together, and commas. CloudWatch's exported lines have a time of their own before it.
BETWEEN = re.compile(r"[\s,\ufeff\0]*(?:\d{4}-\d\d-\d\dT\S{1,30}[ \t]+(?=[\[{]))?")
SPACE = re.compile(r"[\s,]*")
NEWLINE = re.compile(r"\n")
NEXT_OBJECT = re.compile(r'\}\s*(?=\{\s*")')
OBJECT = re.compile(r'\{\s*"')


class UnreadableError(Exception):
    """No value begins here, because of a fault at a place of the text in hand."""

    def __init__(self, why: str, place: int) -> None:
        super().__init__(why)
        self.why = why
        self.place = place


class TooLongError(Exception):
    """A value has more characters than are held."""


class JsonText:
    """The text of a file in parts: `text` from `at` on is still to be read, and begins on `line`."""

    def __init__(self, file: TextIO) -> None:
        self.text, self.at, self.line = "", 0, 1
        self.ended = False  # nothing of the file is left but the text
        self._file = file
        self._indent = ""  # what stands before the value on its line
        self._decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)

    @property
    def letter(self) -> str:
        """The first letter of what is next; none at the end of the file."""
        return self.text[self.at : self.at + 1]

    def next(self, between: re.Pattern[str]) -> bool:
        """Go to the next value; whether there is one."""
        while True:
            if len(self.text) - self.at < LOOKED_AHEAD:
                self._more()
            skipped = between.match(self.text, self.at)
            assert skipped is not None
            if skipped.end() > self.at:
                on_line = skipped[0].rpartition("\n")[2]
                self._indent = on_line[: len(on_line) - len(on_line.lstrip())]
                self.go_to(skipped.end())
            if self.ended or len(self.text) - self.at >= LOOKED_AHEAD:
                return self.at < len(self.text)

    def go_to(self, place: int) -> None:
        """Go on to a place of the text in hand, counting lines."""
        self.line += self.text.count("\n", self.at, place)
        self.at = place

    def decoded(self) -> tuple[Any, int]:
        """The value that begins here, and where it ends; more of the file is read if it goes on."""
        while True:
            try:
                return self._decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as fault:
                near_end = fault.pos >= len(self.text) - LONGEST_TOKEN
                if not (near_end or fault.msg.startswith("Unterminated")):
                    raise UnreadableError(_why(fault), fault.pos) from None
                if not self._more():
                    why = CUT_OFF if self._ends_at(fault) else _why(fault)
                    raise UnreadableError(why, fault.pos) from None
            except RecursionError:
                raise UnreadableError("nested too deeply", self.at) from None

    def _ends_at(self, fault: json.JSONDecodeError) -> bool:
        return fault.msg.startswith("Unterminated") or not self.text[fault.pos :].strip()

    def key(self) -> str:
        """The key that begins here; its value comes next."""
        key, end = self.decoded()
        self.go_to(end)
        if isinstance(key, str) and self.next(SPACE) and self.letter == ":":
            self.go_to(self.at + 1)
            if self.next(SPACE):
                return key
        raise UnreadableError(CUT_OFF if not self.letter else "not JSON: a key without a value", self.at)

    def skipped(self, fault: UnreadableError, *, in_list: bool) -> str:
        """Go to where reading can go on after a fault in the value that begins here; what is skipped."""
        end = self._resumed(fault, in_list=in_list)
        text = self.text[self.at : end]
        self.go_to(end)
        return text

    def _resumed(self, fault: UnreadableError, *, in_list: bool) -> int:
        """Where reading can go on after a fault."""
        on_its_line = "\n" not in self.text[self.at : fault.place]
        place = fault.place - self.at
        newline = self._found(NEWLINE)
        if not in_list:
            if place and OBJECT.match(self.text, self.at + place):
                return self.at + place
            beside = NEXT_OBJECT.search(self.text, self.at, newline)
            if beside:
                return beside.end()
        if on_its_line:
            return newline
        return self._found(re.compile(rf"\n{re.escape(self._indent)}(?=[\[{{]|\d{{4}}-\d\d-\d\dT)"))

    def _found(self, pattern: re.Pattern[str]) -> int:
        """The end of the first match from here on, or of the file."""
        while not (found := pattern.search(self.text, self.at)) and self._more():
            pass
        return found.end() if found else len(self.text)

    def _more(self) -> bool:
        """Read on, and forget what lies behind; whether there was more."""
        held = self.text[self.at :]
        if len(held) > LONGEST_RECORD:
            raise TooLongError
        block = self._file.read(max(BLOCK, len(held)))
        self.text, self.at = held + block, 0
        self.ended = self.ended or not block
        return bool(block)


def _why(fault: json.JSONDecodeError) -> str:
    return f"not JSON: {fault.msg.removesuffix(' at')}"
