"""A changed bit in Delta's own log never shows other rows: a table opens with its files, or not at all."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest
from deltalake import DeltaTable
from pyarrow import parquet as pq

from data import check, engine
from data.errors import Problem
from data.tables import marks, reminders, store
from data.tables.schemas import EVERY, STANDALONE
from data.tables.undo import undo
from tests.data.tables.test_marks import _make_batch, _write_entry, _write_note
from tests.districts import district_in
from tests.import_files import (
    CONTACTS,
    FAILED,
    LISTED,
    OPTED_IN,
    OPTED_OUT,
    csv_text,
    import_file,
    log_file,
    number,
    text,
    utc,
    written,
)

FLIPS = 40
SEED = 1
CHANGED = "The list of files of the table {} has changed since it was written."


@pytest.fixture(scope="module")
def store_with_removed_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Logs of whose tables each has removed a file that it had before; the newest import is of contacts."""
    folder = tmp_path_factory.mktemp("bits")
    with district_in(folder) as logs:
        for place, (result, status) in enumerate([("Sent", OPTED_IN), (FAILED, OPTED_OUT)]):
            import_file(log_file(folder, text("m1", result=result), text("bad", to=f"{place}?")))
            for listed in (
                (LISTED, [number(1), status]),
                (CONTACTS, [f"c{place}", number(1), "A", "O", "", ""]),
            ):
                day = utc(2026, 10, 3 + place)
                import_file(written(folder / "list.csv", csv_text(*listed)), as_of=day)
            _make_batch(str(logs))
            _write_note(str(logs))
            _write_entry(str(logs), f"C-{place}")
        reminders.undo_batch(str(logs), store.newest(str(logs)).table("reminders")["run_id"][0].as_py())
    return logs


@pytest.fixture(autouse=True)
def _of_the_test(store_with_removed_files: Path, logs: str) -> None:
    shutil.copytree(store_with_removed_files, logs)


def _files(logs: str) -> dict[str, list[str]]:
    """Return the files that the readers of each table open."""
    marks._marks.clear()
    snapshot = store.newest(logs)
    return {name: sorted(snapshot.files(name)) for name in EVERY}


def _bring_back(logs: str, name: str) -> None:
    """Change a bit in the name of the file that a table removed last: so it isn't removed any more."""
    for commit in sorted(Path(logs, name, "_delta_log").glob("*.json"), reverse=True):
        content = commit.read_text(encoding="utf-8")
        if '"remove":{"path":"' in content:
            before, after = content.split('"remove":{"path":"', 1)
            place = after.index(".parquet") - 1
            changed = after[:place] + chr(ord(after[place]) ^ 1) + after[place + 1 :]
            commit.write_text(f'{before}"remove":{{"path":"{changed}', encoding="utf-8")
            return
    raise AssertionError(name)


def _wrong(logs: str) -> str:
    return " ".join(str(line) for line in check.lines(logs) if line.state == "WRONG")


@pytest.mark.parametrize("name", ["messages", "contacts", "status_changes", "imports", *STANDALONE])
def test_a_removed_file_never_comes_back(logs: str, tmp_path: Path, name: str) -> None:
    before = _files(logs)
    _bring_back(logs, name)
    assert len(DeltaTable(f"{logs}/{name}").file_uris()) == len(before[name]) + 1
    with pytest.raises(Problem) as refused:
        _files(logs)
    assert (refused.value.what_happened, refused.value.where) == (
        CHANGED.format(name),
        f"{name}/_delta_log",
    )
    assert ("Restore the data from a backup." in _wrong(logs)) == (name != "contacts")
    if name not in STANDALONE:  # an import neither reads nor writes them
        with pytest.raises(Problem, match="The list of files"):
            import_file(log_file(tmp_path, text("m9")), uri=logs)


def test_undo_helps_where_the_newest_import_wrote_the_damaged_list(logs: str) -> None:
    _bring_back(logs, "contacts")
    assert "Undo imports" in _wrong(logs)
    undo(uri=logs)
    assert _wrong(logs) == ""
    assert store.newest(logs).table("contacts")["contact_id"].to_pylist() == ["c0"]


def test_counts_by_day_are_read_without_the_list_of_texts(logs: str) -> None:
    def answer(table: str) -> list[Any]:
        with engine.connect() as connection:
            database = engine.Database(store.newest(logs), "America/Chicago", connection=connection)
            rows: list[Any] = database.fetch(f"select result from {table}", {}).to_pylist()
        return rows

    before = answer("daily_results")
    _bring_back(logs, "messages")
    assert answer("daily_results") == before == [{"result": FAILED}]
    with pytest.raises(Problem, match="The list of files"):
        answer("messages")


def test_a_checkpoint_that_names_a_file_less_is_noticed(logs: str) -> None:
    DeltaTable(f"{logs}/messages").create_checkpoint()
    assert _files(logs)["messages"]
    (checkpoint,) = Path(logs, "messages", "_delta_log").glob("*.checkpoint.parquet")
    actions = pq.read_table(checkpoint)
    pq.write_table(actions.filter(pc.is_null(actions["add"])), checkpoint)
    with pytest.raises(Problem, match="The list of files of the table messages has changed"):
        _files(logs)


def test_any_changed_bit_leaves_the_files_or_is_an_error(logs: str) -> None:
    before = _files(logs)
    pick = random.Random(SEED)  # noqa: S311 - a test that is the same every time
    logged = sorted(file for file in Path(logs).glob("*/_delta_log/*") if file.is_file())
    errors = 0
    for _flip in range(FLIPS):
        file = pick.choice(logged)
        content = file.read_bytes()
        bit = pick.randrange(8 * len(content))
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        try:
            assert _files(logs) == before, (file, bit)
        except Problem:
            errors += 1
        file.write_bytes(content)
    assert 0 < errors < FLIPS


def test_a_commit_of_reminders_that_states_no_list_is_read(logs: str) -> None:
    batches = store.newest(logs).table("reminders")
    for commit in Path(logs, "reminders", "_delta_log").glob("*.json"):
        lines = [json.loads(line) for line in commit.read_text(encoding="utf-8").splitlines()]
        for line in lines:
            line.get("commitInfo", {}).pop("listHash", None)
        commit.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert store.newest(logs).table("reminders").equals(batches)
