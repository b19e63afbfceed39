"""Which files of a table no version names any more: as Delta's own vacuum says, but read once."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pytest

from data.tables import delta, store, upkeep
from data.tables.removal.unneeded import unneeded
from data.tables.schemas import MESSAGES
from data.tables.undo import undo

MONTHS = ("2026-07", "2026-08", "2026-09")


def _import(uri: str, number: int, *, ends: bool = True) -> None:
    """Import a text of each of some months; if it doesn't end, another import rolls it back later."""
    snapshot = store.create(uri)
    store.roll_back(snapshot)
    months = [MONTHS[number % 3], MONTHS[number * 7 % 5 % 3]][: 1 + number % 2]
    rows = [{"message_id": str(number), "month": month} for month in months]
    texts = pa.Table.from_pylist(rows, schema=MESSAGES)
    store.replace(uri, "messages", texts, months)
    if ends:
        import_id = f"{snapshot.table('imports').num_rows + 1:06d}"
        store.commit(snapshot, {"import_id": import_id, "file_name": str(number)})


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "IDLE_HOURS", 0)


def _as_vacuum_says(uri: str, versions: list[int]) -> set[str]:
    paths = delta.open_table(uri, "messages").vacuum(
        retention_hours=0,
        enforce_retention_duration=False,
        full=True,
        keep_versions=versions,
        dry_run=True,
    )
    return {unquote(path) for path in paths}


def _unneeded(uri: str, versions: list[int], idle_hours: float = 0) -> set[str]:
    folder = Path(uri, "messages")
    kept = dict.fromkeys(versions)
    return {file.relative_to(folder).as_posix() for file in unneeded(uri, "messages", kept, idle_hours)}


@pytest.mark.parametrize("seed", range(3))
def test_the_files_are_those_that_vacuum_says_whatever_was_undone_or_killed(logs: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    for number in range(14):
        _import(logs, number, ends=chance.random() > 0.2)
        if chance.random() < 0.2 and store.newest(logs).table("imports").num_rows:
            undo(uri=logs)
    newest = delta.open_table(logs, "messages").version()
    assert newest > 10, "there is a checkpoint between them"
    for _again in range(8):
        versions = sorted(chance.sample(range(newest + 1), chance.randint(1, 5)))
        assert _unneeded(logs, versions) == _as_vacuum_says(logs, versions)
    assert _unneeded(logs, [newest]), "some are old"


def test_a_table_is_opened_twice_however_many_versions_are_kept(
    logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int | None] = []
    open_table = delta.open_table

    def counted(uri: str, name: str, version: int | None = None) -> Any:
        opened.append(version)
        return open_table(uri, name, version)

    for number in range(12):
        _import(logs, number)
    monkeypatch.setattr(delta, "open_table", counted)
    assert _unneeded(logs, [*range(13)]) == set()
    assert opened == [None, 0]


def test_a_file_stays_for_a_day_after_a_commit_removed_it(logs: str) -> None:
    for number in range(3):
        _import(logs, number)
    two_days_ago = Path(logs).stat().st_mtime - 2 * 24 * 3600
    for file in Path(logs, "messages").rglob("month=*/*"):
        os.utime(file, (two_days_ago, two_days_ago))
    assert _unneeded(logs, [3], idle_hours=24) == set()
    for commit in Path(logs, "messages", "_delta_log").iterdir():
        os.utime(commit, (two_days_ago, two_days_ago))
    assert _unneeded(logs, [3], idle_hours=24) == _as_vacuum_says(logs, [3]) != set()


@pytest.mark.usefixtures("_at_once")
def test_nothing_is_deleted_if_a_bit_of_the_log_has_changed(logs: str) -> None:
    for number in range(4):
        _import(logs, number)
    stored = store.newest(logs)
    left = Path(logs, "messages", "month=2026-07", "left.parquet")
    left.write_bytes(b"half")
    commit = delta.commit_file(logs, "messages", 2)
    content = commit.read_text(encoding="utf-8")
    commit.write_text(content.replace('"add":{"path":"month=', '"add":{"path":"mOnth='), encoding="utf-8")
    upkeep.clear(stored)
    assert left.exists()
    commit.write_text(content, encoding="utf-8")
    upkeep.clear(stored)
    assert not left.exists()
