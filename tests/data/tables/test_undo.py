"""The newest import is undone in one step; what it brought is gone, and nothing else."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data import engine
from data.errors import Problem
from data.tables import store
from data.tables.schemas import EVERY, IMPORTS, LEFT_OUT, SCHEMAS
from data.tables.undo import undo
from tests.import_files import (
    CHANGED,
    CONTACTS,
    FAILED,
    LOG,
    OPTED_IN,
    OPTED_OUT,
    SENDING,
    csv_text,
    import_file,
    imported,
    log_file,
    messages,
    number,
    rows_of,
    text,
    written,
)

DIRECTED = (*LOG, "Direction")
Tables = dict[str, list[dict[str, Any]]]


def _first(folder: Path) -> Path:
    rows = [text("m1", result=SENDING), text("m2"), text("bad", to="?")]
    return log_file(folder, *((*row, "") for row in rows), header=DIRECTED, name="first.csv")


def _second(folder: Path) -> Path:
    """One text changed, one moved to another month, one new, one skipped and one rejected."""
    rows = [text("m1", result=FAILED), text("m2", when="2026-10-02"), text("m3"), text("bad", to="none")]
    marked = [*((*row, "") for row in rows), (*text("in"), "inbound")]
    return log_file(folder, *marked, header=DIRECTED, name="second.csv")


def _tables() -> Tables:
    """Every table but `imports`, as a reader finds it."""
    return {name: sorted(rows_of(name), key=repr) for name in SCHEMAS}


def _counted(uri: str) -> list[Any]:
    rows = (
        engine.database(uri).fetch("select result, texts from daily_results order by all", {}).to_pylist()
    )
    return [tuple(row.values()) for row in rows]


def test_undo_removes_new_rows_and_restores_changed_ones(tmp_path: Path, logs: str) -> None:
    imported(_first(tmp_path))
    before, counted = _tables(), _counted(logs)
    imported(_second(tmp_path))
    undone = undo(by="Ana")
    assert (undone["file_name"], undone["stored"], undone["updated"]) == ("second.csv", 1, 2)
    assert (undone["set_aside"], undone["rejected"]) == (1, 1)
    assert _tables() == before
    assert _counted(logs) == counted
    assert messages()["m1"]["result"] == SENDING


def test_an_undone_import_stays_listed_with_who_undid_it_and_when(tmp_path: Path) -> None:
    imported(_first(tmp_path))
    imported(_second(tmp_path), by="Sam")
    undo(by="Ana")
    first, second = sorted(rows_of("imports"), key=lambda row: row["import_id"])
    assert (first["undone_by"], first["undone_at"]) == (None, None)
    assert (second["file_name"], second["imported_by"], second["undone_by"]) == ("second.csv", "Sam", "Ana")
    assert datetime.now(UTC) - second["undone_at"] < timedelta(minutes=5)


def test_undoing_writes_one_table_in_one_step(tmp_path: Path, logs: str) -> None:
    imported(_first(tmp_path))
    imported(_second(tmp_path))
    before = {name: len(list(Path(logs, name, "_delta_log").iterdir())) for name in (*SCHEMAS, "imports")}
    undo()
    after = {name: len(list(Path(logs, name, "_delta_log").iterdir())) for name in (*SCHEMAS, "imports")}
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "imports": 1
    }


def test_an_import_after_it_holds_nothing_of_the_undone_one(tmp_path: Path, logs: str) -> None:
    imported(_first(tmp_path))
    imported(_second(tmp_path))
    undo()
    assert imported(log_file(tmp_path, text("z1"), text("z2", to="?"), name="third.csv")) == {
        "stored": 1,
        "rejected": 1,
    }
    assert set(messages()) == {"m1", "m2", "z1"}
    assert messages()["m1"]["result"] == SENDING
    assert len(rows_of("left_out")) == 2
    assert sum(texts for _result, texts in _counted(logs)) == 3


def test_undone_file_can_be_imported_again_under_a_new_id(tmp_path: Path) -> None:
    imported(_first(tmp_path))
    counts = imported(_second(tmp_path))
    whole = {name: len(rows) for name, rows in _tables().items()}
    undo()
    assert imported(_second(tmp_path)) == counts
    assert {name: len(rows) for name, rows in _tables().items()} == whole
    assert imported(_second(tmp_path)) == {"unchanged": 3, "set_aside": 1, "rejected": 1}
    assert sorted(row["import_id"][:6] for row in rows_of("imports")) == ["000001", "000002", "000003"]


def test_undoing_twice_goes_further_back_to_empty_tables(tmp_path: Path, logs: str) -> None:
    imported(_first(tmp_path))
    imported(_second(tmp_path))
    assert [undo()["file_name"], undo()["file_name"]] == ["second.csv", "first.csv"]
    assert set(map(len, _tables().values())) == {0}
    assert _counted(logs) == []
    with pytest.raises(Problem, match="no import to undo"):
        undo()
    assert imported(_first(tmp_path)) == {"stored": 2, "rejected": 1}


def test_undo_passes_over_undone_imports(tmp_path: Path) -> None:
    imported(_first(tmp_path))
    imported(_second(tmp_path))
    undo()
    imported(log_file(tmp_path, text("z1"), name="third.csv"))
    assert [undo()["file_name"], undo()["file_name"]] == ["third.csv", "first.csv"]
    assert messages() == {}


def test_every_kind_of_file_can_be_undone(tmp_path: Path) -> None:
    contacts = [CONTACTS, ["c1", number(1), "Ana", "Lincoln High", "", "2026-05-01"]]
    changes = [CHANGED, [number(1), OPTED_IN, "2026-05-01", "form"]]
    for rows in (contacts, changes):
        imported(written(tmp_path / "file.csv", csv_text(*rows)))
    before = _tables()
    changed = csv_text(CHANGED, [number(1), OPTED_OUT, "2026-06-01", "form"])
    imported(written(tmp_path / "file.csv", changed))
    imported(
        written(tmp_path / "file.csv", csv_text(CONTACTS, ["c1", number(1), "Bo", "Oak", "", "2026-06-01"]))
    )
    undo()
    undo()
    assert _tables() == before


def test_undo_ignores_leftovers_of_a_killed_import(tmp_path: Path, logs: str) -> None:
    imported(_first(tmp_path))
    before = _tables()
    imported(_second(tmp_path))
    store.append(logs, "left_out", pa.Table.from_pylist([{"line": 9}], schema=LEFT_OUT))
    undo()
    assert _tables() == before
    imported(log_file(tmp_path, text("z1"), name="third.csv"))
    assert _tables()["left_out"] == before["left_out"]


def test_an_import_that_is_no_longer_the_newest_is_not_undone(tmp_path: Path) -> None:
    imported(_first(tmp_path))
    meant = rows_of("imports")[0]["import_id"]
    imported(_second(tmp_path))
    with pytest.raises(Problem, match=r"“second\.csv”"):
        undo(import_id=meant)
    assert set(messages()) == {"m1", "m2", "m3"}
    undo(import_id=max(row["import_id"] for row in rows_of("imports")))
    undo(import_id=meant)
    assert messages() == {}


def test_undo_before_the_set_up_is_refused(logs: str) -> None:
    with pytest.raises(Problem, match="no import to undo"):
        undo()
    assert not Path(logs).exists()


def test_an_import_whose_past_is_gone_is_not_undone(tmp_path: Path, logs: str) -> None:
    imported(_first(tmp_path))
    (file,) = store.newest(logs).files("daily_results")
    imported(_second(tmp_path))
    whole = _tables()
    Path(file).unlink()
    with pytest.raises(Problem, match=r"“second\.csv” can't be undone") as refused:
        undo()
    assert "30 days" in refused.value.next_step
    assert _tables() == whole
    shutil.rmtree(Path(logs, "contacts", "_delta_log"))
    with pytest.raises(Problem, match="can't be undone"):
        undo()


def test_nothing_is_undone_while_an_import_runs(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(_first(tmp_path))
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    with (
        store.import_lock(logs),
        pytest.raises(Problem, match="The stored data is being changed") as refused,
    ):
        undo()
    assert "then undo again" in refused.value.next_step
    assert len(messages()) == 2


def test_reader_keeps_its_version_during_an_undo(tmp_path: Path, logs: str) -> None:
    imported(_first(tmp_path))
    imported(_second(tmp_path))
    seen = store.newest(logs)
    undo()
    import_file(log_file(tmp_path, text("z1"), name="third.csv"))
    assert {row["message_id"] for row in seen.table("messages").to_pylist()} == {"m1", "m2", "m3"}


def test_logs_from_before_imports_could_be_undone_are_read_and_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        fewer = pa.schema([field for field in IMPORTS if not field.name.startswith("undone")])
        earlier.setattr(store, "IMPORTS", fewer)
        earlier.setitem(EVERY, "imports", fewer)
        earlier.setattr(store, "PROPERTIES", {})
        earlier.setattr(store, "counting", lambda imports: imports.sort_by("import_id"))
        earlier.setattr("data.tables.upkeep.is_due", lambda _uri: False)
        imported(_first(tmp_path))
    assert len(messages()) == 2
    imported(_second(tmp_path))
    undo()
    assert len(messages()) == 2
    first, second = sorted(rows_of("imports"), key=lambda row: row["import_id"])
    assert first["undone_at"] is None
    assert second["undone_at"]
