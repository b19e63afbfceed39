"""The rule of an erasure: rows about some numbers or a contact go, and nothing else names them.

A number is recognized however it is spelled: only its digits count, with or without the country's code.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc

from data.keeping.removal.sweep import Judged
from data.tables.schemas import EVERY

GONE = "…"  # in a text that named an erased number
BETWEEN = "[^0-9]{0,3}"  # between the digits of a number as people write it
ENOUGH_DIGITS = 9  # a shorter number is looked for with its country's code: it would be in others too
DIGITS = re.compile(r"\d+")
# Texts in which a number's digits can only be there by chance.
MADE_BY_US = {"import_id", "run_id", "note_id", "entry_id", "content_hash", "month"}
MONTH_OF = {
    "messages": "requested_at",
    "contacts": "seen_until",
    "status_changes": "changed_at",
    "reminders": "made_at",
    "day_notes": "last_day",
    "office_entries": "entered_at",
}


@dataclass(frozen=True)
class Person:
    """Whose data goes: numbers (E.164 digits), a contact ID, and cells that name the contact.

    Rows of a number go from every table; rows of the contact from texts and contacts, whatever their
    number. A skipped or rejected row goes if it has one of the numbers, or a cell that is one of `cells`.
    """

    numbers: frozenset[int]
    contact_id: str | None = None
    cells: frozenset[str] = frozenset()

    def concerns(self, _table: str, _part: str) -> bool:
        """Return True: a person's rows can be anywhere."""
        return True

    def judge(self, table: str, rows: pa.RecordBatch) -> Judged:
        """Return which rows go, and the others without the numbers in their texts."""
        goes = self._left_out(rows) if table == "left_out" else self._own(rows)
        schema = EVERY[table]
        return Judged(goes, _months(table, rows), self._cleaned(rows).cast(schema))

    def clean(self, imports: pa.Table) -> pa.Table:
        """Return the list of imports without the numbers: a file can be named after one."""
        batches = imports.combine_chunks().to_batches()
        return pa.Table.from_batches(map(self._cleaned, batches), imports.schema)

    def is_named_in(self, text: str) -> bool:
        """Return whether a text has the digits of one of the numbers."""
        digits = "".join(DIGITS.findall(text))
        if not digits.isascii():
            digits = "".join(str(unicodedata.digit(digit)) for digit in digits)
        return any(needle in digits for needle in self._needles)

    def is_row(self, cells: Iterable[str]) -> bool:
        """Return whether a row of a file is about this person, by its cells."""
        filled = [cell for cell in cells if cell]
        return any(cell.strip().lower() in self._lower for cell in filled) or self.is_named_in(
            " ".join(filled)
        )

    @cached_property
    def _lower(self) -> frozenset[str]:
        ids = [self.contact_id] if self.contact_id else []
        return frozenset(cell.strip().lower() for cell in (*self.cells, *ids))

    @cached_property
    def _needles(self) -> tuple[str, ...]:
        return tuple(map(_needle, self.numbers))

    @cached_property
    def _spelled(self) -> str:
        """The pattern of the numbers as people write them, for Arrow."""
        return "|".join(map(_spellings, self.numbers))

    def _own(self, rows: pa.RecordBatch) -> pa.BooleanArray:
        if "number" not in rows.schema.names:  # a note on a day is about no one person
            return pa.repeat(pa.scalar(value=False), rows.num_rows)
        goes = pc.is_in(rows["number"], value_set=pa.array(sorted(self.numbers), pa.int64()))
        if self.contact_id and "contact_id" in rows.schema.names:
            of_contact = pc.equal(rows["contact_id"], self.contact_id)
            goes = pc.or_(goes, pc.fill_null(of_contact, fill_value=False))
        return goes

    def _left_out(self, rows: pa.RecordBatch) -> pa.BooleanArray:
        texts = zip(rows["row"].to_pylist(), rows["why"].to_pylist(), strict=True)
        return pa.array([self.is_row([*_cells(row), why or ""]) for row, why in texts], pa.bool_())

    def _cleaned(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        """Return rows without the numbers in any text; only columns that have one are made again."""
        columns = list(rows.columns)
        for place, column in enumerate(rows.schema):
            is_text = pa.types.is_string(column.type) and column.name not in MADE_BY_US
            if is_text and self._needles and self._is_suspect(columns[place]):
                columns[place] = pc.replace_substring_regex(columns[place], self._spelled, GONE)
        return pa.RecordBatch.from_arrays(columns, schema=rows.schema)

    def _is_suspect(self, texts: pa.Array) -> bool:
        """Return whether a text has the last digits of a number, which is seldom and quickly seen."""
        return any(
            pc.any(pc.match_substring_regex(texts, _end(needle))).as_py() for needle in self._needles
        )


def _needle(number: int) -> str:
    """Return the digits by which a number is looked for."""
    national = phonenumbers.national_significant_number(phonenumbers.parse(f"+{number}", None))
    return national if len(national) >= ENOUGH_DIGITS else str(number)


def _spellings(number: int) -> str:
    """Return the pattern of a number as people write it, for Arrow."""
    code = phonenumbers.parse(f"+{number}", None).country_code
    return rf"(?:\+?{code}{BETWEEN})?\(?{BETWEEN.join(_needle(number))}"


def _end(needle: str) -> str:
    return BETWEEN.join(needle[-4:])


def _cells(row: str | None) -> list[str]:
    """Return the cells of a skipped or rejected row, and the names of their columns."""
    return [str(text) for named in json.loads(row or "{}").items() for text in named if text is not None]


def _months(table: str, rows: pa.RecordBatch) -> pa.StringArray:
    if table not in MONTH_OF:
        return pa.repeat("", rows.num_rows)
    return pc.fill_null(pc.strftime(rows[MONTH_OF[table]], format="%Y-%m"), "")
