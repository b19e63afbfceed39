"""Known numbers written in every form of a cell: each is stored as itself, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from data.errors import Problem
from tests.fuzz.invariants import BrokenInvariantError, check_rows
from tests.fuzz.written.claims import Claim
from tests.import_files import CONTACTS, csv_text, import_file, log_file, rows_of, text, utc, written

AREAS = (212, 305, 415, 512, 773, 907)
ITSELF, BOTH, NOTHING = "itself", "both", "nothing"
FIRST = utc(2026, 9, 30)
ARABIC = {ord(str(digit)): 0x0660 + digit for digit in range(10)}
WIDE = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}


@dataclass(frozen=True)
class Form:
    """A form of a cell: what writes it from two numbers of ten digits, and which of them it states."""

    write: Callable[[str, str], str]
    states: str = ITSELF


class Cell(NamedTuple):
    """A cell: the name of its form, and two numbers of ten digits."""

    form: str
    first: str
    second: str

    def text(self) -> str:
        """Return the cell as it is written."""
        return FORMS[self.form].write(self.first, self.second)

    def meant(self) -> set[int]:
        """Return the numbers that the cell states."""
        every = {BOTH: [self.first, self.second], NOTHING: [], ITSELF: [self.first]}
        return {int(f"1{digits}") for digits in every[FORMS[self.form].states]}


def _dashed(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def _usual(digits: str) -> str:
    return f"({digits[:3]}) {_dashed(digits)[4:]}"


FORMS = {
    "plain": Form(lambda a, _b: a),
    "usual": Form(lambda a, _b: _usual(a)),
    "with points": Form(lambda a, _b: _dashed(a).replace("-", ".")),
    "E.164": Form(lambda a, _b: f"+1{a}"),
    "with a 1": Form(lambda a, _b: f"1-{_dashed(a)}"),
    "with zeros": Form(lambda a, _b: f"001 {_dashed(a)}"),
    "dialed abroad": Form(lambda a, _b: f"011 1 {_dashed(a)}"),
    "tel": Form(lambda a, _b: f"tel:+1-{_dashed(a)}"),
    "apostrophe": Form(lambda a, _b: f"'{a}"),
    "formula": Form(lambda a, _b: f'="{a}"'),
    "fraction": Form(lambda a, _b: f"{a}.0"),
    "whole scientific": Form(lambda a, _b: f"{a[0]}.{a[1:].rstrip('0')}E+9"),
    "scientific": Form(lambda a, _b: f"{int(f'1{a}'):.5E}", NOTHING),
    "scientific of Excel": Form(lambda a, _b: f"{int(a):.5E}".replace("E+0", "E+"), NOTHING),
    "Arabic digits": Form(lambda a, _b: a.translate(ARABIC)),
    "wide digits": Form(lambda a, _b: a.translate(WIDE)),
    "narrow spaces": Form(lambda a, _b: _dashed(a).replace("-", "\N{NARROW NO-BREAK SPACE}")),
    "dashes of Word": Form(lambda a, _b: _dashed(a).replace("-", "\N{EN DASH}")),
    "marks of direction": Form(lambda a, _b: f"\u202a+1{a}\u202c"),
    "owner": Form(lambda a, _b: f"{_dashed(a)} (mom)"),
    "label": Form(lambda a, _b: f"cell: {_usual(a)}"),
    "hour": Form(lambda a, _b: f"{_dashed(a)} call after 5"),
    "date": Form(lambda a, _b: f"{_usual(a)} as of 9/30/2026"),
    "letter": Form(lambda a, _b: f"{a}C"),
    "extension": Form(lambda a, _b: f"{_dashed(a)} x123", NOTHING),
    "ext.": Form(lambda a, _b: f"{_usual(a)} ext. 4", NOTHING),
    "number sign": Form(lambda a, _b: f"{_dashed(a)} #12", NOTHING),
    "pause": Form(lambda a, _b: f"{a},,123", NOTHING),
    "RFC 3966": Form(lambda a, _b: f"tel:+1-{_dashed(a)};ext=44", NOTHING),
    "list": Form(lambda a, b: f"+1{a};+1{b}", BOTH),
    "JSON list": Form(lambda a, b: f'["+1{a}","+1{b}"]', BOTH),
    "or": Form(lambda a, b: f"{_dashed(a)} or {_dashed(b)}", BOTH),
    "slash": Form(lambda a, b: f"{_usual(a)} / {_usual(b)}", BOTH),
    "spaces": Form(lambda a, b: f"{a} {b}", BOTH),
    "no space": Form(lambda a, b: a + b, NOTHING),
    "shorthand": Form(lambda a, b: f"{_dashed(a)}/{b[6:]}", NOTHING),
    "second without its area": Form(lambda a, b: f"{_dashed(a)} or {_dashed(b)[4:]}", NOTHING),
    "no area": Form(lambda a, _b: _dashed(a)[4:], NOTHING),
    "zeros for the area": Form(lambda a, _b: f"000-{_dashed(a)[4:]}", NOTHING),
    "a digit less": Form(lambda a, _b: a[:-1], NOTHING),
    "a digit more": Form(lambda a, _b: f"+1 {_dashed(a)} 0", NOTHING),
    "an O for a zero": Form(lambda a, _b: f"{_dashed(a)[:8]}O{a[7:]}", NOTHING),
    "spelled": Form(lambda a, _b: f"{_dashed(a)[:8]}HELP", NOTHING),
    "of an address": Form(lambda a, _b: f"ana{a}@example.org", NOTHING),
    "of an id": Form(lambda a, _b: f"SM{a}ab", NOTHING),
    "zeros alone": Form(lambda _a, _b: "000-000-0000", NOTHING),
    "nines": Form(lambda _a, _b: "(999) 999-9999", NOTHING),
    "not there": Form(lambda _a, _b: "N/A", NOTHING),
    "mask": Form(lambda _a, _b: "( ) -", NOTHING),
    "counted": Form(lambda _a, _b: "123-456-7890", NOTHING),
    "British": Form(lambda a, _b: f"07700 900{a[-3:]}", NOTHING),
    "an instant": Form(lambda _a, _b: "2026-09-30 08:12", NOTHING),
}


def columns() -> st.SearchStrategy[tuple[str, list[Cell]]]:
    """Return columns of numbers: a kind of file, and cells in many forms."""
    digits = st.builds(
        lambda area, last: f"{area}555{100 + last:04d}", st.sampled_from(AREAS), st.integers(0, 99)
    )
    cells = st.builds(Cell, st.sampled_from([*FORMS]), digits, digits)
    return st.tuples(st.sampled_from(["log", "contacts"]), st.lists(cells, min_size=1, max_size=12))


def check_column(folder: Path, column: tuple[str, Sequence[Cell]]) -> None:
    """Import a file with these numbers. Raise BrokenInvariantError if one is stored that its cell isn't.

    The file may be refused, a row rejected, and a contact stored without its number.
    """
    kind, cells = column
    uri = f"{folder}/logs"
    try:
        check_rows(import_file(_file(folder, kind, cells), kind=kind, uri=uri))
    except Problem:
        return
    for place, number in _stored(kind, uri):
        if number not in cells[place].meant() | {None}:
            name, written_as = cells[place].form, cells[place].text()
            raise BrokenInvariantError(f"{kind}, {name}: {written_as!r} is stored as {number}")


def _file(folder: Path, kind: str, cells: Sequence[Cell]) -> Path:
    if kind == "log":
        rows = [
            text(f"m{place}", f"{FIRST + timedelta(minutes=place):%Y-%m-%d %H:%MZ}", to=cell.text())
            for place, cell in enumerate(cells)
        ]
        return log_file(folder, *rows)
    people = [
        (f"c{place}", cell.text(), "Ana", "Oak", "", "2026-09-01") for place, cell in enumerate(cells)
    ]
    return written(folder / "contacts.csv", csv_text(CONTACTS, *people))


def _stored(kind: str, uri: str) -> list[tuple[int, int | None]]:
    """Return the places of the cells, and what is stored of them. Times are those of their places."""
    if kind == "log":
        return [
            (int((row["requested_at"] - FIRST).total_seconds()) // 60, row["number"])
            for row in rows_of("messages", uri)
        ]
    return [(int(row["contact_id"].removeprefix("c")), row["number"]) for row in rows_of("contacts", uri)]


CLAIM = Claim(columns, check_column)
