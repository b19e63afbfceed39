"""Data that was used once is remembered outside it: its loss is an error, never a new start."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import queries
from data import check, settings
from data.__main__ import main
from data.access import person_at_machine
from data.errors import Problem
from data.tables import marks, used_stores
from data.tables.undo import undo
from data.tables.used_stores import MovedData
from pages.parts.downloads import order_placement
from pages.parts.frame import data_source
from queries import Selection
from tests.districts import district_in, write_settings
from tests.import_files import Run, import_file, log_file, run_import, text

Change = Callable[[Path], None]


@pytest.fixture(autouse=True)
def _samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.sample.store_uri", lambda: str(tmp_path / "samples"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return log_file(tmp_path, text("m1"), text("m2"))


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The logs of two districts into which the same file was imported."""
    folders = [tmp_path_factory.mktemp("store") for _store in range(2)]
    for folder in folders:
        with district_in(folder):
            import_file(log_file(folder, text("m1"), text("m2")))
    return [folder / "logs" for folder in folders]


@pytest.fixture
def used(logs: str, stores: list[Path]) -> Path:
    """The folder of logs that the district has used."""
    folder = Path(shutil.copytree(stores[0], logs))
    shutil.copytree(stores[1], folder.with_name("others"))
    used_stores.remember()
    return folder


def _delete(logs: Path) -> None:
    shutil.rmtree(logs)


def _unmount(logs: Path) -> None:
    logs.rename(logs.with_name("drive"))
    logs.mkdir()


def _replace(logs: Path) -> None:
    _delete(logs)
    logs.with_name("others").rename(logs)


def _mistype(logs: Path) -> None:
    settings.file().write_text(f'logs = "{logs}s"\n', encoding="utf-8")


def _empty_the_settings(_logs: Path) -> None:
    settings.file().write_text("", encoding="utf-8")


CHANGES = [_delete, _unmount, _replace, _mistype, _empty_the_settings]


def _command(*arguments: str, capsys: pytest.CaptureFixture[str]) -> Run:
    capsys.readouterr()
    status = main(arguments)
    return Run(status, *capsys.readouterr())


@pytest.mark.parametrize("change", CHANGES)
def test_data_that_is_gone_is_an_error_everywhere(used: Path, change: Change) -> None:
    change(used)
    uses: tuple[Callable[[], object], ...] = (
        data_source.shown,
        undo,
        lambda: queries.run("imports", person_at_machine()),
        lambda: order_placement.place_order("sms_log", "csv", person_at_machine(), Selection()),
    )
    for use in uses:
        with pytest.raises(MovedData) as error:
            use()
        assert "confirm-move" in error.value.next_step


@pytest.mark.parametrize("change", CHANGES)
def test_commands_refuse_data_that_is_gone(
    used: Path, file: Path, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _command("check", capsys=capsys).status == 0
    change(used)
    before = sorted(used.parent.rglob("*"))
    for more in ([], ["--dry-run"]):
        ended = run_import(file, *more)
        assert (ended.status, ended.out) == (2, "")
        assert "confirm-move" in ended.err
    assert sorted(used.parent.rglob("*")) == before
    checked = _command("check", capsys=capsys)
    assert checked.status == 1
    assert checked.out.startswith("WRONG  The stored data is where it was.")


def test_the_sentence_says_what_is_there_now(used: Path) -> None:
    for change, happened in (
        (_replace, "holds other data"),
        (_delete, "is missing"),
        (_mistype, "missing"),
    ):
        change(used)
        with pytest.raises(MovedData, match=happened) as error:
            used_stores.district_logs()
        assert str(used) in error.value.where
    assert error.value.where == f"{used}s. Before, it was in {used}."


@pytest.mark.parametrize("change", CHANGES)
def test_a_confirmed_move_is_a_new_start(
    used: Path, change: Change, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(used)
    ended = _command("confirm-move", capsys=capsys)
    assert ended.status == 0
    assert ("holds no data yet" in ended.out) == (change is not _replace)
    assert data_source.shown().is_sample == (change is not _replace)
    assert import_file(file).was_imported_before == (change is _replace)
    assert not data_source.shown().is_sample
    _delete(Path(settings.load().logs))
    with pytest.raises(MovedData):
        used_stores.district_logs()


def test_data_that_comes_back_is_used_again(used: Path, file: Path) -> None:
    _unmount(used)
    with pytest.raises(MovedData):
        used_stores.district_logs()
    used.rmdir()
    used.with_name("drive").rename(used)
    assert used_stores.district_logs() == str(used)
    assert import_file(file).was_imported_before


def test_data_that_was_moved_with_its_setting_needs_no_confirmation(used: Path) -> None:
    moved = used.rename(used.with_name("moved"))
    settings.file().write_text('logs = "moved"\n', encoding="utf-8")
    assert used_stores.district_logs() == str(moved)
    _delete(moved)
    with pytest.raises(MovedData) as error:
        used_stores.district_logs()
    assert error.value.where == str(moved)


def test_a_restored_backup_needs_no_confirmation(used: Path) -> None:
    backup = shutil.copytree(used, used.with_name("backup"))
    undo()
    _delete(used)
    backup.rename(used)
    assert used_stores.district_logs() == str(used)


def test_older_data_is_remembered_at_the_first_look(logs: str, stores: list[Path]) -> None:
    shutil.copytree(stores[0], logs)
    assert not data_source.shown().is_sample
    _delete(Path(logs))
    with pytest.raises(MovedData):
        data_source.shown()


@pytest.mark.parametrize("harm", [Path.unlink, lambda first: first.write_bytes(b"")])
def test_damaged_data_is_not_missing_data(used: Path, harm: Change) -> None:
    harm(used / "imports" / "_delta_log" / f"{0:020}.json")
    marks._marks.clear()
    with pytest.raises(Problem, match="list of imports"):
        used_stores.district_logs()


def test_a_settings_file_that_is_no_longer_named_is_missed(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    default = tmp_path / "checkout" / "district.toml"
    default.parent.mkdir()
    default.write_text("", encoding="utf-8")
    monkeypatch.setattr(settings, "DEFAULT_FILE", default)
    used_stores.remember()
    monkeypatch.delenv("DISTRICT_TOML")
    with pytest.raises(MovedData, match="DISTRICT_TOML isn't set") as missed:
        data_source.shown()
    assert missed.value.where == str(tmp_path / "district.toml")
    (tmp_path / "district.toml").unlink()
    assert data_source.shown().is_sample, "the other district no longer exists"
    assert used.is_dir()


@pytest.mark.usefixtures("used")
def test_another_district_starts_with_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "another"
    other.mkdir()
    monkeypatch.setenv("DISTRICT_TOML", str(write_settings(other)))
    assert data_source.shown().is_sample
    assert used_stores.district_logs() == str(other / "logs")


def test_data_without_an_import_is_no_used_data(logs: str, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        import_file(log_file(tmp_path, ("1",), header=("Fax",)))
    assert Path(logs).is_dir()
    _delete(Path(logs))
    assert data_source.shown().is_sample


@pytest.mark.parametrize("content", ["", "[]", '{"x": {}}', "\0"])
def test_a_memory_that_cannot_be_read_is_an_error_only_without_data(used: Path, content: str) -> None:
    memory = settings.own_folder() / "used-stores.json"
    memory.write_text(content, encoding="utf-8")
    away = used.rename(used.with_name("away"))
    with pytest.raises(Problem, match="list of used data can't be read"):
        used_stores.district_logs()
    away.rename(used)
    used_stores.district_logs()
    _delete(used)
    with pytest.raises(MovedData):
        used_stores.district_logs()


def test_a_memory_that_cannot_be_written_stops_no_import_but_a_confirmation(
    logs: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings.own_folder() / f"used-stores.{os.getpid()}.arriving").mkdir(parents=True)
    assert import_file(file).stored == 2
    assert all(line.is_well for line in check.lines(logs))
    ended = _command("confirm-move", capsys=capsys)
    assert ended.status == 2
    assert "permissions" in ended.err
