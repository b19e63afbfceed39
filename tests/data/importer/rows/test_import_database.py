"""The database of an import is used again by the next one, which finds nothing of it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from data.importer.rows import database
from data.settings import Settings

AT_HOME, ABROAD = Settings(timezone="America/Chicago"), Settings(timezone="Europe/Berlin", region="DE")


@pytest.fixture(autouse=True)
def _none_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_idle", [])


def test_the_next_import_takes_an_empty_database_of_its_own_settings(tmp_path: Path) -> None:
    with database.database(tmp_path / "1", AT_HOME) as connection:
        connection.execute("create table kept as select 1 as number")
        connection.execute("create view staged as select number from kept")
        connection.execute("set variable zone = 'America/Chicago'")
    (idle,) = database._idle
    with database.database(tmp_path / "2", ABROAD) as connection:
        assert database._idle == []
        assert connection.execute("show tables").fetchall() == []
        assert connection.execute(
            "select current_setting('TimeZone'), current_setting('temp_directory'), "
            "getvariable('zone'), getvariable('home_code'), filled(' a ')"
        ).fetchone() == ("Europe/Berlin", str(tmp_path / "2" / "spilled"), None, 49, "a")
    assert database._idle == [idle]


def test_imports_at_once_have_databases_of_their_own(tmp_path: Path) -> None:
    with database.database(tmp_path, AT_HOME) as one, database.database(tmp_path, AT_HOME) as other:
        one.execute("create table kept as select 1 as number")
        assert other.execute("show tables").fetchall() == []
    assert len(database._idle) == 1


def test_a_database_that_failed_or_held_many_rows_is_closed(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error), database.database(tmp_path, AT_HOME) as connection:
        connection.execute("select no_such_column")
    assert database._idle == []
    with database.database(tmp_path, AT_HOME):
        (tmp_path / "spilled").mkdir()
    assert database._idle == []
