"""Stored data that the first version of this program wrote: the first thing after the upgrade works.

`first_version.zip` holds it, as that version wrote it: two logs, without hashes, marks of undone imports,
the later columns of texts, reminders, and our properties of tables.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from data import check, engine
from data.tables import file_hashes, store
from data.tables.schemas import SCHEMAS
from data.tables.undo import undo
from tests.import_files import FAILED, SENT, imported, log_file, messages, rows_of, text

BEFORE = {"m1": SENT, "m2": SENT}
AFTER = {"m1": FAILED, "m2": SENT, "m3": SENT}


@pytest.fixture(autouse=True)
def _older_data(logs: str) -> None:
    with zipfile.ZipFile(Path(__file__).with_name("first_version.zip")) as older:
        older.extractall(Path(logs).parent)


def _results() -> dict[str, Any]:
    return {name: row["result"] for name, row in messages().items()}


def _counted(logs: str) -> int:
    rows = engine.database(logs).fetch("select sum(texts) as texts from daily_results", {}).to_pylist()
    return int(rows[0]["texts"] or 0)


def _findings(logs: str) -> list[str]:
    return [str(line) for line in check.lines(logs) if not line.is_well]


def test_undo_is_the_first_thing(logs: str) -> None:
    assert (_results(), _findings(logs)) == (AFTER, [])
    undone = undo(by="Ben")
    assert (undone["file_name"], undone["stored"], undone["updated"]) == ("second.csv", 1, 1)
    assert (_results(), _counted(logs), len(rows_of("left_out"))) == (BEFORE, 2, 1)
    people = {row["file_name"]: (row["imported_by"], row["undone_by"]) for row in rows_of("imports")}
    assert people == {"first.csv": ("Ana", None), "second.csv": ("Ana", "Ben")}
    assert _findings(logs) == []
    undo(by="Ben")
    assert (_results(), _counted(logs), _findings(logs)) == ({}, 0, [])


def test_an_import_after_that_undo_brings_nothing_back_and_hashes_every_file(
    logs: str, tmp_path: Path
) -> None:
    undo()
    imported(log_file(tmp_path, text("m9"), text("worse", to="?")))
    assert (_results(), _counted(logs), len(rows_of("left_out"))) == ({**BEFORE, "m9": SENT}, 3, 2)
    snapshot, hashes = store.newest(logs), file_hashes.kept(logs)
    files = [file for name in (*SCHEMAS, "imports") for file in snapshot.files(name)]
    assert {str(Path(file).relative_to(logs)) for file in files} <= {*hashes}
    assert _findings(logs) == []
    undo()
    assert (_results(), _findings(logs)) == (BEFORE, [])
