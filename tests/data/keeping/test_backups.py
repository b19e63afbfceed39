"""A backup holds one version of the data, and restoring it brings back exactly that, or nothing at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pytest

import queries
from data.access import Viewer
from data.errors import Problem
from data.keeping import backup, restore, sealed
from data.tables import reminders, store, used_stores
from data.tables.undo import undo
from tests.answers import EVERY, Fill, ReadGiven, ask, lines
from tests.import_files import import_file, log_file, messages, rows_of, text

Answers = dict[str, list[str]]


@pytest.fixture
def data_of_every_question(logs: str, fill: Fill, read_given: ReadGiven) -> Path:
    """The folder of stored data with rows for every question."""
    fill(logs, read_given(EVERY))
    used_stores.remember()
    return Path(logs)


def _answers(viewer: Viewer) -> Answers:
    """The answer to every question about the data; the record goes on meanwhile."""
    names = [name for name in queries.names() if not name.startswith("record")]
    return {name: lines(ask(name, viewer)) for name in names}


def _everything_in(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def _with_another_bit(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def test_a_lost_folder_is_restored_from_a_backup_that_was_made_during_an_import(
    data_of_every_question: Path, tmp_path: Path, viewer: Viewer
) -> None:
    before = _answers(viewer)
    made: list[backup.Backup] = []

    def back_up_while_it_writes(_step: str, share: float) -> None:
        if share == 0.6:
            made.append(backup.back_up(tmp_path / "backups"))
        if share == 0.9:  # its rows are written, but not committed
            made.append(backup.back_up(tmp_path / "backups"))

    rows = [text("m1"), text("m2", when="2026-10-02"), text("bad", to="?")]
    import_file(log_file(tmp_path, *rows), progress=back_up_while_it_writes)
    assert len(made) == 2
    assert _answers(viewer) != before
    for one in made:
        shutil.rmtree(data_of_every_question)
        with pytest.raises(used_stores.MovedData):
            used_stores.district_logs()
        restored = restore.restore(one.folder, is_confirmed=False)
        assert (restored.before, restored.left) == (None, ())
        assert _answers(viewer) == before


def test_data_after_a_restore_is_never_answered_from_what_was_kept_before_it(
    data_of_every_question: Path, tmp_path: Path, viewer: Viewer
) -> None:
    made = backup.back_up(tmp_path / "backups")
    import_file(log_file(tmp_path, text("m1"), name="one.csv"))
    one = _answers(viewer)
    restore.restore(made.folder, is_confirmed=True)
    assert data_of_every_question.is_dir()
    import_file(log_file(tmp_path, text("m1"), text("m2"), name="two.csv"))
    assert _answers(viewer) != one
    assert {"m1", "m2"} <= set(messages())


def test_replaced_data_is_kept_beside_the_restored_data(logs: str, tmp_path: Path) -> None:
    import_file(log_file(tmp_path, text("m1"), name="one.csv"))
    made = backup.back_up(tmp_path / "backups")
    import_file(log_file(tmp_path, text("m2"), name="two.csv"))
    with pytest.raises(Problem, match="There is stored data already"):
        restore.restore(made.folder, is_confirmed=False)
    assert set(messages()) == {"m1", "m2"}
    restored = restore.restore(made.folder, is_confirmed=True)
    assert set(messages()) == {"m1"}
    assert restored.before
    assert {row["message_id"] for row in rows_of("messages", str(restored.before))} == {"m1", "m2"}
    assert store.newest(logs).number > 0
    assert undo()["file_name"] == "one.csv"


def test_a_changed_or_missing_file_of_a_backup_is_refused_by_name_and_nothing_changes(
    logs: str, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    import_file(log_file(tmp_path, text("m1")))
    made = backup.back_up(tmp_path / "backups")
    stored = _everything_in(Path(logs))
    for name, content in _everything_in(made.folder).items():
        for change in ("one bit", "missing"):
            with subtests.test(name=name, change=change):
                file = made.folder / name
                if change == "one bit":
                    middle = len(content) // 2
                    file.write_bytes(
                        content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
                    )
                else:
                    file.unlink()
                with pytest.raises(Problem) as refused:
                    restore.restore(made.folder, is_confirmed=True)
                assert refused.value.where == (
                    name if (name, change) != (backup.MANIFEST, "missing") else str(made.folder)
                )
                file.write_bytes(content)
    assert _everything_in(Path(logs)) == stored


def test_damaged_data_is_not_backed_up(logs: str, tmp_path: Path) -> None:
    import_file(log_file(tmp_path, text("m1")))
    (file,) = store.newest(logs).files("messages")
    Path(file).write_bytes(_with_another_bit(Path(file).read_bytes()))
    with pytest.raises(Problem, match="can't be backed up"):
        backup.back_up(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_begins_again_if_its_files_are_deleted_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_file(log_file(tmp_path, text("m1"), name="one.csv"))
    hash_of = sealed.hash_of
    deleted: list[Path] = []

    def delete_meanwhile(file: Path) -> str:
        if not deleted:
            import_file(log_file(tmp_path, text("m1", why="Carrier"), text("m2"), name="two.csv"))
            file.unlink()
            deleted.append(file)
        return hash_of(file)

    monkeypatch.setattr(sealed, "hash_of", delete_meanwhile)
    made = backup.back_up(tmp_path / "backups")
    assert made.imports == 2
    restore.restore(made.folder, is_confirmed=True)
    assert set(messages()) == {"m1", "m2"}


def test_settings_and_formats_that_are_there_stay_as_they_are(
    logs: str, district: Path, tmp_path: Path
) -> None:
    import_file(log_file(tmp_path, text("m1")))
    formats = Path(logs).with_name("formats")
    formats.mkdir()
    for name in ("ours.toml", "theirs.toml"):
        (formats / name).write_text(f"name = '{name}'\n", encoding="utf-8")
    made = backup.back_up(tmp_path / "backups")
    (formats / "theirs.toml").unlink()
    (formats / "ours.toml").write_text("name = 'newer'\n", encoding="utf-8")
    district.unlink()
    restored = restore.restore(made.folder, is_confirmed=True)
    assert restored.left == (made.folder / "formats/ours.toml",)
    assert (formats / "ours.toml").read_text(encoding="utf-8") == "name = 'newer'\n"
    assert (formats / "theirs.toml").exists()
    assert district.read_bytes() == (made.folder / "settings" / district.name).read_bytes()


def test_reminder_batches_come_back(logs: str, tmp_path: Path) -> None:
    import_file(log_file(tmp_path, text("m1")))
    made = backup.back_up(tmp_path / "backups")
    numbers = pa.table({"number": [12125550101], "part": ["paper"]})
    reminders.record_batch(logs, numbers, made_by="office", filters="")
    with_batch = backup.back_up(tmp_path / "backups")
    for one, batches in ((made, 0), (with_batch, 1)):
        restore.restore(one.folder, is_confirmed=True)
        assert len(rows_of("reminders")) == batches
