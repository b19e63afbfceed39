"""The one door through which text from files reaches a terminal, and what it looks like there."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

# Control characters, among them those that begin a terminal's commands, and those that change the direction
# of writing. A line end and a tab stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""Return a text with an escape such as "\u001b" for each character that would act unseen.

    In a string of JSON, the escape is the character.
    """
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def show(text: object, *, to: TextIO | None = None, end: str = "\n", flush: bool = False) -> None:
    """Print a text to standard output, or to another file; no character in it acts on a terminal."""
    print(visible(str(text)), file=to or sys.stdout, end=end, flush=flush)


def report(text: object, *, to: TextIO | None = None, end: str = "\n") -> None:
    """Show a text at once; work that has begun goes on if nobody reads it any more, as in `… | head`."""
    stream = to or sys.stdout
    try:
        show(text, to=stream, end=end, flush=True)
    except OSError:  # from here on, nothing is written: see Python's "Note on SIGPIPE"
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
