"""Many small files of rows not imported become one, in a separate step of the import."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from data.tables import store, upkeep
from data.tables.schemas import LEFT_OUT
from data.tables.snapshot import Snapshot
from data.tables.undo import undo
from tests.import_files import imported, log_file, rows_of, text

NOW = datetime.now(UTC)


def _keep_out(uri: str, place: int) -> Snapshot:
    snapshot = store.create(uri)
    store.append(uri, "left_out", pa.Table.from_pylist([{"line": place}], schema=LEFT_OUT))
    upkeep.compact(snapshot)
    return store.commit(snapshot, {"import_id": f"{place:06d}", "imported_at": NOW})


def test_many_small_files_of_rows_not_imported_become_one(
    logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "SMALL_FILES", 4)
    states = [_keep_out(logs, place) for place in range(7)]
    assert [len(state.files("left_out")) for state in states] == [1, 2, 3, 4, 1, 2, 3]
    for place, state in enumerate(states):
        assert sorted(state.table("left_out")["line"].to_pylist()) == list(range(place + 1))
    undo()
    undo()
    undo()
    assert len(store.newest(logs).files("left_out")) == 4


def test_large_files_of_rows_not_imported_stay(logs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "SMALL_FILES", 1)
    monkeypatch.setattr(upkeep, "SMALL_BYTES", 1)
    assert len([_keep_out(logs, place) for place in range(4)][-1].files("left_out")) == 4


def test_an_import_killed_after_putting_files_together_leaves_the_old_state(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "SMALL_FILES", 1)
    for place in range(2):
        imported(log_file(tmp_path, text(f"m{place}", to="?")))
    before = store.newest(logs)
    store.append(logs, "left_out", pa.Table.from_pylist([{"line": 9}], schema=LEFT_OUT))
    upkeep.compact(store.newest(logs))
    assert store.newest(logs) == before
    assert len(rows_of("left_out")) == 2
    imported(log_file(tmp_path, text("m2", to="?")))
    assert [row["line"] for row in rows_of("left_out")] == [2, 2, 2]


def test_import_writes_its_rows_not_imported_into_one_file(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.importer.rows.left_out.BATCH_ROWS", 2)
    imported(log_file(tmp_path, *(text(f"m{n}", to="?") for n in range(9))))
    assert len(store.newest(logs).files("left_out")) == 1
    assert sorted(row["line"] for row in rows_of("left_out")) == list(range(2, 11))


def test_more_than_thirty_small_files_of_rows_not_imported_are_merged(logs: str) -> None:
    store.create(logs)
    for line in range(31):
        upkeep.compact(store.newest(logs))
        assert len(store.uncommitted_files(logs, "left_out")) == line
        store.append(logs, "left_out", pa.Table.from_pylist([{"line": line}], schema=LEFT_OUT))
    upkeep.compact(store.newest(logs))
    assert len(store.uncommitted_files(logs, "left_out")) == 1
