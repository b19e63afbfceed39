"""Entries: what they hold, what they never hold, and how they follow one another."""

from __future__ import annotations

import itertools
import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import record
from data.access import Viewer
from data.errors import Problem
from data.record import end_note, files, journal
from data.record.entry import Entry
from tests.house.project import ROOT
from tests.record_files import record_folder
from tests.recorded import entries

NUMBER = 12125550101
WRITING = """
import sys
from data import record
for _time in range(int(sys.argv[2])):
    record.write(sys.argv[1], "sign_in")
"""

SENDING = """
import sys
from pathlib import Path
from data import record
record.write("somebody", "download")
Path(sys.argv[1]).write_text("sent")
"""


@pytest.fixture
def folder(district: Path) -> Path:
    assert district.exists()
    return record_folder()


def test_an_entry_is_on_the_disk_when_write_returns(folder: Path, viewer: Viewer) -> None:
    entry = record.write(
        viewer,
        "download",
        "Lincoln High, Sep 1–30, 2026",
        about="messages",
        filters={"schools": ["Lincoln High"]},
        rows=1200,
        masked=False,
    )
    (file,) = files.every(folder)
    values = json.loads(file.read_text(encoding="utf-8"))
    assert values.pop("at") == entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert values.pop("hash") == entry.hash
    assert values == {
        "number": 1,
        "who": viewer.name,
        "role": "administrator",
        "action": "download",
        "about": "messages",
        "detail": "Lincoln High, Sep 1–30, 2026",
        "filters": {"schools": ["Lincoln High"]},
        "rows": 1200,
        "masked": False,
        "subject": None,
        "previous": "",
    }


def test_every_entry_has_the_hash_of_the_one_before() -> None:
    for _time in range(3):
        record.write("nobody@example.org", "refused")
    first, second, third = entries()
    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert (second.previous, third.previous) == (first.hash, second.hash)


def test_an_unknown_action_is_a_mistake_of_the_code() -> None:
    with pytest.raises(ValueError, match="no action 'nonsense'"):
        record.write("somebody", "nonsense")


def test_a_number_is_stored_as_a_keyed_hash_only_and_can_be_searched(folder: Path) -> None:
    assert record.subject_of(number=NUMBER) is None
    entry = record.write("somebody", "look_up", number=NUMBER)
    assert entry.subject == record.subject_of(number=NUMBER)
    assert record.write("somebody", "look_up", number=NUMBER + 1).subject != entry.subject
    assert record.write("somebody", "erasure", contact_id=str(NUMBER)).subject not in (None, entry.subject)
    for file in folder.iterdir():
        assert b"2125550101" not in file.read_bytes()
    key = folder / "key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.write_text("00" * 32)
    assert record.subject_of(number=NUMBER) != entry.subject


def test_numbers_in_texts_are_left_out_but_addresses_dates_and_ids_stay() -> None:
    entry = record.write(
        "somebody",
        "download",
        "principal@example.org, (212) 555-0101, since 2026-09-30, 2125550102@example.org",
        about="list 212-555-0103.csv",
        filters={"schools": ["call 2125550104"], "import_id": "20261128190000", "day": "2026-09-30"},
    )
    assert entry.detail == "principal@example.org, …, since 2026-09-30, …@example.org"
    assert entry.about == "list ….csv"
    assert entry.filters == {
        "schools": ["call …"],
        "import_id": "20261128190000",
        "day": "2026-09-30",
    }


def test_text_that_is_none_is_stored_as_text() -> None:
    record.write("a\udcff", "import", about="b\udcff\n\u2028.csv")
    (entry,) = entries()
    assert (entry.who, entry.about) == ("a?", "b?\n\u2028.csv")


def test_half_a_line_is_marked_and_breaks_no_chain(folder: Path) -> None:
    first = record.write("somebody", "sign_in")
    (file,) = files.every(folder)
    with file.open("ab") as added:
        added.write(b'{"about":"","action":"download"')
    second = record.write("somebody", "sign_out")
    before, mark, after = entries()
    assert (before, after) == (first, second)
    assert (mark.action, mark.filters["bytes"]) == ("half_line", 31)
    assert (mark.previous, after.previous) == (first.hash, mark.hash)


def test_a_line_that_lacks_only_its_end_is_an_entry(folder: Path) -> None:
    record.write("somebody", "sign_in")
    whole = record.write("somebody", "sign_in")
    (file,) = files.every(folder)
    os.truncate(file, file.stat().st_size - 1)
    assert record.write("somebody", "sign_out").previous == whole.hash
    assert [entry.number for entry in entries()] == [1, 2, 3]


def test_a_cut_off_end_stays_visible_after_the_next_entry(folder: Path) -> None:
    record.write("somebody", "sign_in")
    (file,) = files.every(folder)
    size = file.stat().st_size
    lost = record.write("somebody", "download")
    os.truncate(file, size)
    record.write("somebody", "sign_out")
    mark = entries()[1]
    assert mark.action == "cut_off"
    assert mark.filters == {"entry": 2, "sha256": lost.hash}


def test_a_missing_note_of_the_end_is_marked_once(folder: Path) -> None:
    record.write("somebody", "sign_in")
    end_note.file_of(folder).unlink()
    record.write("somebody", "sign_out")
    record.write("somebody", "sign_in")
    assert [entry.action for entry in entries()] == ["sign_in", "no_note", "sign_out", "sign_in"]


def test_a_new_key_is_marked(folder: Path) -> None:
    record.write("somebody", "sign_in")
    (folder / "key").unlink()
    record.write("somebody", "sign_out")
    assert [entry.action for entry in entries()] == ["sign_in", "new_key", "sign_out"]


def test_each_month_has_a_file_and_a_clock_that_was_set_back_keeps_the_newest(
    folder: Path,
) -> None:
    folder.mkdir()
    begin = datetime(2026, 10, 31, 23, 59, tzinfo=UTC)
    for hours in (0, 1, -48):
        draft = Entry(0, begin + timedelta(hours=hours), "somebody", "", "sign_in")
        journal.append(folder, draft)
    names = [file.name for file in files.every(folder)]
    assert names == ["2026-10.jsonl", "2026-11.jsonl"]
    assert [len(file.read_bytes().splitlines()) for file in files.every(folder)] == [1, 2]
    assert [entry.number for entry in entries()] == [1, 2, 3]


def test_processes_that_write_at_once_share_one_chain() -> None:
    command = [sys.executable, "-c", WRITING]
    writers = [
        subprocess.Popen([*command, name, "30"], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
        for name in ("one", "another")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    written = entries()
    assert [entry.number for entry in written] == [*range(1, 61)]
    assert sorted(entry.who for entry in written) == ["another"] * 30 + ["one"] * 30
    pairs = itertools.pairwise(written)
    assert all(later.previous == earlier.hash for earlier, later in pairs)


def test_what_cannot_be_recorded_is_a_problem(folder: Path) -> None:
    folder.write_text("in the way")
    with pytest.raises(Problem, match="can't be recorded") as error:
        record.write("somebody", "download")
    assert error.value.where == str(folder)


def test_a_folder_that_cannot_be_written_stops_the_action(folder: Path) -> None:
    record.write("somebody", "sign_in")
    sent = folder.parent / "sent"
    for place in (*folder.iterdir(), folder):
        place.chmod(0o555)
    command = [sys.executable, "-c", SENDING, str(sent)]
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.chaos.without_root_rights", *command],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        folder.chmod(0o755)
    assert "This can't be recorded, so it wasn't done. This account isn't allowed" in ended.stderr
    assert not sent.exists()
