"""Erased rows are in no object of the store any more, and no computer brings them back."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from data import check, engine, settings
from data.engine import by_time
from data.errors import Problem
from data.keeping.removal import erasure
from data.tables import objects, store, upkeep, used_stores
from data.tables.undo import undo
from tests.import_files import (
    CONTACTS,
    csv_text,
    imported,
    log_file,
    messages,
    number,
    stored,
    text,
    written,
)
from tests.storage.object_server import objects_in

DIGITS = "2125550101"


def _places_of(digits: str, address: str) -> list[str]:
    """Return the objects of a store that have these digits, in clear or in a value of Parquet."""
    found = []
    for name, content in objects_in(address).items():
        rows = pq.read_table(BytesIO(content)).to_pylist() if name.endswith(".parquet") else []
        if digits.encode() in content + json.dumps(rows, default=str).encode():
            found.append(name)
    return found


@pytest.fixture
def log(remote: str, tmp_path: Path) -> Path:
    """Return the log of two numbers that was imported into the store."""
    assert remote
    file = log_file(tmp_path, text("m1"), text("m2", to=number(2)), text("m3", to=f"{number(1)} x"))
    imported(file)
    return file


def _with_one_more(log: Path) -> Path:
    """Return another file with the rows of the log, and one more of the number that stays."""
    more = log_file(log.parent, text("m4", to=number(2)), name="more.csv").read_text(encoding="utf-8")
    content = log.read_text(encoding="utf-8") + more.partition("\n")[2]
    return written(log.with_name("again.csv"), content)


def test_an_erased_number_is_nowhere_and_does_not_come_back(log: Path, remote: str) -> None:
    imported(log_file(log.parent, text("m1", when="2026-09-29"), name="changed.csv"))
    people = ([f"c{place}", number(place), "Ana", "Oak", "", "2026-05-01"] for place in (1, 2))
    imported(written(log.with_name("contacts.csv"), csv_text(CONTACTS, *people)))
    by_time.make(store.newest(remote), least_bytes=0)
    assert [*(store.workspace(remote) / "by_time").rglob("*.parquet")]
    assert len(_places_of(DIGITS, remote)) >= 3
    assert _places_of("2125550102", remote)
    erasure.erase(number=stored(1))
    assert _places_of(DIGITS, remote) == []
    assert [*(store.workspace(remote) / "by_time").rglob("*.parquet")] == []
    assert set(messages()) == {"m2"}
    with pytest.raises(Problem, match="rows were erased"):
        undo()
    again = _with_one_more(log)
    assert imported(again) == {"stored": 1, "unchanged": 1, "set_aside": 2}
    assert set(messages()) == {"m2", "m4"}
    assert {line.state for line in check.lines()} == {"ok"}


def test_a_computer_with_another_record_does_not_bring_back_what_was_erased(
    log: Path, remote: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    erasure.erase(number=stored(1))
    again = _with_one_more(log)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another computer"))
    settings._read.cache_clear()  # it has the folder of the record
    assert used_stores.district_logs() == remote
    with pytest.raises(Problem, match="by a computer with another record") as refused:
        imported(again)
    assert "Import on that computer" in str(refused.value)
    assert set(messages()) == {"m2"}
    assert engine.database(remote).fetch("select count(*) as n from messages", {}).to_pylist() == [{"n": 1}]


class _KeepsFiles:
    """The file system of a store that deletes nothing."""

    def delete_file(self, path: str) -> None:
        raise OSError(f"When deleting {path}: AWS Error ACCESS_DENIED during DeleteObject operation")


def test_what_cannot_be_deleted_is_said(log: Path, remote: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert log.exists()
    monkeypatch.setattr(upkeep, "objects", SimpleNamespace(file_system=lambda _uri: (_KeepsFiles(), "")))
    with pytest.raises(Problem, match=r"Not everything could be deleted\. The object store refused"):
        erasure.erase(number=stored(1))
    monkeypatch.setattr(upkeep, "objects", objects)
    erasure.erase(number=stored(1))
    assert _places_of(DIGITS, remote) == []
