"""What an import changed, as the list of imports and an undo say it."""

from __future__ import annotations

import pytest

from data.tables.undo import changed_rows


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ((1200, 30, 2, 3), "1,200 new rows, 30 updated rows, 2 skipped rows, 3 rejected rows"),
        ((1, 1, 1, 1), "1 new row, 1 updated row, 1 skipped row, 1 rejected row"),
        ((None, 1, None, None), "1 updated row"),
        ((None, None, 2, 0), "2 skipped rows"),
        ((0, 0, None, 1), "1 rejected row"),
        ((2, None, 0, None), "2 new rows"),
        ((None, None, None, None), "no rows"),
    ],
)
def test_the_rows_that_an_import_changed_are_named_by_their_kind(
    row: tuple[int | None, ...], sentence: str
) -> None:
    kinds = ("stored", "updated", "set_aside", "rejected")
    assert changed_rows(dict(zip(kinds, row, strict=True))) == sentence
