"""Entries of an office: written in one step, recorded, independent of imports, and kept as rows are."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import check
from data.errors import Problem
from data.keeping.backup import back_up
from data.keeping.removal import erasure, expired
from data.keeping.restore import restore
from data.tables import office, store
from data.tables.office import LONGEST, Draft
from data.tables.undo import undo
from data.words.office import CALL_RESULT, CALL_RESULTS, NUMBER_CHANGED, OPT_OUT, call_result
from tests.import_files import imported, log_file, rows_of, stored, text, utc
from tests.record_files import record_folder
from tests.recorded import entries

REACHED = next(result.name for result in CALL_RESULTS if result.is_reached)
NOT_REACHED = next(result.name for result in CALL_RESULTS if not result.is_reached)
CALLED = Draft(CALL_RESULT, REACHED, "B-1", "C-1", None, utc(2026, 10, 5), "Lincoln High")
NO_ANSWER = replace(CALLED, value=NOT_REACHED, contact_id="C-2", happened_at=None)
STOPPED = Draft(OPT_OUT, "by phone", number=stored(1))


@pytest.fixture(autouse=True)
def _one_text(tmp_path: Path, logs: str) -> None:
    imported(log_file(tmp_path, text("m1")))
    assert store.newest(logs).number > 0


def _drafts(uri: str) -> list[Draft]:
    return [entry.draft() for entry in office.every(uri)]


def test_many_entries_are_stored_in_one_step_with_who_entered_them(logs: str) -> None:
    before = store.newest(logs)
    added = office.add(logs, [CALLED, STOPPED], by="ann@example.org", role="administrator")
    after = store.newest(logs)
    assert (after.number, after.versions) == (before.number, before.versions), "they belong to no import"
    assert after.version("office_entries") == 1, "set up, and written once"
    assert after.mark == store.newest_mark(logs) != before.mark
    assert office.every(logs) == sorted(added, key=lambda entry: entry.entry_id)
    assert {entry.draft() for entry in added} == {CALLED, STOPPED}
    rows = rows_of("office_entries")
    assert {row["entered_by"] for row in rows} == {"ann@example.org"}
    assert all(abs((datetime.now(UTC) - row["entered_at"]).total_seconds()) < 600 for row in rows)


def test_the_same_file_twice_stores_each_entry_once(logs: str) -> None:
    assert len(office.add(logs, [CALLED, NO_ANSWER, CALLED])) == 2
    before = store.newest_mark(logs)
    assert office.add(logs, [NO_ANSWER, CALLED]) == []
    assert store.newest_mark(logs) == before, "nothing was written"
    newer = replace(NO_ANSWER, value=REACHED)
    assert [entry.draft() for entry in office.add(logs, [NO_ANSWER, newer])] == [newer]
    assert len(_drafts(logs)) == 3
    assert [one.action for one in entries()[1:]] == ["office_entry"] * 2


def test_all_entries_are_stored_or_none(logs: str) -> None:
    for wrong in (Draft(CALL_RESULT, REACHED), replace(CALLED, value="é" * (LONGEST + 1))):
        with pytest.raises(Problem) as refused:
            office.add(logs, [CALLED, wrong])
        assert refused.value.next_step
    with pytest.raises(Problem, match="phone number") as refused:
        office.add(logs, [CALLED, replace(STOPPED, value="now (212) 555-0102")])
    assert "555" not in str(refused.value)
    with pytest.raises(ValueError, match="no kind"):
        office.add(logs, [replace(CALLED, kind="gossip")])
    assert _drafts(logs) == []
    assert not Path(logs, "office_entries").exists()


def test_a_withdrawn_entry_is_in_no_row_and_withdrawn_once(logs: str) -> None:
    called, stopped = office.add(logs, [CALLED, STOPPED])
    office.withdraw(logs, [called])
    assert office.every(logs) == [stopped]
    with pytest.raises(Problem, match="Somebody else"):
        office.withdraw(logs, [called, stopped])
    assert office.every(logs) == [stopped]


def test_the_record_says_who_entered_how_many_of_which_kind(logs: str) -> None:
    ann = {"by": "ann@example.org", "role": "administrator"}
    added = office.add(logs, [CALLED, NO_ANSWER, STOPPED], **ann)
    office.withdraw(logs, [added[2]], **ann)
    about = {"broadcast": ["B-1"], "school": ["Lincoln High"]}
    recorded = [(one.action, one.about, one.filters, one.rows) for one in entries()[1:]]
    assert recorded == [
        ("office_entry", CALL_RESULT, about, 2),
        ("office_entry", OPT_OUT, {}, 1),
        ("office_entry_withdrawal", OPT_OUT, {}, 1),
    ]
    assert [one.subject is None for one in entries()[1:]] == [True, True, False]
    assert {one.who for one in entries()[1:]} == {"ann@example.org"}


def test_an_entry_that_cannot_be_recorded_is_not_written(logs: str) -> None:
    shutil.rmtree(record_folder())
    record_folder().write_text("in the way")
    with pytest.raises(Problem, match="can't be recorded"):
        office.add(logs, [CALLED])
    assert not Path(logs, "office_entries").exists()


def test_entries_wait_for_an_import_and_then_say_so(logs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    added = office.add(logs, [CALLED])
    monkeypatch.setattr(store, "LOCK_SECONDS", 0)
    with store.import_lock(logs):
        for act in (lambda: office.add(logs, [STOPPED]), lambda: office.withdraw(logs, added)):
            with pytest.raises(Problem, match="being changed") as refused:
                act()
            assert "try again" in refused.value.next_step
    assert office.every(logs) == added


def test_four_people_at_once_lose_no_entry(logs: str) -> None:
    drafts = [replace(CALLED, contact_id=f"C-{place}") for place in range(4)]
    with ThreadPoolExecutor(len(drafts)) as people:
        list(people.map(lambda draft: office.add(logs, [draft]), drafts))
    assert {*_drafts(logs)} == {*drafts}
    assert [str(line) for line in check.lines(logs) if not line.is_well] == []


def test_nothing_is_entered_before_the_first_import(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no stored data"):
        office.add(str(tmp_path / "empty"), [CALLED])


def test_undoing_an_import_keeps_entries_and_a_backup_brings_them_back(logs: str, tmp_path: Path) -> None:
    added = office.add(logs, [CALLED])
    backup = back_up(tmp_path / "backups")
    office.withdraw(logs, added)
    restore(backup.folder, is_confirmed=True)
    undo()
    assert (rows_of("messages"), office.every(logs)) == ([], added)
    assert [str(line) for line in check.lines(logs) if not line.is_well] == []


def test_the_check_finds_a_changed_file_of_entries(logs: str) -> None:
    office.add(logs, [CALLED])
    (file,) = Path(logs, "office_entries").glob("*.parquet")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    wrong = " ".join(str(line) for line in check.lines(logs) if not line.is_well)
    assert f"office_entries/{file.name}" in wrong
    with pytest.raises(Problem, match="has changed"):
        office.add(logs, [STOPPED])


def test_entries_expire_with_the_records_of_consent(logs: str, district: Path) -> None:
    office.add(logs, [CALLED])
    with district.open("a", encoding="utf-8") as settings:
        settings.write("\n[keep_months]\nconsent = 1\n")
    at = datetime.now(UTC)
    assert expired.find(at).of_table("office_entries") == 0
    later = at.replace(year=at.year + 1)
    assert expired.find(later).of_table("office_entries") == 1
    expired.forget(later)
    assert office.every(logs) == []


def test_an_erasure_takes_the_entries_of_a_number_and_of_a_contact(logs: str) -> None:
    changed = Draft(NUMBER_CHANGED, number=stored(2), contact_id="C-2")
    office.add(logs, [CALLED, STOPPED, changed])
    gone = erasure.erase(number=stored(1))
    assert gone.plan.of_table("office_entries") == 1
    assert {*_drafts(logs)} == {CALLED, changed}
    erasure.erase(contact_id="C-1")
    assert _drafts(logs) == [changed]


def test_words_for_the_result_of_a_call_are_recognized_in_any_case() -> None:
    for result in CALL_RESULTS:
        for words in (result.name, result.title, f"  {result.title.upper()} ", *result.spellings):
            assert call_result(words) == result
    assert call_result("maybe") is None
    every = [words for result in CALL_RESULTS for words in (result.title, *result.spellings)]
    assert len({*every}) == len(every), "no word means two results"
