"""The engine that all pages share: newer data is opened beside it, and nobody waits for it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pyarrow as pa
import pytest

from data import engine
from data.engine import shared
from data.errors import Problem
from data.tables import marks, store
from data.tables.schemas import IMPORTS, MESSAGES
from tests.answers import Fill
from tests.import_files import utc
from tests.queued import until

COUNT = "select cast(sum(texts) as bigint) as texts from daily_results"


def _texts(count: int) -> dict[str, pa.Table]:
    rows = [
        {"service": "s", "message_id": f"m{n}", "result": "Sent", "requested_at": utc(2026, 9, 1, 12)}
        for n in range(count)
    ]
    imports = pa.Table.from_pylist([{"import_id": f"{count:06}"}], schema=IMPORTS)
    return {"messages": pa.Table.from_pylist(rows, schema=MESSAGES), "imports": imports}


def _texts_of(database: engine.Engine) -> int:
    return int(database.fetch(COUNT, {})["texts"][0].as_py())


def _import_elsewhere(fill: Fill, logs: str, count: int) -> None:
    """Import as another process does: this one has noted nothing."""
    fill(logs, _texts(count))
    marks.forget_own_write(logs)


def test_pages_go_on_with_the_older_data_until_the_newer_is_ready(fill: Fill, logs: str) -> None:
    fill(logs, _texts(3))
    older = engine.database(logs)
    before = engine.version(logs)
    assert _texts_of(older) == 3
    _import_elsewhere(fill, logs, 5)
    with shared._opening[logs]:  # as long as a thread opens it
        assert engine.database(logs, waits=False) is older
        assert engine.version(logs) == before, "otherwise a page would be drawn again for nothing"
    until(lambda: engine.database(logs, waits=False) is not older)
    newer = engine.database(logs, waits=False)
    assert _texts_of(newer) == 5
    assert engine.version(logs) == newer.snapshot.mark == store.newest_mark(logs) != before


def test_the_newer_engine_has_every_table_that_somebody_reads(fill: Fill, logs: str) -> None:
    fill(logs, _texts(3))
    older = engine.database(logs)
    older.fetch("select * from phone_runs", {})
    _import_elsewhere(fill, logs, 5)
    until(lambda: engine.database(logs, waits=False) is not older)
    newer = engine.database(logs)
    assert isinstance(newer, engine.Database)
    assert {"phone_runs", "daily_results", "messages"} <= newer.made
    assert "pending_numbers" not in newer.made


def test_what_this_process_writes_is_shown_at_once(fill: Fill, logs: str) -> None:
    fill(logs, _texts(3))
    engine.database(logs)
    fill(logs, _texts(5))
    assert _texts_of(engine.database(logs, waits=False)) == 5


def test_other_data_in_the_same_place_is_waited_for(fill: Fill, logs: str, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    fill(logs, _texts(3))
    fill(other, _texts(5))
    engine.database(logs)
    shutil.rmtree(logs)
    Path(other).rename(logs)
    marks.forget_own_write(logs)
    assert _texts_of(engine.database(logs, waits=False)) == 5


def test_newer_data_that_does_not_open_is_a_problem_of_every_page(fill: Fill, logs: str) -> None:
    fill(logs, _texts(3))
    engine.database(logs)
    _import_elsewhere(fill, logs, 5)
    for file in store.uncommitted_files(logs, "imports"):
        Path(file).unlink()
    engine.database(logs, waits=False)
    until(lambda: logs in shared._failed)
    for _page in range(3):
        with pytest.raises(Problem, match="imports"):
            engine.database(logs, waits=False)


def test_whoever_looked_up_the_data_before_it_changed_opens_nothing(fill: Fill, logs: str) -> None:
    fill(logs, _texts(3))
    before = engine.version(logs)
    fill(logs, _texts(5))
    newer = engine.database(logs)
    assert engine.database(logs, before) is newer
    assert engine.database(logs, before, waits=False) is newer
    assert engine.version(logs, before) == newer.snapshot.mark
    shared._open_whole(logs, before, shared._kind())
    assert engine.database(logs) is newer, "opened again, it would have none of the kept answers"


def test_newer_data_is_opened_once_however_many_pages_ask(fill: Fill, logs: str) -> None:
    fill(logs, _texts(3))
    before = engine.database(logs).serial
    fill(logs, _texts(5))
    opened: list[engine.Engine] = []
    threads = [threading.Thread(target=lambda: opened.append(engine.database(logs))) for _page in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {database.serial for database in opened} == {before + 1}
