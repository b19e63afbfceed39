"""What changes the district's logs is recorded before it counts, with the person and the rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from data.access import account
from data.errors import Problem
from data.tables import reminders, store
from data.tables.undo import undo
from tests.import_files import LOG, imported, log_file, rows_of, text
from tests.record_files import record_folder
from tests.recorded import entries

NUMBERS = pa.table({"number": [12125550101, 12125550102], "part": ["paper", "e_mail"]})


def test_an_import_and_its_undo_are_recorded_with_their_rows(tmp_path: Path, logs: str) -> None:
    imported(log_file(tmp_path, text("m1"), text("m2"), header=LOG), by="Ana")
    undo(by="bo@example.org", role="administrator")
    assert store.newest(logs).table("imports")["undone_by"].to_pylist() == ["bo@example.org"]
    first, second = entries()
    assert (first.action, first.who, first.role) == ("import", account(), "administrator")
    assert first.filters["by"] == "Ana", "a typed name proves nothing, so it stands beside the account"
    (row,) = rows_of("imports")
    assert (first.rows, first.filters["stored"], first.about) == (2, 2, row["file_name"])
    assert first.filters["import_id"] == second.filters["import_id"] == row["import_id"]
    assert (second.action, second.who, second.role, second.rows) == (
        *("undo", "bo@example.org", "administrator"),
        2,
    )


def test_a_dry_run_and_a_file_that_was_imported_before_are_not_recorded(tmp_path: Path, logs: str) -> None:
    file = log_file(tmp_path, text("m1"), header=LOG)
    imported(file, dry_run=True)
    assert entries() == []
    imported(file)
    imported(file)
    assert len(entries()) == 1
    assert logs


def test_a_reminder_batch_and_its_undo_are_recorded(logs: str) -> None:
    store.create(logs)
    batch = reminders.record_batch(
        logs, NUMBERS, made_by="ana@example.org", role="school", filters="Lincoln High"
    )
    reminders.undo_batch(logs, batch, by="ana@example.org", role="school")
    made, undone = entries()
    assert (made.action, made.who, made.role) == ("reminder_batch", "ana@example.org", "school")
    assert (made.detail, made.rows, made.filters) == ("Lincoln High", 2, {"batch_id": batch})
    assert (undone.action, undone.rows, undone.filters) == ("undo_batch", 2, {"batch_id": batch})


def test_logs_that_are_not_the_districts_have_no_record(tmp_path: Path) -> None:
    store.create(str(tmp_path / "others"))
    reminders.record_batch(str(tmp_path / "others"), NUMBERS, made_by="somebody", filters="")
    assert entries() == []


def test_what_cannot_be_recorded_changes_nothing(tmp_path: Path, logs: str) -> None:
    imported(log_file(tmp_path, text("m1"), header=LOG))
    folder = record_folder()
    shutil.rmtree(folder)
    folder.write_text("in the way")
    before = store.newest_mark(logs)
    with pytest.raises(Problem, match="can't be recorded"):
        undo()
    with pytest.raises(Problem, match="can't be recorded"):
        reminders.record_batch(logs, NUMBERS, made_by="somebody", filters="")
    with pytest.raises(Problem, match="can't be recorded"):
        imported(log_file(tmp_path, text("m2"), header=LOG))
    assert store.newest_mark(logs) == before
