"""The sizes of the stored data: what counts now, older versions, and what lies beside it."""

from __future__ import annotations

from pathlib import Path

from data import settings
from data.check import sizes
from data.tables import store
from tests.answers import EVERY, Fill, ReadGiven


def test_files_of_now_and_older_ones_are_told_apart(logs: str, fill: Fill, read_given: ReadGiven) -> None:
    fill(logs, read_given(EVERY))
    before = sizes.measure(logs)
    texts = [Path(file) for file in store.newest(logs).files("messages")]
    assert before.tables["messages"] == sum(file.stat().st_size for file in texts)
    assert before.now == sum(before.tables.values())
    texts[0].with_name("older.parquet").write_bytes(b"x" * 1000)
    after = sizes.measure(logs)
    assert (after.now, after.older) == (before.now, (before.older or 0) + 1000)


def test_work_and_record_have_their_own_sizes_and_nothing_is_made(logs: str) -> None:
    assert sizes.measure(logs) == sizes.Sizes({}, 0, 0, 0, sizes.measure(logs).free)
    assert not Path(logs).exists()
    for folder, size in ((Path(logs, "work", "sent", "1"), 10), (Path(settings.load().record), 20)):
        folder.mkdir(parents=True)
        (folder / "a file").write_bytes(b"x" * size)
    (settings.own_folder() / "spilled").mkdir(parents=True, exist_ok=True)
    (settings.own_folder() / "spilled" / "a file").write_bytes(b"x" * 5)
    measured = sizes.measure(logs)
    assert (measured.tables, measured.work, measured.record) == ({}, 15, 20)
