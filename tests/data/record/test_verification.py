"""The record is verified from its first entry to its last, and what is wrong is named."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import record, settings
from data.__main__ import main
from data.record import end_note, files, journal
from data.record.entry import Entry, read
from data.record.verification import Walk

Lines = list[bytes]
FLIPPED = (0x01, 0x20, 0x80)


@pytest.fixture
def folder(district: Path) -> Path:
    """Four entries in two months, of which the second follows half a line."""
    assert district.exists()
    own = Path(settings.load().record)
    own.mkdir()
    for month, who in ((10, "one"), (10, "two"), (11, "three"), (11, "four")):
        draft = Entry(0, datetime(2026, month, 1, tzinfo=UTC), who, "school", "download", "messages")
        if who == "two":
            with files.every(own)[0].open("ab") as half:
                half.write(b'{"about":"mess')
        journal.append(own, draft)
    return own


def broken(change: Callable[[Lines], Lines], folder: Path, month: int = 11) -> str | None:
    file = folder / f"2026-{month}.jsonl"
    lines = change(file.read_bytes().splitlines(keepends=True))
    file.write_bytes(b"".join(lines))
    verdict = record.verify()
    return verdict.broken or verdict.cut_off


def test_a_record_that_nobody_touched_is_whole(folder: Path) -> None:
    verdict = record.verify()
    assert (verdict.broken, verdict.cut_off, verdict.entries, verdict.half_lines) == (None, None, 5, 1)
    assert folder.exists()


def test_every_changed_byte_is_found(folder: Path) -> None:
    (folder / "2026-11.jsonl").unlink()  # half a line, its mark and two entries are enough
    end_note.keep(folder, files.end(folder).last or pytest.fail("no entry"))
    note = end_note.read(folder)
    contents = {file: file.read_bytes() for file in files.every(folder)}
    sizes = [(file, len(content)) for file, content in contents.items()]
    unnoticed = []
    for file, content in contents.items():
        for place, byte in enumerate(content):
            changed = byte ^ FLIPPED[place % len(FLIPPED)]
            file.write_bytes(content[:place] + bytes([changed]) + content[place + 1 :])
            verdict = Walk(sizes, note, None).verdict()
            if not (verdict.broken or verdict.cut_off):
                unnoticed.append((file.name, place))
        file.write_bytes(content)
    assert unnoticed == []
    assert sum(map(len, contents.values())) > 900


@pytest.mark.parametrize(
    ("change", "month", "finding"),
    [
        (
            lambda lines: [lines[0].replace(b"three", b"seven"), *lines[1:]],
            11,
            "2026-11.jsonl, line 1: entry 4 was changed.",
        ),
        (lambda lines: lines[1:], 11, "2026-11.jsonl, line 1: entry 4 is missing."),
        (lambda lines: lines[1:], 10, "2026-10.jsonl, line 2: entry 1 is missing."),
        (lambda lines: lines[::-1], 11, "2026-11.jsonl, line 1: entry 5 isn't in its place."),
        (lambda lines: [*lines, lines[0]], 11, "2026-11.jsonl, line 3: entry 4 isn't in its place."),
        (lambda lines: lines[:1], 11, "Entry 5 is missing at the end."),
        (lambda _lines: [], 11, "Entries 4 to 5 are missing at the end."),
        (lambda _lines: [], 10, "2026-11.jsonl, line 1: entries 1 to 3 are missing."),
        (lambda lines: [lines[0], lines[2]], 10, "2026-10.jsonl, line 2: entry 2 was changed."),
        (lambda lines: [lines[0], b"\n", lines[1]], 11, "2026-11.jsonl, line 2: entry 5 was changed."),
        (
            lambda lines: [*lines[:-1], lines[-1][:40]],
            11,
            "Entry 5 is missing at the end.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_first_broken_entry_is_named(
    change: Callable[[Lines], Lines], month: int, finding: str, folder: Path
) -> None:
    assert broken(change, folder, month) == finding


def test_an_entry_that_was_replaced_with_a_hash_of_its_own_is_found(folder: Path) -> None:
    def forge(lines: Lines) -> Lines:
        third = read(lines[0])
        assert third
        return [replace(third, who="seven").as_line(), *lines[1:]]

    assert broken(forge, folder) == "2026-11.jsonl, line 2: entry 5 or the one before it was replaced."


def test_a_newest_entry_that_was_replaced_is_found_by_the_note(folder: Path) -> None:
    def forge(lines: Lines) -> Lines:
        last = read(lines[-1])
        assert last
        return [*lines[:-1], replace(last, who="seven").as_line()]

    assert (
        broken(forge, folder)
        == "2026-11.jsonl, line 2: entry 5 isn't the one that was noted when it was written."
    )


def test_what_is_missing_stays_visible_after_the_next_entry(folder: Path) -> None:
    assert broken(lambda lines: lines[:1], folder)
    record.write("somebody", "sign_in")
    verdict = record.verify()
    assert verdict.broken is None
    assert verdict.cut_off == (
        "2026-11.jsonl, line 2: entries were missing before this one, up to entry 5."
    )


def test_half_a_line_that_is_not_marked_yet_is_no_fault(folder: Path) -> None:
    with (folder / "2026-11.jsonl").open("ab") as half:
        half.write(b'{"about":')
    verdict = record.verify()
    assert (verdict.broken, verdict.cut_off) == (None, None)


def test_the_command_prints_each_claim_and_the_hash_to_note(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["record", "verify"]) == 0
    printed = capsys.readouterr().out
    assert re.fullmatch(
        r"""ok     Every entry of the record is as it was written, and in its place\.
ok     The record ends with the newest entry that was noted\.
5 entries since .+\.
1 half-written entry of a stopped process is marked\.
The newest entry is 5: [0-9a-f]{64}
""",
        printed,
    )
    noted = printed.split()[-1]
    shutil.rmtree(folder)
    shutil.rmtree(end_note.file_of(folder).parent)
    record.write("somebody else", "sign_in")
    assert main(["record", "verify"]) == 0
    assert main(["record", "verify", "--hash", noted]) == 1
    assert "No entry has it" in capsys.readouterr().out


def test_the_command_says_what_is_wrong_and_what_it_could_not_see(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end_note.file_of(folder).unlink()
    assert main(["record", "verify"]) == 1
    assert "noted. This user's own data folder has no note" in capsys.readouterr().out
    os.truncate(folder / "2026-10.jsonl", 10)
    assert main(["record", "verify"]) == 1
    assert "WRONG  Every entry of the record" in capsys.readouterr().out


def test_the_check_of_the_stored_data_verifies_the_record(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert "ok     The record ends with the newest entry" in capsys.readouterr().out
    os.truncate(folder / "2026-11.jsonl", 0)
    assert main(["check"]) == 1
    # The first check is entry 7, after the mark that it made a key.
    assert "Entries 4 to 7 are missing at the end." in capsys.readouterr().out


def test_nothing_recorded_is_no_fault_and_sets_nothing_up(
    district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["record", "verify"]) == 0
    assert capsys.readouterr().out == "Nothing was recorded yet.\n"
    assert [*district.parent.iterdir()] == [district]
