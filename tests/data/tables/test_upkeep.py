"""Old files are removed, except those that may still be needed."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from data.errors import Problem
from data.tables import store, upkeep
from data.tables.schemas import MESSAGES, SCHEMAS
from data.tables.snapshot import Snapshot
from data.tables.undo import undo
from tests.import_files import import_file, imported, log_file, messages, rows_of, text


def _now() -> datetime:
    """The time of the test, which may run minutes after this file was loaded."""
    return datetime.now(UTC)


MONTH = "2026-09"


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clear away what was idle for no time, at every import."""
    monkeypatch.setattr(upkeep, "IDLE_HOURS", 0)
    monkeypatch.setattr(upkeep, "CLEARED_EVERY_HOURS", -1)


def _import(uri: str, days_ago: float | None, name: str, **row: object) -> Snapshot:
    """An import of one text, which takes the place of the one before, so many days ago."""
    snapshot = store.create(uri)
    store.roll_back(snapshot)
    texts = pa.Table.from_pylist([{"message_id": name, "month": MONTH}], schema=MESSAGES)
    store.replace(uri, "messages", texts, [MONTH])
    at = None if days_ago is None else _now() - timedelta(days=days_ago)
    import_id = f"{snapshot.table('imports').num_rows + 1:06d}"
    return store.commit(snapshot, {"import_id": import_id, "imported_at": at, "file_name": name, **row})


def _ids(snapshot: Snapshot) -> list[str]:
    ids: list[str] = snapshot.table("messages")["message_id"].to_pylist()
    return ids


def _is_there(snapshot: Snapshot) -> bool:
    return not list(upkeep.broken_files(snapshot, "messages"))


def _files(uri: str, name: str) -> set[str]:
    return {str(file) for file in Path(uri, name).rglob("*.parquet") if "_delta_log" not in file.parts}


@pytest.mark.usefixtures("_at_once")
def test_the_states_of_the_last_thirty_days_and_the_one_before_them_stay(logs: str) -> None:
    days = (90, 60, 40, 29, 10, 0)
    states = [_import(logs, ago, f"m{place}") for place, ago in enumerate(days)]
    upkeep.clear(states[-1])
    assert [_is_there(state) for state in states] == [False, False, True, True, True, True]
    assert [_ids(state) for state in states[2:]] == [["m2"], ["m3"], ["m4"], ["m5"]]
    for back in ("m4", "m3", "m2"):
        undo()
        assert _ids(store.newest(logs)) == [back]
    with pytest.raises(Problem, match="can't be undone"):
        undo()


@pytest.mark.usefixtures("_at_once")
def test_a_state_to_which_undoing_leads_past_an_undone_import_stays(logs: str) -> None:
    old = _import(logs, 60, "old")
    _import(logs, 40, "wrong")
    undo()
    new = _import(logs, 0, "new")
    upkeep.clear(new)
    undo()
    assert _ids(store.newest(logs)) == _ids(old) == ["old"]


@pytest.mark.usefixtures("_at_once")
def test_import_of_unknown_time_counts_as_new(logs: str) -> None:
    states = [_import(logs, None, "first"), _import(logs, None, "second")]
    upkeep.clear(states[-1])
    assert [_is_there(state) for state in states] == [True, True]


def test_file_that_may_still_be_read_or_written_stays(logs: str) -> None:
    states = [_import(logs, ago, f"m{ago}") for ago in (90, 60, 0)]
    writing = Path(logs, "messages", f"month={MONTH}", "part-of-an-import-that-runs.parquet")
    left = writing.with_name("part-of-an-import-that-was-killed.parquet")
    for file in (writing, left):
        file.write_bytes(b"half")
    two_days_ago = _now().timestamp() - 2 * 24 * 3600
    for old in (left, *map(Path, states[0].files("messages"))):
        os.utime(old, (two_days_ago, two_days_ago))
    upkeep.clear(states[-1])
    assert writing.exists()
    assert not left.exists()
    assert _is_there(states[0]), "it was out of use only from this very moment on"


@pytest.mark.usefixtures("_at_once")
def test_leftovers_of_undone_or_killed_imports_do_not_lose_the_newest_state(
    logs: str,
) -> None:
    _import(logs, 60, "old")
    _import(logs, 50, "wrong")
    undo()
    store.replace(logs, "messages", MESSAGES.empty_table(), [MONTH])  # of an import that is killed then
    snapshot = store.newest(logs)
    upkeep.clear(snapshot)
    assert _ids(store.newest(logs)) == ["old"]
    store.roll_back(snapshot)
    assert _ids(_import(logs, 0, "new")) == ["new"]


@pytest.mark.usefixtures("_at_once")
def test_cleanup_commits_nothing(logs: str) -> None:
    states = [_import(logs, ago, f"m{ago}") for ago in (90, 60, 0)]
    upkeep.clear(states[-1])
    assert not _is_there(states[0])
    assert store.newest(logs) == states[-1]
    assert store.uncommitted_files(logs, "messages") == states[-1].files("messages")


@pytest.mark.usefixtures("_at_once")
def test_older_files_of_the_list_of_imports_are_removed(logs: str) -> None:
    for ago in (3, 2, 1):
        snapshot = _import(logs, ago, f"m{ago}")
    upkeep.clear(snapshot)
    assert _files(logs, "imports") == set(snapshot.files("imports"))
    assert len(rows_of("imports")) == 3


def test_import_removes_old_files_once_a_day(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "IDLE_HOURS", 0)
    monkeypatch.setattr(upkeep, "KEPT_DAYS", 0)
    steps: list[str] = []

    def take(message: str) -> int:
        steps.clear()
        import_file(
            log_file(tmp_path, text("m1"), text(message)),
            progress=lambda step, _share: steps.append(step),
        )
        return len(_files(logs, "messages"))

    assert [take("m2"), "Removing old files" in steps] == [1, True]
    assert [take("m3"), "Removing old files" in steps] == [2, False]
    yesterday = _now().timestamp() - 25 * 3600
    os.utime(store.workspace(logs) / "cleared", (yesterday, yesterday))
    assert [take("m4"), "Removing old files" in steps] == [1, True]
    assert set(messages()) == {"m1", "m2", "m3", "m4"}


@pytest.mark.usefixtures("_at_once")
def test_import_is_stored_even_if_old_files_cannot_be_removed(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(13, "no right to delete 212-555-0101")

    monkeypatch.setattr(upkeep, "clear_table", refuse)
    assert imported(log_file(tmp_path, text("m0"))) == {"stored": 1}
    (store.workspace(logs) / "cleared").unlink()
    with caplog.at_level(logging.WARNING):
        assert imported(log_file(tmp_path, text("m1"))) == {"stored": 1}
    assert set(messages()) == {"m0", "m1"}
    assert "Old files of messages couldn't be deleted: PermissionError" in caplog.text
    assert "555" not in caplog.text
    assert Path(logs).exists()


def test_missing_and_incomplete_files_are_reported(tmp_path: Path, logs: str) -> None:
    imported(log_file(tmp_path, text("m1"), text("m2", when="2026-08-01"), text("m3", to="?")))
    snapshot = store.newest(logs)
    assert upkeep.is_complete(snapshot)
    assert [error for name in (*SCHEMAS, "imports") for error in upkeep.broken_files(snapshot, name)] == []
    august, september = sorted(map(Path, snapshot.files("messages")))
    august.unlink()
    with september.open("ab") as file:
        file.write(b"more")
    missing, longer = sorted(upkeep.broken_files(snapshot, "messages"))
    assert missing == f"messages/month=2026-08/{august.name} is missing"
    assert longer.startswith(f"messages/month=2026-09/{september.name} has ")
    assert not upkeep.is_complete(snapshot)


@pytest.mark.parametrize(("minutes", "is_due"), [(24 * 60 + 1, True), (24 * 60 - 1, False)])
def test_old_files_are_due_a_day_after_they_were_last_deleted(
    logs: str, minutes: int, *, is_due: bool
) -> None:
    assert upkeep.is_due(logs)
    mark = store.workspace(logs) / "cleared"
    mark.touch()
    at = _now().timestamp() - minutes * 60
    os.utime(mark, (at, at))
    assert upkeep.is_due(logs) == is_due


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize(("days", "stays"), [(30.1, False), (29.9, True)])
def test_the_state_before_an_import_stays_for_thirty_days_after_it(
    logs: str, days: float, *, stays: bool
) -> None:
    first, _second, last = (_import(logs, ago, f"m{ago}") for ago in (90, days, 0))
    upkeep.clear(last)
    assert _is_there(first) == stays


@pytest.mark.parametrize(("hours", "stays"), [(24.1, False), (23.9, True)])
def test_a_file_that_no_import_names_stays_for_a_day(logs: str, hours: float, *, stays: bool) -> None:
    _import(logs, 0, "m1")
    snapshot = _import(logs, 0, "m2")
    left = Path(logs, "messages", f"month={MONTH}", "left.parquet")
    left.write_bytes(b"half")
    at = _now().timestamp() - hours * 3600
    os.utime(left, (at, at))
    upkeep.clear(snapshot)
    assert left.exists() == stays


@pytest.mark.usefixtures("_at_once")
def test_tables_that_an_undone_import_left_changed_are_its_own(logs: str) -> None:
    _import(logs, 1, "m1")
    assert list(upkeep.changed_tables(store.newest(logs))) == []
    _import(logs, 0, "m2")
    undo()
    assert list(upkeep.changed_tables(store.newest(logs))) == []
    store.replace(logs, "messages", MESSAGES.empty_table(), [MONTH])
    assert list(upkeep.changed_tables(store.newest(logs))) == ["messages"]
