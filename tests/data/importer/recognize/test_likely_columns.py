"""Columns that are suggested to a person by their values, where no name says what they are."""

from __future__ import annotations

import pytest

from data.importer.recognize import columns, formats
from data.importer.recognize.likely_columns import suggested
from tests.import_files import SENT, number

TIMES = ("2026-09-30 08:12", "Sep 30, 2026 8:13 AM")


@pytest.mark.parametrize(
    ("header", "samples", "expected"),
    [
        (
            ("A", "B", "C", "D"),
            [(number(1), number(2)), TIMES, ("delivered", SENT), ("16", "2026")],
            {"A": "number", "B": "requested_at", "C": "result"},
        ),
        (("A", "B"), [(number(1),), (number(2),)], {}),  # two columns fit
        (("A", "B"), [(number(1), "call me"), ("delivered", "great")], {}),  # not all values fit
        (("A", "B"), [(), ()], {}),
        (("Phone", "A"), [(number(1),), (number(2),)], {}),  # a name says which column it is
    ],
)
def test_a_column_is_suggested_only_if_it_alone_has_such_values(
    header: tuple[str, ...], samples: list[tuple[str, ...]], expected: dict[str, str]
) -> None:
    assert suggested(columns.match(header, formats.by_id("log")), samples) == expected
