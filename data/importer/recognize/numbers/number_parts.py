"""The parts of a cell with a phone number: marks, placeholders, and what is long enough for a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from data.words import vocabulary

SAME_DIGIT = re.compile(r"1?(\d)\1{6,}|0+|1?\d{3}0{7}")
PLUS = "\uff0b"  # as East Asian keyboards write it
AROUND = " \t\r\n'\"`\u2018\u2019\u201c\u201d=[]{}<>"
ADDRESS = re.compile(r"^(?:tel|sms):", re.IGNORECASE)
CHUNK = re.compile(r"\+?[\s.(-]*\d[\d()\s.-]*")
SLASHED = re.compile(r"(?<!\d)(\d{3})\s*/\s*(?=\d{3}[\s.-]*\d{4}(?!\d))")  # 212/555-0101
WHOLE = re.compile(r"(?:\+?1[\s.-]*)?\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4}(?!\d)")
SHORT_END = re.compile(r"\s\d{1,3}$")
LONGEST_AFTER = 6  # letters right after a number: 2125550101cell
FEWEST_DIGITS = 7  # of a number without its area code; fewer belong to a note ("call after 5")
LABELS = {
    *("c", "h", "w", "m", "p", "t", "f", "cell", "cel", "home", "work", "mobile", "mob"),
    *("tel", "phone", "ph", "mom", "mum", "dad", "mother", "father", "casa", "mama", "papa"),
}


def plain(text: str) -> str:
    """Return a cell in ASCII digits, dashes and spaces, without marks that no one sees."""
    letters = []
    for letter in text.replace(PLUS, "+"):
        category = unicodedata.category(letter)
        if category == "Nd":
            letters.append(str(unicodedata.decimal(letter)))
        elif category == "Pd" or letter == "\u2212":
            letters.append("-")
        elif category == "Zs":
            letters.append(" ")
        elif category not in {"Cf", "Cc"} or letter in "\t\r\n":
            letters.append(letter)
    return SLASHED.sub(r"\1-", ADDRESS.sub("", "".join(letters).strip(AROUND)))


def is_placeholder(text: str) -> bool:
    """Return whether a cell stands for no number: N/A, ( ) -, 000-000-0000, 999-999-9999, 123-456-7890."""
    word = "".join(letter for letter in text.casefold() if letter.isalnum())
    nothing = vocabulary.WORDS["nothing"]
    return (
        not word
        or word in nothing["words"]
        or word in nothing["numbers"]
        or word in nothing["figures"]
        or bool(SAME_DIGIT.fullmatch(word))
    )


def chunks(cell: str) -> Iterator[tuple[str, bool]]:
    """Yield everything long enough for a number, and whether the letters right beside it may be a note."""
    for match in CHUNK.finditer(cell):
        after = re.match(r"([^\W\d_]+)(\d?)", cell[match.end() :])
        touches = bool(after) and match[0][-1:].isdigit()
        is_ordinal = touches and SHORT_END.search(match[0])  # 212-555-0101 2nd floor
        before = re.search(r"[^\W\d_]+$", cell[: match.start()])
        fits = not (before and match[0][:1].isdigit() and before[0].casefold() not in LABELS)
        if after and touches and not is_ordinal and (len(after[1]) > LONGEST_AFTER or after[2]):
            fits = False
        for written in _apart(SHORT_END.sub("", match[0]) if is_ordinal else match[0]):
            if _digits(written) >= FEWEST_DIGITS:
                yield written.strip().rstrip("(.- "), fits


def _apart(chunk: str) -> list[str]:
    """Return the numbers in figures that only spaces separate; the chunk itself if they are one number."""
    pieces = chunk.split()
    if len(pieces) > 1 and all(_digits(piece) >= FEWEST_DIGITS + 3 for piece in pieces):
        return pieces
    whole: list[str] = WHOLE.findall(chunk)
    are_all = sum(map(_digits, whole)) == _digits(chunk)
    return whole if len(whole) > 1 and are_all else [chunk]


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)
