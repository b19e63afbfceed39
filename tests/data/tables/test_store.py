"""The tables and their one commit point: what readers see, and what an unfinished import leaves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from deltalake import DeltaTable

from data import settings
from data.errors import Problem
from data.tables import store
from data.tables.schemas import EVERY, IMPORTS, LEFT_OUT, MESSAGES, PROPERTIES, SCHEMAS
from data.tables.snapshot import Snapshot
from tests.import_files import utc


def _left_out(line: int) -> pa.Table:
    return pa.Table.from_pylist([{"line": line}], schema=LEFT_OUT)


def _messages(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=MESSAGES)


def _lines(snapshot: Snapshot) -> list[int]:
    return sorted(snapshot.table("left_out")["line"].to_pylist())


def test_tables_are_empty_before_the_set_up(tmp_path: Path) -> None:
    snapshot = store.newest(str(tmp_path / "logs"))
    assert snapshot.number == store.newest_number(str(tmp_path / "logs")) == -1
    assert snapshot.files("messages") == []
    for name, schema in {**SCHEMAS, "imports": IMPORTS}.items():
        assert snapshot.table(name) == schema.empty_table()
    assert not (tmp_path / "logs").exists()


def test_setting_up_twice_changes_nothing(logs: str) -> None:
    first = store.create(logs)
    assert store.create(logs) == first
    assert first.number == 0
    assert {first.table(name).num_rows for name in SCHEMAS} == {0}


def test_rows_are_seen_only_after_the_commit(logs: str) -> None:
    snapshot = store.create(logs)
    store.append(logs, "left_out", _left_out(1))
    assert store.newest(logs) == snapshot
    assert _lines(store.newest(logs)) == []
    committed = store.commit(snapshot, {"import_id": "000001"})
    assert store.newest(logs) == committed
    assert store.newest_number(logs) == committed.number > snapshot.number
    assert _lines(committed) == [1]


def test_older_snapshot_stays_unchanged(logs: str) -> None:
    snapshot = store.create(logs)
    store.append(logs, "left_out", _left_out(1))
    first = store.commit(snapshot, {"import_id": "000001"})
    store.replace(logs, "left_out", _left_out(2))
    second = store.commit(first, {"import_id": "000002"})
    assert [_lines(seen) for seen in (snapshot, first, second)] == [[], [1], [2]]


def test_rollback_removes_rows_after_the_newest_commit(logs: str) -> None:
    snapshot = store.create(logs)
    store.append(logs, "left_out", _left_out(1))
    committed = store.commit(snapshot, {"import_id": "000001"})
    store.append(logs, "left_out", _left_out(2))
    store.replace(logs, "contacts", SCHEMAS["contacts"].empty_table())
    store.roll_back(committed)
    store.append(logs, "left_out", _left_out(3))
    assert _lines(store.commit(committed, {"import_id": "000002"})) == [1, 3]


def test_newest_import_is_recognized_by_its_id_not_its_place(logs: str) -> None:
    snapshot = store.create(logs)
    for place in range(12):
        store.append(logs, "left_out", _left_out(place))
        snapshot = store.commit(snapshot, {"import_id": f"{place:06}"})
    assert _lines(store.newest(logs)) == list(range(12))


def test_replacing_months_leaves_other_months_unchanged(logs: str) -> None:
    snapshot = store.create(logs)
    months = ("2026-08", "2026-09", "2026-10")
    store.replace(logs, "messages", _messages(*({"message_id": m, "month": m} for m in months)))
    news = _messages({"message_id": "new", "month": "2026-09"})
    store.replace(logs, "messages", news, ["2026-09", "2026-10"])
    rows = store.commit(snapshot, {"import_id": "000001"}).table("messages").to_pylist()
    assert sorted(row["message_id"] for row in rows) == ["2026-08", "new"]


def test_rows_keep_their_values_and_their_nulls(logs: str) -> None:
    snapshot = store.create(logs)
    row = dict.fromkeys(MESSAGES.names) | {
        "message_id": "m1",
        "number": 12125550101,
        "requested_at": utc(2026, 9, 30, 13, 12, 0, 123_456),
        "month": "2026-09",
    }
    store.replace(logs, "messages", _messages(row), ["2026-09"])
    assert store.commit(snapshot, {"import_id": "000001"}).table("messages").to_pylist() == [row]


def test_imports_from_before_a_column_was_added_are_read_and_added_to(
    logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        fewer = pa.schema([field for field in IMPORTS if field.name != "covers_from"])
        earlier.setattr(store, "IMPORTS", fewer)
        earlier.setitem(EVERY, "imports", fewer)
        store.commit(store.create(logs), {"import_id": "000001", "as_of": utc(2026, 9, 30)})
    first = store.newest(logs)
    row = {"import_id": "000002", "covers_from": utc(2026, 9, 1)}
    second = store.commit(store.newest(logs), row)
    for snapshot, covered in ((first, [None]), (second, [None, utc(2026, 9, 1)])):
        rows = snapshot.table("imports").sort_by("import_id")
        assert rows.schema == IMPORTS
        assert rows["covers_from"].to_pylist() == covered
        assert rows["as_of"].to_pylist()[0] == utc(2026, 9, 30)


def test_old_version_opens_after_many_later_writes(logs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    often = {**PROPERTIES, "delta.checkpointInterval": "5"}
    monkeypatch.setattr(store, "PROPERTIES", often)
    snapshot = store.create(logs)
    store.append(logs, "left_out", _left_out(1))
    committed = store.commit(snapshot, {"import_id": "000001"})
    for line in range(2, 20):
        for file in Path(logs, "left_out", "_delta_log").iterdir():
            os.utime(file, (0, 0))  # as if written long ago
        store.append(logs, "left_out", _left_out(line))
    assert Path(logs, "left_out", "_delta_log", "_last_checkpoint").exists()
    assert _lines(store.newest(logs)) == [1]
    store.roll_back(committed)
    assert _lines(store.newest(logs)) == [1]


def test_an_older_list_of_imports_gets_the_properties_before_the_next_import(
    logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(store, "PROPERTIES", {})
        store.commit(store.create(logs), {"import_id": "000001"})
    committed = store.commit(store.create(logs), {"import_id": "000002"})
    assert DeltaTable(f"{logs}/imports").metadata().configuration == PROPERTIES
    assert committed == store.newest(logs)
    assert committed.table("imports")["import_id"].to_pylist() == ["000001", "000002"]


def test_logs_from_before_old_versions_were_kept_keep_them_from_now_on(
    logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(store, "PROPERTIES", {})
        snapshot = store.create(logs)
        store.append(logs, "left_out", _left_out(1))
        committed = store.commit(snapshot, {"import_id": "000001"})
    store.append(logs, "left_out", _left_out(2))
    store.roll_back(committed)
    for name in SCHEMAS:
        assert DeltaTable(f"{logs}/{name}").metadata().configuration == PROPERTIES
    assert _lines(store.commit(committed, {"import_id": "000002"})) == [1]


@pytest.mark.parametrize("name", ["lo gs", "lo'gs", 'lo"gs', "lögs", "lo#gs", "lo{a,b}gs"])
def test_a_folder_may_have_nearly_any_name(tmp_path: Path, name: str) -> None:
    uri = str(tmp_path / name)
    snapshot = store.create(uri)
    store.append(uri, "left_out", _left_out(1))
    committed = store.commit(snapshot, {"import_id": "000001"})
    assert _lines(committed) == [1]
    assert [Path(file).is_file() for file in committed.files("left_out")] == [True]


@pytest.mark.parametrize("name", ["lo[a]gs", "lo*gs", "lo?gs", "lo%20gs", "month=2026-09"])
def test_a_folder_whose_name_would_be_misread_is_refused(tmp_path: Path, name: str) -> None:
    for use in (store.newest, store.create, store.newest_number):
        with pytest.raises(Problem, match="be in a folder whose name"):
            use(str(tmp_path / name))


def test_folder_that_cannot_be_created_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(Problem, match="can't be written") as refused:
        store.create(str(tmp_path / "file" / "logs"))
    assert refused.value.next_step


def test_only_one_import_holds_the_lock(logs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    with (
        store.import_lock(logs),
        pytest.raises(Problem, match="being changed"),
        store.import_lock(logs),
    ):
        pytest.fail("two held it")
    with store.import_lock(logs):
        pass


def test_the_working_folder_is_its_owners_alone(logs: str) -> None:
    assert store.workspace(logs).stat().st_mode & 0o077 == 0


def test_the_working_folder_lies_in_the_logs_or_here_for_logs_elsewhere(logs: str) -> None:
    assert store.workspace(logs) == Path(logs, "work")
    elsewhere = [store.workspace(f"s3://bucket/{name}") for name in ("logs", "logs/", "others")]
    assert elsewhere[0] == elsewhere[1] != elsewhere[2]
    assert all(folder.parents[1] == settings.own_folder() / "remote" for folder in elsewhere)


def test_error_in_making_rows_is_not_reported_as_one_of_the_folder(logs: str) -> None:
    def rows() -> Iterator[pa.RecordBatch]:
        yield pa.RecordBatch.from_pylist([{"line": 1}], schema=LEFT_OUT)
        raise duckdb.OutOfMemoryException("no more")

    store.create(logs)
    with pytest.raises(duckdb.OutOfMemoryException, match="no more"):
        store.append(logs, "left_out", pa.RecordBatchReader.from_batches(LEFT_OUT, rows()))
