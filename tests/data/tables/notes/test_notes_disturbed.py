"""Notes whose writing is killed, and those of two people at once: each is stored whole or not at all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from data import check
from data.tables import notes
from data.tables.notes import Draft
from tests.chaos.die_at_step import DIED
from tests.data.tables.notes.die_in_note import WRITTEN
from tests.import_files import imported, log_file, text

DAY = date(2026, 10, 5)
BEFORE = Draft(DAY, DAY, "Strike")
STEPS = {  # the last step of a note, and whether it is stored then
    "before day_notes": False,
    "inside day_notes": False,
    "after day_notes": True,
}


def test_a_killed_note_is_stored_whole_or_not_at_all(logs: str, tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1")))
    notes.add(logs, BEFORE)
    stores = [shutil.copytree(logs, tmp_path / f"store {place}") for place in range(len(STEPS))]
    pairs = []
    for store, step in zip(stores, STEPS, strict=True):
        district = store.with_suffix(".toml")
        district.write_text(f'timezone = "America/Chicago"\nlogs = "{store}"\n', encoding="utf-8")
        pairs += [str(district), step]
    module = "tests.data.tables.notes.die_in_note"
    died = subprocess.run(
        [sys.executable, "-m", module, *pairs], capture_output=True, text=True, check=True
    )
    assert died.stdout.split() == [str(DIED)] * len(STEPS), died.stderr
    for uri, is_stored in zip(map(str, stores), STEPS.values(), strict=True):
        assert {note.note for note in notes.every(uri)} == {"Strike", *[WRITTEN] * is_stored}
        notes.add(uri, Draft(DAY, DAY, "Written after that"))
        assert len(notes.every(uri)) == 2 + is_stored, "the lock ended with its process"
        assert [str(line) for line in check.lines(uri) if not line.is_well] == []


def test_two_administrators_at_once_write_a_note_each(logs: str, tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1")))
    written = [f"Note {place}" for place in range(4)]
    with ThreadPoolExecutor(len(written)) as people:
        list(people.map(lambda words: notes.add(logs, Draft(DAY, DAY, words)), written))
    assert sorted(note.note for note in notes.every(logs)) == written
