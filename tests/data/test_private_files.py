"""What an import writes is for its own account alone, and Delta's log has no personal value in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import settings
from data.engine import connections
from tests.import_files import CONTACTS, csv_text, log_file, number, run_import, text, written

NAME, SCHOOL = "Zyanya Quist", "Oak"


@pytest.fixture
def usual_mask() -> Iterator[None]:
    """The mask that most systems set: others may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("usual_mask")
def test_only_its_own_account_reads_what_an_import_writes(tmp_path: Path) -> None:
    people = csv_text(CONTACTS, ["c1", number(1), NAME, SCHOOL, "s1", "2026-09-01"])
    bad = text("m2", when="soon")
    files = [written(tmp_path / "contacts.csv", people), log_file(tmp_path, text("m1"), bad)]
    assert [run_import(file).status for file in files] == [0, 1]
    with connections.connect() as connection:
        connection.execute("select 1")
    logs = Path(settings.load().logs)
    made = [*logs.rglob("*"), *settings.own_folder().rglob("*")]
    assert {path.name for path in made} >= {"imports", "messages", "rejected", "spilled"}
    readable = [path for path in made if path.stat().st_mode & 0o077]
    assert readable == []
    deltas = [path.read_text(encoding="utf-8") for path in logs.rglob("_delta_log/*.json")]
    assert any("numRecords" in delta for delta in deltas)
    assert not [delta for delta in deltas if NAME in delta or "2125550101" in delta or '"s1"' in delta]
