"""The text of a JSON file, read in parts: where a value begins, and on which line."""

from __future__ import annotations

import json
import re
from typing import Any, TextIO

from data.words.catalog import N_, _, in_english

BLOCK = 1 << 20  # characters read at once
LONGEST_RECORD = 10_000_000  # characters, as in a cell of a CSV file
LONGEST_TOKEN = 16  # that a block may end in: a number, -Infinity, a pair of \\u escapes
LOOKED_AHEAD = 64  # characters that tell what comes next
CUT_OFF = N_("The file ends in the middle of a record.")
NESTED = N_("This is nested too deeply.")
NO_VALUE = N_("This isn't valid JSON: a key has no value.")
# Between values: white space, marks of an encoding where files were put together, NULs of some streams, and
# commas. Lines that CloudWatch exports begin with a time.
BETWEEN = re.compile(r"[\s,\ufeff\0]*(?:\d{4}-\d\d-\d\dT\S{1,30}[ \t]+(?=[\[{]))?")
SPACE = re.compile(r"[\s,]*")
NEWLINE = re.compile(r"\n")
NEXT_OBJECT = re.compile(r'\}\s*(?=\{\s*")')
OBJECT = re.compile(r'\{\s*"')


class UnreadableError(Exception):
    """No value begins here, because of an error at a place in the current text."""

    def __init__(self, why: str, place: int) -> None:
        super().__init__(why)
        self.why = why
        self.place = place


class TooLongError(Exception):
    """A value has more characters than are kept in memory."""


class JsonText:
    """The text of a file in parts: `text` is unread from `at` on, which is on `line`."""

    def __init__(self, file: TextIO) -> None:
        self.text, self.at, self.line = "", 0, 1
        self.ended = False  # whether all of the file has been read into the text
        self._file = file
        self._indent = ""  # what stands before the value on its line
        self._decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)

    @property
    def letter(self) -> str:
        """Return the first character of what comes next; none at the end of the file."""
        return self.text[self.at : self.at + 1]

    def next(self, between: re.Pattern[str]) -> bool:
        """Go to the next value. Return whether there is one."""
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
        """Go to a later place in the current text, counting lines."""
        self.line += self.text.count("\n", self.at, place)
        self.at = place

    def decoded(self) -> tuple[Any, int]:
        """Return the value that begins here and where it ends, reading more of the file if it goes on."""
        while True:
            try:
                return self._decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                near_end = error.pos >= len(self.text) - LONGEST_TOKEN
                if not (near_end or error.msg.startswith("Unterminated")):
                    raise UnreadableError(_why(error), error.pos) from None
                if not self._more():
                    why = CUT_OFF if self._ends_at(error) else _why(error)
                    raise UnreadableError(why, error.pos) from None
            except RecursionError:
                raise UnreadableError(NESTED, self.at) from None

    def _ends_at(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated") or not self.text[error.pos :].strip()

    def key(self) -> str:
        """Return the key that begins here. Its value comes next."""
        key, end = self.decoded()
        self.go_to(end)
        if isinstance(key, str) and self.next(SPACE) and self.letter == ":":
            self.go_to(self.at + 1)
            if self.next(SPACE):
                return key
        raise UnreadableError(NO_VALUE if self.letter else CUT_OFF, self.at)

    def skipped(self, error: UnreadableError, *, in_list: bool) -> str:
        """Skip a value that can't be read, to where reading can go on. Return the skipped text."""
        end = self._resumed(error, in_list=in_list)
        text = self.text[self.at : end]
        self.go_to(end)
        return text

    def _resumed(self, error: UnreadableError, *, in_list: bool) -> int:
        """Return where reading can go on after an error."""
        on_its_line = "\n" not in self.text[self.at : error.place]
        place = error.place - self.at
        newline = self._end_of_next(NEWLINE)
        if not in_list:
            if place and OBJECT.match(self.text, self.at + place):
                return self.at + place
            beside = NEXT_OBJECT.search(self.text, self.at, newline)
            if beside:
                return beside.end()
        if on_its_line:
            return newline
        return self._end_of_next(re.compile(rf"\n{re.escape(self._indent)}(?=[\[{{]|\d{{4}}-\d\d-\d\dT)"))

    def _end_of_next(self, pattern: re.Pattern[str]) -> int:
        """Return the end of the first match from here on, or of the file."""
        while not (match := pattern.search(self.text, self.at)) and self._more():
            pass
        return match.end() if match else len(self.text)

    def _more(self) -> bool:
        """Read more of the file and drop the text before `at`. Return whether there was more."""
        unread = self.text[self.at :]
        if len(unread) > LONGEST_RECORD:
            raise TooLongError
        block = self._file.read(max(BLOCK, len(unread)))
        self.text, self.at = unread + block, 0
        self.ended = self.ended or not block
        return bool(block)


@in_english()  # the reason is stored
def _why(error: json.JSONDecodeError) -> str:
    return _("This isn't valid JSON: {error}.", error=error.msg.removesuffix(" at"))
