"""Reminder batches: recorded in one step, independent of the imports."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

import queries
from data import check
from data.access import person_at_machine
from data.errors import Problem
from data.tables import reminders, store
from data.tables.schemas import REMINDERS
from data.tables.undo import undo
from data.words import vocabulary
from tests.import_files import (
    CONTACTS,
    LISTED,
    OPTED_IN,
    PENDING,
    csv_text,
    imported,
    log_file,
    number,
    rows_of,
    stored,
    text,
    utc,
    written,
)
from tests.recorded import entries

REMINDED, E_MAIL, PAPER = (vocabulary.PENDING_PARTS[place].key for place in (2, 3, 4))
NOW = utc(2026, 11, 24, 18)
OPENS, FILES = (entry.claim for entry in check.CHECKS[:2])


@pytest.fixture(autouse=True)
def _two_pending(tmp_path: Path) -> None:
    """Two pending numbers, one of them with an email address."""
    header = (*CONTACTS, "Email")
    for table in (
        (LISTED, [number(1), PENDING], [number(2), PENDING], [number(3), OPTED_IN]),
        (
            header,
            ["c1", number(1), "Ana", "Oak", "", "2026-05-01", "ana@example.org"],
            ["c2", number(2), "Ben", "Oak", "", "2026-05-01", ""],
        ),
    ):
        imported(written(tmp_path / "listed.csv", csv_text(*table)), as_of=utc(2026, 5, 1))


def _numbers(*rows: tuple[int, str]) -> pa.Table:
    entries = [{"number": stored(last), "part": part} for last, part in rows]
    columns = [REMINDERS.field(name) for name in ("number", "part")]
    return pa.Table.from_pylist(entries, schema=pa.schema(columns))


def _parts(uri: str) -> dict[str, int]:
    with queries.reading(uri):
        totals = queries.run("pending_totals", person_at_machine(), now=NOW).to_pylist()
    return {row["part"]: row["numbers"] for row in totals if row["level"] == "total" and row["numbers"]}


def _record(uri: str, made_at: datetime | None = NOW) -> str:
    with queries.reading(uri):
        numbers = queries.run("reminder_numbers", person_at_machine(), now=NOW)
    return reminders.record_batch(uri, numbers, made_by="ann", filters="everybody", made_at=made_at)


def test_a_batch_is_recorded_in_one_step_and_seen_by_the_next_reading(logs: str) -> None:
    with queries.reading(logs) as before:
        assert _parts(logs) == {E_MAIL: 1, PAPER: 1}
        batch_id = _record(logs)
        assert queries.run("reminder_runs", person_at_machine()).num_rows == 0, "a page shows one version"
    after = store.newest(logs)
    assert after.version("reminders") == before.version("reminders") + 2 == 1, "set up, and written once"
    assert (after.number, after.versions) == (before.number, before.versions)
    assert rows_of("reminders") == [
        {"run_id": batch_id, "made_at": NOW, "made_by": "ann", "asked": "everybody", **reminded}
        for reminded in ({"number": stored(1), "part": E_MAIL}, {"number": stored(2), "part": PAPER})
    ]
    assert _parts(logs) == {REMINDED: 2}


def test_a_batch_changes_the_version_of_the_data(logs: str) -> None:
    marks = [store.newest_mark(logs)]
    for _ in range(2):
        reminders.record_batch(logs, _numbers((1, E_MAIL)), made_by="ann", filters="one")
        marks.append(store.newest_mark(logs))
    assert len(set(marks)) == len(marks)
    assert len({mark[:2] for mark in marks}) == 1, "imports aren't affected"


def test_a_batch_without_a_time_is_made_now(logs: str) -> None:
    _record(logs, made_at=None)
    (made_at,) = {row["made_at"] for row in rows_of("reminders")}
    assert abs((datetime.now(made_at.tzinfo) - made_at).total_seconds()) < 600


def test_two_batches_of_one_moment_are_two(logs: str) -> None:
    for name in ("ann", "bob"):
        reminders.record_batch(logs, _numbers((1, E_MAIL)), made_by=name, filters="one", made_at=NOW)
    with queries.reading(logs):
        batches = queries.run("reminder_runs", person_at_machine()).to_pylist()
    assert sorted(row["made_by"] for row in batches) == ["ann", "bob"]
    assert len({row["run_id"] for row in batches}) == 2


def test_undoing_an_import_keeps_the_reminders(logs: str, tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1")))
    _record(logs)
    recorded = rows_of("reminders")
    undo()
    assert rows_of("messages") == []
    assert rows_of("reminders") == recorded
    imported(log_file(tmp_path, text("m2")))  # rolls the other tables back
    assert rows_of("reminders") == recorded
    undo()
    undo()
    undo()
    assert rows_of("reminders") == recorded


def test_logs_older_than_reminders_have_no_batches(logs: str) -> None:
    assert not Path(logs, "reminders").exists()
    assert store.newest(logs).version("reminders") == -1
    assert store.newest(logs).table("reminders") == REMINDERS.empty_table()
    with queries.reading(logs):
        assert queries.run("reminder_runs", person_at_machine()).num_rows == 0
    assert not Path(logs, "reminders").exists(), "a question creates no table"


def test_empty_batch_is_refused_and_not_recorded(logs: str) -> None:
    before = store.newest_mark(logs)
    with pytest.raises(Problem, match="No number") as refused:
        reminders.record_batch(logs, _numbers(), made_by="ann", filters="nobody")
    assert refused.value.next_step
    assert store.newest_mark(logs) == before
    assert not Path(logs, "reminders").exists()


def test_an_undone_batch_is_gone_and_its_families_can_be_reminded_again(logs: str) -> None:
    kept = reminders.record_batch(logs, _numbers((3, PAPER)), made_by="ann", filters="one", made_at=NOW)
    mistake = _record(logs)
    reminders.undo_batch(logs, mistake)
    assert {row["run_id"] for row in rows_of("reminders")} == {kept}
    assert _parts(logs) == {E_MAIL: 1, PAPER: 1}


def test_undoing_a_batch_that_is_gone_changes_nothing_and_says_so(logs: str) -> None:
    reminders.record_batch(logs, _numbers((3, PAPER)), made_by="ann", filters="one", made_at=NOW)
    batch_id = _record(logs)
    reminders.undo_batch(logs, batch_id)
    recorded, noted = rows_of("reminders"), len(entries())
    with pytest.raises(Problem, match="no longer recorded") as refused:
        reminders.undo_batch(logs, batch_id)
    assert refused.value.next_step
    assert rows_of("reminders") == recorded
    assert len(entries()) == noted


def test_a_batch_that_cant_be_written_is_a_problem(logs: str) -> None:
    Path(logs, "reminders").write_text("no folder", encoding="utf-8")
    with pytest.raises(Problem, match="can't be") as refused:
        reminders.record_batch(logs, _numbers((1, E_MAIL)), made_by="ann", filters="one")
    assert refused.value.next_step
    assert str(stored(1)) not in str(refused.value)


def _errors(uri: str) -> dict[str, str]:
    return {line.claim: str(line) for line in check.lines(uri) if not line.is_well}


def test_the_check_reports_a_missing_file_of_reminders(logs: str) -> None:
    assert _errors(logs) == {}
    _record(logs)
    assert _errors(logs) == {}
    (file,) = Path(logs, "reminders").glob("*.parquet")
    file.rename(file.with_suffix(".away"))
    errors = _errors(logs)
    assert list(errors) == [FILES]
    assert f"reminders/{file.name} is missing" in errors[FILES]
    assert "backup" in errors[FILES]


def test_the_check_reports_reminders_that_cant_be_opened(logs: str) -> None:
    _record(logs)
    for entry in Path(logs, "reminders", "_delta_log").glob("*.json"):
        entry.write_text("{", encoding="utf-8")
    line, *of_record = check.lines(logs)
    assert [one.is_well for one in of_record] == [True, True]
    assert not line.is_well
    assert "The table reminders can't be read" in str(line)
    assert "backup" in str(line)


def test_deleted_logs_are_checked_without_reminders(logs: str) -> None:
    _record(logs)
    shutil.rmtree(logs)
    assert [line.is_well for line in check.lines(logs)] == [True, True, True]


def test_numbers_that_someone_else_has_just_reminded_are_not_recorded_again(logs: str) -> None:
    store.create(logs)
    counted_at = store.newest_mark(logs)
    numbers = _numbers((1, E_MAIL))
    reminders.record_batch(logs, numbers, made_by="ann", filters="one", counted_at=counted_at)
    with pytest.raises(Problem, match="has changed since these numbers were counted"):
        reminders.record_batch(logs, numbers, made_by="bo", filters="one", counted_at=counted_at)
    assert store.newest(logs).table("reminders")["made_by"].to_pylist() == ["ann"]
