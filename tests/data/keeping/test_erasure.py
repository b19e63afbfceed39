"""An erased number is nowhere any more: in no table, version or file, however it was spelled."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import check, engine
from data.engine import by_time
from data.errors import Problem
from data.keeping import backup, restore
from data.keeping.removal import erasure
from data.tables import leftovers, reminders, store
from data.tables.undo import undo
from tests.import_files import (
    CHANGED,
    CONTACTS,
    LOG,
    OPTED_IN,
    PENDING,
    csv_text,
    import_file,
    imported,
    log_file,
    messages,
    number,
    rows_of,
    stored,
    text,
    written,
)

GONE, STAYS = 1, 2
SPELLINGS = ("(212) 555-0101", "212.555.0101", "+1 212 555 0101", "2,125,550,101", "2.125550101E9")


def _places_of(digits: str, folder: Path) -> list[str]:
    """The files below a folder that have these digits, in clear or in a value of Parquet."""
    found = []
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        content = file.read_bytes()
        if file.suffix == ".parquet":
            content += json.dumps(pq.read_table(file).to_pylist(), default=str).encode()
            content += str(pq.ParquetFile(file).metadata.metadata).encode()
        if digits.encode() in content:
            found.append(str(file.relative_to(folder)))
    return found


@pytest.fixture
def full(tmp_path: Path, logs: str) -> str:
    """Logs in which a number is everywhere: two numbers, one of which is to go."""
    listed = csv_text(
        CONTACTS,
        ("c1", number(GONE), "Ana", "Lincoln High", "s1", "2026-09-01"),
        ("c2", number(STAYS), "Ben", "Lincoln High", "s2", "2026-09-01"),
    )
    imported(written(tmp_path / "contacts.csv", listed))
    changes = csv_text(
        CHANGED,
        (number(GONE), PENDING, "2026-09-01 08:00", ""),
        (number(GONE), OPTED_IN, "2026-09-02 08:00", ""),
        (number(STAYS), OPTED_IN, "2026-09-02 08:00", ""),
    )
    imported(written(tmp_path / "changes.csv", changes))
    first = [text("m1"), text("m2", to=number(STAYS)), text("m3", when="2026-10-02 09:00")]
    imported(log_file(tmp_path, *first, name="first.csv"))
    rejected = [(*text(f"r{n}", to=spelled, when="soon"), "") for n, spelled in enumerate(SPELLINGS)]
    kept = (*text("r9", to=number(STAYS), when="soon"), "")
    skipped = (*text("in1"), "inbound")
    imported(
        log_file(
            tmp_path,
            *rejected,
            kept,
            skipped,
            (*text("m4"), ""),
            header=(*LOG, "Direction"),
            name="to 212-555-0101.csv",
        )
    )
    batch = pa.table({"number": [stored(GONE), stored(STAYS)], "part": ["paper", "paper"]})
    reminders.record_batch(logs, batch, made_by="office", filters="")
    upload = leftovers.uploads(logs) / "one"
    upload.mkdir()
    (upload / "file.csv").write_text(number(GONE), encoding="utf-8")
    by_time.make(store.newest(logs), least_bytes=0)
    return logs


def test_no_file_has_an_erased_number(full: str) -> None:
    assert _places_of("2125550101", Path(full))
    gone = erasure.erase(number=stored(GONE))
    assert {table: gone.plan.of_table(table) for table in ("messages", "contacts", "status_changes")} == {
        "messages": 3,
        "contacts": 1,
        "status_changes": 2,
    }
    assert (gone.plan.of_table("left_out"), gone.plan.of_table("reminders")) == (len(SPELLINGS) + 1, 1)
    for digits in ("2125550101", "212-555-0101", "555-0101", "2,125,550,101", "2.125550101"):
        assert _places_of(digits, Path(full)) == []
    for spelled in SPELLINGS:
        assert _places_of(spelled, Path(full)) == []


def test_other_rows_stay_and_the_check_is_well(full: str) -> None:
    erasure.erase(number=stored(GONE))
    assert set(messages()) == {"m2"}
    assert [row["contact_id"] for row in rows_of("contacts")] == ["c2"]
    assert [row["number"] for row in rows_of("status_changes")] == [stored(STAYS)]
    assert [row["number"] for row in rows_of("reminders")] == [stored(STAYS)]
    (left,) = rows_of("left_out")
    assert json.loads(left["row"])["Message ID"] == "r9"
    (file,) = (Path(full) / "work" / "rejected").glob("*.csv")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        assert [row["Message ID"] for row in csv.DictReader(lines)] == ["r9"]
    assert rows_of("imports")[-1]["file_name"] == "to ….csv"
    assert sum(row["texts"] for row in rows_of("daily_results")) == 1
    assert [str(line) for line in check.lines() if not line.is_well] == []


def test_the_check_notices_rows_that_no_removal_took(full: str) -> None:
    erasure.erase(number=stored(GONE))
    store.replace(full, "left_out", store.newest(full).table("left_out").slice(0, 0))
    assert [line.is_well for line in check.lines()].count(False) >= 1


def test_an_erasure_can_be_repeated_and_a_dry_run_changes_nothing(full: str) -> None:
    before = store.newest_mark(full)
    found = erasure.find(number=stored(GONE))
    assert store.newest_mark(full) == before
    assert erasure.erase(number=stored(GONE)).plan.rows == found.plan.rows
    assert not erasure.erase(number=stored(GONE)).plan.rows


def test_imports_from_before_an_erasure_cannot_be_undone(full: str, tmp_path: Path) -> None:
    assert undo()["file_name"].startswith("to ")
    erasure.erase(number=stored(GONE))
    with pytest.raises(Problem, match="rows were erased or had expired"):
        undo()
    import_file(log_file(tmp_path, text("m9", to=number(3)), name="later.csv"))
    assert undo()["file_name"] == "later.csv"
    assert set(messages()) == {"m2"}
    assert [str(line) for line in check.lines(full) if not line.is_well] == []


def test_the_only_import_can_still_be_undone(logs: str, tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1"), text("m2", to=number(STAYS))))
    erasure.erase(number=stored(GONE))
    assert set(messages()) == {"m2"}
    undo()
    assert messages() == {}
    assert [str(line) for line in check.lines() if not line.is_well] == []
    assert _places_of("2125550101", Path(logs)) == []


def test_a_number_of_which_all_texts_go_leaves_no_month(logs: str, tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1"), text("m2", when="2026-10-02 09:00", to=number(STAYS))))
    erasure.erase(number=stored(GONE))
    assert {row["month"] for row in rows_of("daily_results")} == {"2026-10"}
    assert not (Path(logs) / "messages" / "month=2026-09").exists()


def test_an_interrupted_erasure_is_finished_by_running_it_again(full: str) -> None:
    (old,) = [file for file in store.newest(full).files("messages") if "month=2026-09" in file]
    content = Path(old).read_bytes()
    erasure.erase(number=stored(GONE))
    Path(old).write_bytes(content)  # as if the process had ended before it deleted old files
    assert _places_of("2125550101", Path(full))
    erasure.erase(number=stored(GONE))
    assert _places_of("2125550101", Path(full)) == []


def test_a_question_that_needs_an_erased_file_says_to_try_again(full: str) -> None:
    database = engine.database(full)
    erasure.erase(number=stored(GONE))
    with pytest.raises(Problem, match="The stored data has changed while this was read"):
        database.fetch("select count(*), max(message_id) from messages", {})
    assert engine.database(full).fetch("select count(*) as texts from messages", {})[
        "texts"
    ].to_pylist() == [1]


def test_a_contact_goes_with_its_own_numbers_but_not_with_those_of_others(
    logs: str, tmp_path: Path
) -> None:
    shared, own = number(1), number(2)
    header = (*CONTACTS, "Email")
    listed = csv_text(
        header,
        ("c1", shared, "Ana", "Lincoln High", "s1", "2026-09-01", "ana@example.org"),
        ("c1", own, "Ana", "Lincoln High", "s1", "2026-09-01", "ana@example.org"),
        ("c2", shared, "Ben", "Lincoln High", "s1", "2026-09-01", "ben@example.org"),
    )
    imported(written(tmp_path / "people.csv", listed))
    bad = csv_text(header, ("", number(5), "Ana", "Lincoln High", "s1", "2026-09-01", "Ana@Example.org"))
    imported(written(tmp_path / "bad.csv", bad))
    columns = (*LOG, "Contact ID")
    texts = [(*text("m1", to=shared), "c1"), (*text("m2", to=shared), "c2"), (*text("m3", to=own), "")]
    imported(log_file(tmp_path, *texts, header=columns))
    gone = erasure.erase(contact_id="c1")
    assert gone.shared == 1
    assert set(messages()) == {"m2"}
    assert [row["contact_id"] for row in rows_of("contacts")] == ["c2"]
    assert rows_of("left_out") == []
    for personal in ("2125550102", "ana@example.org", "Ana@Example.org", '"c1"'):
        assert _places_of(personal, Path(logs)) == []
    assert [str(line) for line in check.lines() if not line.is_well] == []


def test_numbers_in_texts_of_other_rows_are_replaced(logs: str, tmp_path: Path) -> None:
    named = ("Message ID", "Date/Time", "Phone Number", "Delivery Results", "Reason", "Broadcast")
    row = (*text("m1", to=number(STAYS)), "Ask 212-555-0101 for Ana")
    imported(log_file(tmp_path, row, (*text("m2"), "Picture day"), header=named))
    erasure.erase(number=stored(GONE))
    assert messages()["m1"]["broadcast"] == "Ask … for Ana"
    assert [row["broadcast"] for row in rows_of("daily_results")] == ["Ask … for Ana"]
    assert _places_of("555-0101", Path(logs)) == []


def test_data_that_a_restore_kept_aside_goes_too(full: str, tmp_path: Path) -> None:
    made = backup.back_up(tmp_path / "backups")
    assert restore.restore(made.folder, is_confirmed=True).before
    assert erasure.find(number=stored(GONE)).files.older
    erasure.erase(number=stored(GONE))
    assert _places_of("2125550101", Path(full)) == []
    assert restore.restore(made.folder, is_confirmed=True).erased_since == 1
