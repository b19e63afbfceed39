"""The mark of the newest data: it is looked up without opening the tables, and no change escapes it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from data.errors import Problem
from data.tables import delta, marks, notes, office, reminders, store, undo
from data.tables.notes import Draft
from data.tables.schemas import STANDALONE
from data.tables.snapshot import MISSING, NO_STANDALONE
from data.words.office import NUMBER_CHANGED
from tests.import_files import utc


def _import(logs: str, number: int) -> None:
    store.commit(store.create(logs), {"import_id": f"{number:06}", "file_name": f"{number}.csv"})


def _undo(logs: str) -> None:
    undo.undo(by="office", uri=logs)


def _make_batch(logs: str) -> None:
    numbers = pa.table({"number": [12125550101], "part": ["paper"]})
    reminders.record_batch(logs, numbers, made_by="office", filters="", made_at=utc(2026, 10, 1))


def _replace_with_backup(logs: str) -> None:
    """Put a copy with the same names, sizes and times in the place of the store."""
    shutil.copytree(logs, f"{logs}.backup")
    shutil.rmtree(logs)
    Path(f"{logs}.backup").rename(logs)


def _write_note(logs: str) -> None:
    notes.add(logs, Draft(date(2026, 10, 1), date(2026, 10, 1), "Snow day"))


def _write_entry(logs: str, contact_id: str = "C-1") -> None:
    office.add(logs, [office.Draft(NUMBER_CHANGED, contact_id=contact_id, number=12125550101)])


def _set_up_again(logs: str) -> None:
    shutil.rmtree(logs)
    _import(logs, 1)


def _import_in_another_process(logs: str) -> None:
    code = f"from tests.data.tables.test_marks import _import; _import({logs!r}, 2)"
    subprocess.run([sys.executable, "-c", code], check=True)


def _read_afresh(logs: str) -> tuple[str, int, tuple[int, ...]]:
    """Return the mark by opening every table."""
    imports = delta.open_table(logs, "imports")
    versions = (
        delta.open_table(logs, name).version() if Path(logs, name).exists() else MISSING
        for name in STANDALONE
    )
    return str(imports.metadata().id), imports.version(), tuple(versions)


@pytest.mark.parametrize(
    "change",
    [
        lambda logs: _import(logs, 2),
        _undo,
        _make_batch,
        _write_note,
        _write_entry,
        _set_up_again,
        _import_in_another_process,
    ],
    ids=["import", "undo", "batch", "note", "entry", "set up again", "another process"],
)
def test_mark_notices_every_change(logs: str, change: Callable[[str], None]) -> None:
    _import(logs, 1)
    before = store.newest_mark(logs)
    assert store.newest_mark(logs) == before == _read_afresh(logs)
    change(logs)
    assert store.newest_mark(logs) == _read_afresh(logs) != before


def test_mark_of_the_same_data_in_another_folder_is_the_same(logs: str) -> None:
    _import(logs, 1)
    before = store.newest_mark(logs)
    _replace_with_backup(logs)
    assert store.newest_mark(logs) == before


def test_mark_notices_another_store_of_the_same_version_moved_to_its_place(logs: str) -> None:
    other = f"{logs}-other"
    for uri in (logs, other):
        _import(uri, 1)
    before = store.newest_mark(logs)
    shutil.rmtree(logs)
    Path(other).rename(logs)
    assert store.newest_mark(logs) == _read_afresh(logs) != before


def test_mark_notices_an_older_backup_moved_to_its_place(logs: str) -> None:
    _import(logs, 1)
    older = store.newest_mark(logs)
    shutil.copytree(logs, f"{logs}-backup")
    _import(logs, 2)
    assert store.newest_mark(logs) != older
    shutil.rmtree(logs)
    Path(f"{logs}-backup").rename(logs)
    assert store.newest_mark(logs) == older


def test_mark_notices_a_deleted_store_and_one_set_up_later(logs: str) -> None:
    assert store.newest_mark(logs) == ("", MISSING, NO_STANDALONE)
    _import(logs, 1)
    assert store.newest_mark(logs) == _read_afresh(logs)
    shutil.rmtree(logs)
    assert store.newest_mark(logs) == ("", MISSING, NO_STANDALONE)


def test_an_unchanged_table_is_opened_once(tmp_path: Path) -> None:
    opened = []

    def read() -> marks.Mark:
        opened.append(1)
        return marks.Mark("id", len(list((tmp_path / "_delta_log").iterdir())) - 1)

    for version in range(3):
        (tmp_path / "_delta_log").mkdir(exist_ok=True)
        (tmp_path / "_delta_log" / f"{version:020}.json").touch()
        for _again in range(5):
            assert marks.newest(str(tmp_path), read) == ("id", version)
        assert len(opened) == version + 1


def test_a_mark_is_not_kept_if_a_commit_comes_while_the_table_is_opened(tmp_path: Path) -> None:
    log = tmp_path / "_delta_log"
    log.mkdir()
    (log / f"{0:020}.json").touch()

    def read_before_a_commit() -> marks.Mark:
        shutil.rmtree(log)
        log.mkdir()
        (log / f"{0:020}.json").touch()
        return marks.Mark("replaced", 0)

    assert marks.newest(str(tmp_path), read_before_a_commit).table_id == "replaced"
    assert marks.newest(str(tmp_path), lambda: marks.Mark("new", 0)).table_id == "new"


def test_a_table_whose_log_cannot_be_read_is_a_problem(logs: str) -> None:
    _import(logs, 1)
    store.newest_mark(logs)
    Path(logs, "imports", "_delta_log").rename(Path(logs, "imports", "elsewhere"))
    Path(logs, "imports", "_delta_log").mkdir()
    Path(logs, "imports", "_delta_log", f"{0:020}.json").write_text("{", encoding="utf-8")
    with pytest.raises(Problem, match="list of imports"):
        store.newest_mark(logs)


def test_the_number_of_imports_does_not_matter(logs: str) -> None:
    for number in range(1, 4):
        _import(logs, number)
    store.newest_mark(logs)
    begun = time.thread_time()
    for _again in range(50):
        store.newest_mark(logs)
    assert (time.thread_time() - begun) / 50 < 0.001
