"""A page stays small, however long the cells of a file are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.import_files import LOG, csv_text, text
from tests.pages.imports.page import ImportsPage

pytestmark = pytest.mark.usefixtures("nothing_imported")
LONG = "x" * 100_000
MOST_BYTES = 300_000  # of all that a page sends, among it the names of all time zones


def _bytes(page: ImportsPage) -> int:
    elements: list[Any] = [*page.test.main]
    return sum(element.proto.ByteSize() for element in _every(elements) if getattr(element, "proto", None))


def _every(elements: list[Any]) -> list[Any]:
    inside = [element for element in elements if hasattr(element, "children")]
    return [*elements, *(one for block in inside for one in _every([*block.children.values()]))]


@pytest.mark.parametrize(
    "rows",
    [
        [text(f"m{place}", why=LONG) for place in range(9)],
        [text(f"m{place}", to=LONG) for place in range(9)],
        [text(f"m{place}", when=LONG) for place in range(9)],
        [text(f"m{place}", result=f"{place}{LONG}") for place in range(9)],
    ],
    ids=["reason", "number", "time", "word"],
)
def test_a_page_about_long_cells_is_small(rows: list[tuple[object, ...]]) -> None:
    page = ImportsPage().upload({"log.csv": csv_text(LOG, *rows).encode()})
    assert 1_000 < _bytes(page) < MOST_BYTES
