"""Notes on days: written in one step, recorded, independent of imports, and kept as rows are."""

from __future__ import annotations

import shutil
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from data import check
from data.errors import Problem
from data.keeping.backup import back_up
from data.keeping.removal import erasure, expired
from data.keeping.restore import restore
from data.tables import file_hashes, notes, store, upkeep
from data.tables.notes import Draft
from data.tables.schemas import DAY_NOTES
from data.tables.undo import undo
from tests.import_files import imported, log_file, rows_of, stored, text, utc
from tests.record_files import record_folder
from tests.recorded import entries

OCT_5, OCT_7 = date(2026, 10, 5), date(2026, 10, 7)
MOVED = Draft(OCT_5, OCT_7, "Short code moved")
SNOW = Draft(OCT_7, OCT_7, "Snow day", "Lincoln High")


@pytest.fixture(autouse=True)
def _one_text(tmp_path: Path, logs: str) -> None:
    imported(log_file(tmp_path, text("m1")))
    assert store.newest(logs).number > 0


def _said(uri: str) -> list[str]:
    return [note.note for note in notes.every(uri)]


def test_a_note_is_stored_in_one_step_and_keeps_who_wrote_it(logs: str) -> None:
    before = store.newest(logs)
    note = notes.add(logs, MOVED, by="ann@example.org", role="administrator")
    after = store.newest(logs)
    assert (after.number, after.versions) == (before.number, before.versions), "it belongs to no import"
    assert after.version("day_notes") == 1, "set up, and written once"
    assert after.mark == store.newest_mark(logs) != before.mark
    says = {"first_day": OCT_5, "last_day": OCT_7, "school": None, "note": "Short code moved"}
    written = {"written_by": "ann@example.org", "written_at": note.written_at}
    assert rows_of("day_notes") == [{"note_id": note.note_id, **says, **written}]
    assert notes.every(logs) == [note]
    assert abs((datetime.now(UTC) - note.written_at).total_seconds()) < 600


def test_a_changed_note_keeps_its_id_and_a_removed_one_is_in_no_row(logs: str) -> None:
    moved, snow = notes.add(logs, MOVED), notes.add(logs, SNOW)
    changed = notes.change(logs, moved, replace(MOVED, note="Short code moved to 67587"), by="bo")
    assert (changed.note_id, changed.written_by) == (moved.note_id, "bo")
    assert _said(logs) == ["Short code moved to 67587", "Snow day"]
    notes.remove(logs, changed)
    assert notes.every(logs) == [snow]


def test_every_step_is_recorded_with_what_the_note_says(logs: str) -> None:
    ann = {"by": "ann@example.org", "role": "administrator"}
    note = notes.add(logs, SNOW, **ann)
    notes.remove(logs, notes.change(logs, note, replace(SNOW, note="Snow"), **ann), **ann)
    days = {"note_id": note.note_id, "from": "2026-10-07", "to": "2026-10-07", "school": ["Lincoln High"]}
    recorded = [(one.action, one.who, one.detail, one.filters) for one in entries()[1:]]
    assert recorded == [
        ("note", "ann@example.org", "Snow day", days),
        ("note_change", "ann@example.org", "Snow", days),
        ("note_removal", "ann@example.org", "Snow", days),
    ]


def test_a_note_that_somebody_else_changed_or_removed_is_left_as_it_is(logs: str) -> None:
    seen = notes.add(logs, MOVED)
    newer = notes.change(logs, seen, SNOW)
    before = store.newest_mark(logs)
    for act in (lambda: notes.change(logs, seen, MOVED), lambda: notes.remove(logs, seen)):
        with pytest.raises(Problem, match="Somebody else"):
            act()
    assert (store.newest_mark(logs), notes.every(logs)) == (before, [newer])
    notes.remove(logs, newer)
    with pytest.raises(Problem, match="Somebody else"):
        notes.remove(logs, newer)
    assert [one.action for one in entries()[1:]] == ["note", "note_change", "note_removal"]


def test_what_cannot_be_recorded_is_not_written(logs: str) -> None:
    shutil.rmtree(record_folder())
    record_folder().write_text("in the way")
    with pytest.raises(Problem, match="can't be recorded"):
        notes.add(logs, MOVED)
    assert not Path(logs, "day_notes").exists()


def test_a_note_waits_for_an_import_and_then_says_so(logs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    note = notes.add(logs, MOVED)
    monkeypatch.setattr(store, "LOCK_SECONDS", 0)
    with store.import_lock(logs):
        for act in (
            lambda: notes.add(logs, SNOW),
            lambda: notes.change(logs, note, SNOW),
            lambda: notes.remove(logs, note),
        ):
            with pytest.raises(Problem, match="being changed") as refused:
                act()
            assert "try again" in refused.value.next_step
    assert notes.every(logs) == [note]


def test_nothing_is_noted_before_the_first_import(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no stored data"):
        notes.add(str(tmp_path / "empty"), MOVED)


def test_undoing_an_import_keeps_the_notes(logs: str, tmp_path: Path) -> None:
    note = notes.add(logs, MOVED)
    imported(log_file(tmp_path, text("m2")))
    undo()
    undo()
    assert (rows_of("messages"), notes.every(logs)) == ([], [note])


def test_a_backup_brings_notes_back(logs: str, tmp_path: Path) -> None:
    note = notes.add(logs, MOVED)
    backup = back_up(tmp_path / "backups")
    notes.remove(logs, note)
    restore(backup.folder, is_confirmed=True)
    assert notes.every(logs) == [note]
    assert [str(line) for line in check.lines(logs) if not line.is_well] == []


def test_the_check_finds_a_changed_file_of_notes(logs: str) -> None:
    notes.add(logs, MOVED)
    (file,) = Path(logs, "day_notes").glob("*.parquet")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    wrong = " ".join(str(line) for line in check.lines(logs) if not line.is_well)
    assert f"day_notes/{file.name}" in wrong
    with pytest.raises(Problem, match="has changed"):
        notes.add(logs, SNOW)


def test_the_files_of_removed_notes_are_deleted_a_day_later(
    logs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.remove(logs, notes.add(logs, MOVED))
    imported(log_file(tmp_path, text("m2")))
    monkeypatch.setattr(upkeep, "IDLE_HOURS", 0)
    upkeep.clear(store.newest(logs))
    assert len([*Path(logs, "day_notes").glob("*.parquet")]) == 1, "the newest, which has no rows"
    assert file_hashes.kept(logs)


def test_notes_expire_with_the_texts_of_their_days(logs: str, district: Path) -> None:
    september = Draft(date(2026, 9, 1), date(2026, 9, 30), "Strike")
    for draft in (september, replace(september, last_day=date(2026, 10, 1)), MOVED):
        notes.add(logs, draft)
    with district.open("a", encoding="utf-8") as settings:
        settings.write("\n[keep_months]\ntexts = 1\n")
    now = utc(2026, 11, 28)
    assert expired.find(now).of_table("day_notes") == 1
    expired.forget(now)
    assert [note.last_day for note in notes.every(logs)] == [date(2026, 10, 1), OCT_7]
    assert len([*Path(logs, "day_notes").glob("*.parquet")]) == 1, "older versions of the table are gone"


def test_an_erasure_keeps_notes_and_takes_the_number_out_of_them(logs: str) -> None:
    note = notes.add(logs, MOVED)
    # A number that an older program let through.
    _store_as_it_is(logs, {**asdict(note), "note": "Called (212) 555-0101 back"})
    erasure.erase(number=stored(1))
    assert _said(logs) == ["Called … back"]


def _store_as_it_is(uri: str, row: dict[str, object]) -> None:
    rows = pa.Table.from_pylist([row], schema=DAY_NOTES)
    file_hashes.write(uri, "day_notes", rows, "overwrite")
