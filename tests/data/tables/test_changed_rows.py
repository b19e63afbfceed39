"""What an import changed, as the list of imports and an undo say it."""

from __future__ import annotations

import pytest

from data.errors import Problem
from data.tables import store
from data.tables.undo import changed_rows, undo
from tests.import_files import utc


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


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied"), "The import couldn't be undone: Permission denied."),
        (OSError(), "The import couldn't be undone: OSError."),
    ],
)
def test_an_undo_that_fails_says_what_the_system_says(
    logs: str, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    def refuse(_uri: str, **_options: object) -> None:
        raise error

    store.commit(store.create(logs), {"import_id": "000001", "imported_at": utc(2026, 9, 30)})
    monkeypatch.setattr(store, "import_lock", refuse)
    with pytest.raises(Problem) as refused:
        undo()
    assert refused.value.what_happened == sentence
