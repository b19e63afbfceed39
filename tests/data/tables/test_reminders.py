"""Runs of reminders: noted in one step beside the imports, which know nothing of them."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

import queries
from data import check
from data.access import Viewer
from data.errors import Problem
from data.tables import reminders, store
from data.tables.schemas import REMINDERS, SCHEMAS
from data.tables.undo import undo
from data.words import vocabulary
from tests.import_files import (
    CONTACTS,
    LISTED,
    OPTED_IN,
    PENDING,
    csv_text,
    log_file,
    number,
    rows_of,
    stored,
    text,
    took,
    utc,
    written,
)

LEFT, E_MAIL, PAPER = (vocabulary.PENDING_PARTS[place].key for place in (2, 3, 4))
NOW = utc(2026, 11, 24, 18)
OPENS, FILES = (known.claim for known in check.CHECKS[:2])


@pytest.fixture(autouse=True)
def _two_pending(tmp_path: Path) -> None:
    """Two numbers that are still to answer, one of them with an e-mail address."""
    header = (*CONTACTS, "Email")
    for listed in (
        (LISTED, [number(1), PENDING], [number(2), PENDING], [number(3), OPTED_IN]),
        (
            header,
            ["c1", number(1), "Ana", "Oak", "", "2026-05-01", "ana@example.org"],
            ["c2", number(2), "Ben", "Oak", "", "2026-05-01", ""],
        ),
    ):
        took(written(tmp_path / "listed.csv", csv_text(*listed)), as_of=utc(2026, 5, 1))


def _numbers(*rows: tuple[int, str]) -> pa.Table:
    given = [{"number": stored(last), "part": part} for last, part in rows]
    columns = [REMINDERS.field(name) for name in ("number", "part")]
    return pa.Table.from_pylist(given, schema=pa.schema(columns))


def _parts(uri: str) -> dict[str, int]:
    with queries.reading(uri):
        totals = queries.run("pending_totals", Viewer(), now=NOW).to_pylist()
    return {row["part"]: row["numbers"] for row in totals if row["level"] == "total" and row["numbers"]}


def _note(uri: str, made_at: datetime | None = NOW) -> str:
    with queries.reading(uri):
        numbers = queries.run("reminder_numbers", Viewer(), now=NOW)
    return reminders.record(uri, numbers, by="ann", asked="everybody", made_at=made_at)


def test_a_run_is_noted_in_one_step_and_seen_by_the_next_reading(logs: str) -> None:
    with queries.reading(logs) as before:
        assert _parts(logs) == {E_MAIL: 1, PAPER: 1}
        run_id = _note(logs)
        assert queries.run("reminder_runs", Viewer()).num_rows == 0, "a page is of one version"
    after = store.newest(logs)
    assert after.reminders == before.reminders + 2 == 1, "set up, and written once"
    assert (after.number, after.versions) == (before.number, before.versions)
    assert rows_of("reminders") == [
        {"run_id": run_id, "made_at": NOW, "made_by": "ann", "asked": "everybody", **noted}
        for noted in ({"number": stored(1), "part": E_MAIL}, {"number": stored(2), "part": PAPER})
    ]
    assert _parts(logs) == {LEFT: 2}


def test_whoever_has_read_before_a_run_is_told_that_the_data_have_changed(logs: str) -> None:
    marks = [store.newest_mark(logs)]
    for _ in range(2):
        reminders.record(logs, _numbers((1, E_MAIL)), by="ann", asked="one")
        marks.append(store.newest_mark(logs))
    assert len(set(marks)) == len(marks)
    assert len({mark[:2] for mark in marks}) == 1, "to imports nothing has happened"


def test_a_run_without_a_moment_of_its_own_is_made_now(logs: str) -> None:
    _note(logs, made_at=None)
    (made_at,) = {row["made_at"] for row in rows_of("reminders")}
    assert abs((datetime.now(made_at.tzinfo) - made_at).total_seconds()) < 600


def test_two_runs_of_one_moment_are_two(logs: str) -> None:
    for by in ("ann", "bob"):
        reminders.record(logs, _numbers((1, E_MAIL)), by=by, asked="one", made_at=NOW)
    with queries.reading(logs):
        runs = queries.run("reminder_runs", Viewer()).to_pylist()
    assert sorted(row["made_by"] for row in runs) == ["ann", "bob"]
    assert len({row["run_id"] for row in runs}) == 2


def test_undoing_an_import_leaves_what_families_were_sent(logs: str, tmp_path: Path) -> None:
    took(log_file(tmp_path, text("m1")))
    _note(logs)
    noted = rows_of("reminders")
    undo()
    assert rows_of("messages") == []
    assert rows_of("reminders") == noted
    took(log_file(tmp_path, text("m2")))  # rolls the other tables back
    assert rows_of("reminders") == noted
    undo()
    undo()
    undo()
    assert rows_of("reminders") == noted


def test_logs_of_before_there_were_reminders_answer_with_no_runs(logs: str) -> None:
    assert not Path(logs, "reminders").exists()
    assert store.newest(logs).reminders == -1
    assert store.newest(logs).table("reminders") == REMINDERS.empty_table()
    with queries.reading(logs):
        assert queries.run("reminder_runs", Viewer()).num_rows == 0
    assert not Path(logs, "reminders").exists(), "to ask sets nothing up"


def test_a_run_of_nobody_is_refused_and_nothing_is_noted(logs: str) -> None:
    before = store.newest_mark(logs)
    with pytest.raises(Problem, match="Nobody") as refused:
        reminders.record(logs, _numbers(), by="ann", asked="nobody")
    assert refused.value.next_step
    assert store.newest_mark(logs) == before
    assert not Path(logs, "reminders").exists()


def test_a_run_that_can_not_be_written_is_a_problem(logs: str) -> None:
    Path(logs, "reminders").write_text("no folder", encoding="utf-8")
    with pytest.raises(Problem, match="can't be") as refused:
        reminders.record(logs, _numbers((1, E_MAIL)), by="ann", asked="one")
    assert refused.value.next_step
    assert str(stored(1)) not in str(refused.value)


def test_a_run_while_an_import_goes_on_disturbs_neither(logs: str) -> None:
    with store.import_lock(logs):
        before = store.newest(logs)
        store.append(logs, "left_out", pa.Table.from_pylist([{"line": 7}], schema=SCHEMAS["left_out"]))
        run_id = _note(logs)
        assert store.newest(logs).versions == before.versions, "what is not committed is not seen"
        after = store.commit(before, {"import_id": "999999-by-hand"})
    assert {row["run_id"] for row in rows_of("reminders")} == {run_id}
    assert [row["line"] for row in after.table("left_out").to_pylist()] == [7]
    assert after == store.newest(logs)


def _found(uri: str) -> dict[str, str]:
    return {line.claim: str(line) for line in check.lines(uri) if not line.is_well}


def test_the_check_of_the_logs_tells_of_reminders_that_are_not_whole(logs: str) -> None:
    assert _found(logs) == {}
    _note(logs)
    assert _found(logs) == {}
    (file,) = Path(logs, "reminders").glob("*.parquet")
    file.rename(file.with_suffix(".away"))
    found = _found(logs)
    assert list(found) == [FILES]
    assert f"reminders/{file.name} is missing" in found[FILES]
    assert "backup" in found[FILES]


def test_the_check_of_the_logs_tells_of_reminders_that_do_not_open(logs: str) -> None:
    _note(logs)
    for entry in Path(logs, "reminders", "_delta_log").glob("*.json"):
        entry.write_text("{", encoding="utf-8")
    (line,) = check.lines(logs)
    assert not line.is_well
    assert "The table reminders can't be read" in str(line)
    assert "backup" in str(line)


def test_logs_that_were_deleted_are_checked_without_reminders(logs: str) -> None:
    _note(logs)
    shutil.rmtree(logs)
    (line,) = check.lines(logs)
    assert line.is_well
