"""`python -m data note`: what it prints, and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.__main__ import main
from data.access import account
from data.tables import notes
from tests.import_files import imported, log_file, text


@pytest.fixture(autouse=True)
def _one_text(tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1")))


def test_a_note_is_added_listed_and_removed(logs: str, capsys: pytest.CaptureFixture[str]) -> None:
    snow = ["note", "add", "Snow day", "--from", "2026-10-05", "--school", "Lincoln High", "--by", "Ana"]
    assert main(snow) == 0
    assert main(["note", "add", "Strike", "--from", "2026-10-01", "--to", "2026-10-03"]) == 0
    strike, snow_day = notes.every(logs)
    lines = [
        f"{strike.note_id}  Oct 1–3, 2026: Strike (by {account()})",
        f"{snow_day.note_id}  Oct 5, 2026: Snow day (Lincoln High; by Ana)",
    ]
    assert capsys.readouterr().out.splitlines() == lines[::-1]
    assert main(["note", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == lines
    assert main(["note", "remove", strike.note_id]) == 0
    assert capsys.readouterr().out == f"Removed: {lines[0]}\n"
    assert notes.every(logs) == [snow_day]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["add", "Call 212-555-0101", "--from", "2026-10-05"], "phone number"),
        (["add", "Snow", "--from", "10/5/2026"], "Write it as 2026-09-30"),
        (["add", "Snow", "--from", "2026-10-05", "--to", "2026-10-04"], "before the first"),
        (["remove", "0"], "no note with this ID"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_why(
    arguments: list[str], reason: str, logs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["note", *arguments]) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert "555" not in error
    assert notes.every(logs) == []


def test_without_notes_the_list_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", "list"]) == 0
    assert capsys.readouterr().out == "There are no notes.\n"
