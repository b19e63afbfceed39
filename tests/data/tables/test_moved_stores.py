"""Data that was moved leaves no memory behind at its old place, where another district may start."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from data import settings
from data.tables import used_stores
from data.tables.used_stores import MovedData
from pages.parts.frame import data_source
from tests.districts import district_in, write_settings
from tests.import_files import import_file, log_file, text


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The logs of a district into which a file was imported."""
    folder = tmp_path_factory.mktemp("store")
    with district_in(folder):
        import_file(log_file(folder, text("m1")))
    return folder / "logs"


@pytest.fixture
def used(logs: str, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of logs that the district has used."""
    monkeypatch.setattr("data.sample.store_uri", lambda: str(tmp_path / "samples"))
    shutil.copytree(store, logs)
    used_stores.remember()
    return Path(logs)


def _move(used: Path, name: str = "moved") -> Path:
    settings.file().write_text(f'logs = "{name}"\n', encoding="utf-8")
    return used.rename(used.with_name(name))


def _remembered() -> set[str]:
    return {*json.loads((settings.own_folder() / "used-stores.json").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("see", [used_stores.district_logs, used_stores.confirm_move])
def test_moved_data_is_remembered_at_its_new_place_alone(used: Path, see: object) -> None:
    moved = _move(used)
    assert callable(see)
    see()
    assert _remembered() == {str(moved), str(settings.file())}


def test_another_district_can_start_where_the_data_was(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _move(used)
    used_stores.district_logs()
    other = tmp_path / "another"
    other.mkdir()
    monkeypatch.setenv("DISTRICT_TOML", str(write_settings(other)))
    settings.file().write_text(f'logs = "{used}"\n', encoding="utf-8")
    assert used_stores.district_logs() == str(used)
    assert data_source.shown().is_sample


def test_a_copy_and_what_another_district_uses_stay_remembered(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(used, used.with_name("copy"))
    settings.file().write_text('logs = "copy"\n', encoding="utf-8")
    used_stores.district_logs()
    assert str(used) in _remembered(), "it still holds the data"
    other = tmp_path / "another"
    other.mkdir()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DISTRICT_TOML", str(write_settings(other)))
        settings.file().write_text(f'logs = "{used}"\n', encoding="utf-8")
        used_stores.district_logs()
        used.rename(used.with_name("drive"))
    _move(used.with_name("copy"))
    used_stores.confirm_move()
    assert str(used) in _remembered(), "the other district misses it"
    monkeypatch.setenv("DISTRICT_TOML", str(other / "district.toml"))
    with pytest.raises(MovedData):
        used_stores.district_logs()


def test_a_folder_that_cannot_be_read_stays_remembered(used: Path) -> None:
    moved = shutil.copytree(used, used.with_name("moved"))
    (used / "imports" / "_delta_log" / f"{0:020}.json").write_bytes(b"")
    settings.file().write_text('logs = "moved"\n', encoding="utf-8")
    assert used_stores.district_logs() == str(moved)
    assert str(used) in _remembered()
