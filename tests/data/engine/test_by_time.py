"""Texts in the order of time: the same rows as in the tables, never stale, made where nobody waits."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import check, engine
from data.engine import by_time
from data.jobs import in_time
from data.tables import file_hashes
from data.tables.schemas import MESSAGES
from data.tables.snapshot import Snapshot
from data.tables.store import newest
from tests.answers import EVERY, Fill, ReadGiven

ROWS = "select * from {} order by all"
AT = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture
def snapshot(logs: str, fill: Fill, read_given: ReadGiven) -> Snapshot:
    return fill(logs, read_given(EVERY))


def _rows(uri: str, table: str) -> pa.Table:
    return engine.database(uri).fetch(ROWS.format(table), {})


def _made(uri: str) -> list[Path]:
    return sorted(Path(uri, "work", "by_time").glob("*/*"))


def test_the_files_have_the_same_rows_as_the_table(logs: str, snapshot: Snapshot) -> None:
    without = _rows(logs, "messages_by_time")
    months = by_time.make(snapshot, least_bytes=0)
    engine.database(logs).read_again("messages_by_time")
    assert months == sorted(set(_rows(logs, "messages")["month"].to_pylist()), reverse=True)
    assert sorted(by_time.files(snapshot)) == [str(file) for file in _made(logs)]
    assert _rows(logs, "messages_by_time") == without == _rows(logs, "messages")


def test_a_file_has_the_newest_text_first(logs: str, fill: Fill) -> None:
    by_time.make(fill(logs, {"messages": _texts(300)}), least_bytes=0)
    (file,) = _made(logs)
    instants = pq.read_table(file)["requested_at"].to_pylist()
    assert instants == sorted(instants, reverse=True)
    assert len(instants) == 300


def test_a_small_month_is_not_kept_twice(logs: str, snapshot: Snapshot) -> None:
    assert by_time.make(snapshot) == []
    assert _made(logs) == []
    assert by_time.files(snapshot) == snapshot.files("messages")


def test_a_file_of_older_texts_is_not_read_and_deleted_a_day_later(logs: str, fill: Fill) -> None:
    by_time.make(fill(logs, {"messages": _texts(2)}), least_bytes=0)
    (first,) = _made(logs)
    newer = fill(logs, {"messages": _texts(3)})
    assert by_time.files(newer) == newer.files("messages")
    by_time.make(newer, least_bytes=0)
    assert first in _made(logs)
    (second,) = set(_made(logs)) - {first}
    _let_pass(by_time.KEPT_SECONDS - 60, first, second)
    by_time.make(fill(logs, {"messages": _texts(4)}), least_bytes=0)
    assert {first, second} < set(_made(logs))
    _let_pass(60, first, second)
    by_time.clear(newest(logs))
    assert first not in _made(logs)
    assert second in _made(logs)


def _let_pass(seconds: float, *files: Path) -> None:
    for file in files:
        moment = file.stat().st_mtime - seconds
        os.utime(file, (moment, moment))


def test_the_check_names_a_file_with_another_bit(logs: str, snapshot: Snapshot) -> None:
    by_time.make(snapshot, least_bytes=0)
    file = _made(logs)[0]
    content = bytearray(file.read_bytes())
    content[40] ^= 1
    file.write_bytes(content)
    findings = [str(line.finding) for line in check.lines(logs)]
    assert f"Found: {file} has changed. Delete these files. The server makes them again." in findings


def test_a_file_whose_texts_are_erased_while_it_is_made_is_not_kept(
    logs: str, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot, hash_of = fill(logs, {"messages": _texts(3)}), file_hashes.of_file

    def erased_meanwhile(file: Path) -> str:
        for texts in snapshot.files("messages"):
            Path(texts).unlink(missing_ok=True)
        return hash_of(file)

    monkeypatch.setattr(file_hashes, "of_file", erased_meanwhile)
    assert by_time.make(snapshot, least_bytes=0) == ["2026-09"]
    assert _made(logs) == []


def test_a_server_makes_what_is_missing_and_reads_it(logs: str, fill: Fill) -> None:
    fill(logs, {"messages": _texts(150_000)})
    database = engine.database(logs)
    counted = "select count(*) as texts from messages_by_time"
    assert database.fetch(counted, {})["texts"].to_pylist() == [150_000]
    in_time.start(newest(logs)).join()
    (file,) = _made(logs)
    plan = database.fetch(f"explain {ROWS.format('messages_by_time')}", {})["explain_value"][0].as_py()
    assert "READ_PARQUET" in plan
    assert database.fetch(counted, {})["texts"].to_pylist() == [150_000]
    file.unlink()
    in_time.start(newest(logs)).join()
    assert _made(logs) == [file]


def _texts(rows: int) -> pa.Table:
    texts = [
        {
            "service": "twilio",
            "message_id": hashlib.blake2b(str(number).encode(), digest_size=16).hexdigest(),
            "result": "Sent",
            "number": 12125550100 + number % 100,
            "requested_at": AT + timedelta(seconds=number * 7919 % 2_000_000),
        }
        for number in range(rows)
    ]
    return pa.Table.from_pylist(texts, schema=MESSAGES)
