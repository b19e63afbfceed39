"""The hashes of the data files: they find every changed bit, and no file stays without one."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from deltalake import DeltaTable

from data import check
from data.errors import Problem
from data.tables import file_hashes, reminders, store, upkeep
from data.tables.schemas import EVERY, STANDALONE
from data.tables.snapshot import Snapshot
from data.tables.undo import undo
from tests.data.tables.test_marks import _make_batch, _write_entry, _write_note
from tests.districts import district_in
from tests.import_files import (
    CONTACTS,
    LISTED,
    OPTED_IN,
    csv_text,
    import_file,
    log_file,
    number,
    text,
    utc,
    written,
)

FLIPS = 300
SEED = 13


@pytest.fixture(scope="module")
def store_of_every_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Logs with rows in every table: texts of two months, a list of each kind, and a reminder batch."""
    folder = tmp_path_factory.mktemp("hashes")
    with district_in(folder) as logs:
        import_file(log_file(folder, text("m1"), text("m2", when="2026-10-02"), text("bad", to="?")))
        for listed in ((LISTED, [number(1), OPTED_IN]), (CONTACTS, ["c1", number(1), "A", "Oak", "", ""])):
            import_file(written(folder / "list.csv", csv_text(*listed)), as_of=utc(2026, 10, 3))
        _make_batch(str(logs))
        _write_note(str(logs))
        _write_entry(str(logs))
    return logs


@pytest.fixture(autouse=True)
def _of_the_test(store_of_every_table: Path, logs: str) -> None:
    shutil.copytree(store_of_every_table, logs)


def _files(snapshot: Snapshot) -> list[Path]:
    return [Path(file) for name in EVERY for file in snapshot.files(name)]


def _changed(logs: str) -> list[str]:
    snapshot = store.newest(logs)
    hashes = file_hashes.kept(logs)
    return [place for name in EVERY for place in file_hashes.changed_files(snapshot, name, hashes)]


def _without_hash(logs: str) -> set[str]:
    hashes = file_hashes.kept(logs)
    return {str(file.relative_to(logs)) for file in _files(store.newest(logs))} - {*hashes}


def _flip(file: Path, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)


def test_every_changed_bit_is_found(logs: str) -> None:
    pick = random.Random(SEED)  # noqa: S311 - a test that is the same every time
    snapshot, hashes = store.newest(logs), file_hashes.kept(logs)
    files = _files(snapshot)
    assert {file.relative_to(logs).parts[0] for file in files} == {*EVERY}
    for _flip_again in range(FLIPS):
        file = pick.choice(files)
        bit = pick.randrange(8 * file.stat().st_size)
        _flip(file, bit)
        name = file.relative_to(logs).parts[0]
        assert [*file_hashes.changed_files(snapshot, name, hashes)] == [str(file.relative_to(logs))]
        _flip(file, bit)
    assert _changed(logs) == []


@pytest.mark.parametrize("name", ["messages", "daily_results", "contacts", *STANDALONE, "imports"])
def test_check_names_a_file_with_a_changed_bit(logs: str, name: str) -> None:
    file = Path(store.newest(logs).files(name)[0])
    _flip(file, 4 * file.stat().st_size)  # in the middle
    wrong = [str(line) for line in check.lines(logs) if line.state == "WRONG"]
    assert any("is as it was written. Found: " in line or "list of imports" in line for line in wrong), (
        wrong
    )


def test_every_file_has_a_hash_after_each_import_and_undo(logs: str, tmp_path: Path) -> None:
    assert _without_hash(logs) == set()
    import_file(log_file(tmp_path, text("m3"), text("worse", to="?")), uri=logs)
    assert (_without_hash(logs), _changed(logs)) == (set(), [])
    undo(uri=logs)
    assert (_without_hash(logs), _changed(logs)) == (set(), [])
    import_file(log_file(tmp_path, text("m4")), uri=logs)
    (batch,) = store.newest(logs).table("reminders")["run_id"].unique().to_pylist()
    reminders.undo_batch(logs, batch)
    assert (_without_hash(logs), _changed(logs)) == (set(), [])


def test_merged_files_have_a_hash(logs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "SMALL_FILES", 1)
    import_file(log_file(tmp_path, text("worse", to="?")), uri=logs)
    assert len(store.newest(logs).files("left_out")) == 1
    assert (_without_hash(logs), _changed(logs)) == (set(), [])


def test_hashes_outlive_checkpoints_and_old_age(logs: str) -> None:
    for place in range(2):
        store.commit(store.newest(logs), {"import_id": f"99999{place}"})
        for name in EVERY:
            for commit in Path(logs, name, "_delta_log").iterdir():
                os.utime(commit, (0, 0))
            DeltaTable(f"{logs}/{name}").create_checkpoint()
    assert (_without_hash(logs), _changed(logs)) == (set(), [])


def test_a_file_that_comes_back_keeps_the_hash_of_what_was_written(logs: str, tmp_path: Path) -> None:
    before = Path(store.newest(logs).files("messages")[0])
    import_file(log_file(tmp_path, text("m1", result="Failed to Send"), text("m9")), uri=logs)
    undo(uri=logs)
    _flip(before, 4 * before.stat().st_size)
    store.roll_back(store.newest(logs))
    store.commit(store.newest(logs), {"import_id": "999999"})
    assert _changed(logs) == [str(before.relative_to(logs))]


def _forget_hashes(logs: str) -> None:
    """Make the commits look like those of an older program."""
    for commit in Path(logs).glob("*/_delta_log/*.json"):
        commit.write_text(
            commit.read_text(encoding="utf-8").replace(file_hashes.KEY, "other"), encoding="utf-8"
        )


def test_older_data_gets_its_hashes_at_the_next_import(logs: str) -> None:
    _forget_hashes(logs)
    assert len(_without_hash(logs)) == len(_files(store.newest(logs)))
    assert _changed(logs) == [], "what has no hash is no error"
    store.commit(store.newest(logs), {"import_id": "999999"})
    assert _without_hash(logs) == set()


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(file.read_bytes()[:-1])])
def test_opening_a_table_notices_missing_and_incomplete_files(logs: str, harm: Any) -> None:
    for name in ("messages", "contacts"):
        harm(Path(store.newest(logs).files(name)[0]))
        for opened in (Snapshot.files, Snapshot.table):
            with pytest.raises(Problem, match=f"file of the table {name} is (missing|incomplete)") as error:
                opened(store.newest(logs), name)
            assert error.value.where.startswith(f"{name}/")


@pytest.mark.parametrize(("name", "helps"), [("contacts", True), ("messages", False)])
@pytest.mark.parametrize("harm", [Path.unlink, lambda file: _flip(file, 800)])
def test_undo_is_advised_only_where_it_helps(logs: str, name: str, helps: bool, harm: Any) -> None:  # noqa: FBT001
    """The newest import wrote the contacts; the texts are those of an earlier one."""
    harm(Path(store.newest(logs).files(name)[0]))
    wrong = " ".join(str(line) for line in check.lines(logs) if line.state == "WRONG")
    assert ("data undo" in wrong) == helps
    assert "estore the data from a backup." in wrong
    if helps:
        undo(uri=logs)
        assert [str(line) for line in check.lines(logs) if not line.is_well] == []


def _change(file: Path) -> None:
    """Change a text in a Parquet file of which no reader notices a change."""
    content = bytearray(file.read_bytes())
    place = max(content.find(writer) for writer in (b"parquet-rs version", b"parquet-cpp-arrow version"))
    assert place > 0
    content[place] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("table", ["messages", "contacts", "status_changes"])
def test_an_import_writes_no_changed_value_again(logs: str, tmp_path: Path, table: str) -> None:
    file = Path(store.newest(logs).files(table)[0])
    _change(file)
    files = sorted(Path(logs, table).rglob("*.parquet"))
    after = {
        "messages": log_file(tmp_path, text("m3"), text("m4", when="2026-10-05")),
        "contacts": written(tmp_path / "c.csv", csv_text(CONTACTS, ["c2", number(2), "B", "Oak", "", ""])),
        "status_changes": written(tmp_path / "l.csv", csv_text(LISTED, [number(2), OPTED_IN])),
    }
    with pytest.raises(Problem) as refused:
        import_file(after[table], as_of=utc(2026, 10, 6))
    changed = f"A file of the table {table} has changed since it was written."
    assert (refused.value.what_happened, refused.value.where[:8]) == (changed, table[:8])
    assert sorted(Path(logs, table).rglob("*.parquet")) == files
    assert store.newest(logs).table("imports").num_rows == 3


def test_no_changed_value_is_merged(logs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "SMALL_FILES", 1)
    (file,) = map(Path, store.newest(logs).files("left_out"))
    _change(file)
    with pytest.raises(Problem, match="A file of the table left_out has changed since it was written"):
        import_file(log_file(tmp_path, text("worse", to="?")), uri=logs)
    assert [*map(Path, store.newest(logs).files("left_out"))] == [file]


@pytest.mark.parametrize("table", ["imports", "reminders"])
def test_a_changed_list_is_in_every_state_so_the_check_advises_no_undo(logs: str, table: str) -> None:
    _change(Path(store.newest(logs).files(table)[0]))
    (finding,) = [line.finding for line in check.lines(logs) if not line.is_well]
    assert table in str(finding)
    assert "Undo imports" not in str(finding)


def test_no_changed_list_is_written_again(logs: str, tmp_path: Path) -> None:
    batch = store.newest(logs).table("reminders")["run_id"][0].as_py()
    _change(Path(store.newest(logs).files("reminders")[0]))
    with pytest.raises(Problem, match="A file of the table reminders has changed since it was written"):
        reminders.undo_batch(logs, batch)
    _change(Path(store.newest(logs).files("imports")[0]))
    for write in (lambda: import_file(log_file(tmp_path, text("m9"))), lambda: undo(uri=logs)):
        with pytest.raises(Problem, match="A file of the table imports has changed since it was written"):
            write()
