"""Files that bring erased or expired rows back: those rows are skipped, and their cells kept nowhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import check
from data.keeping.removal import erasure
from tests.import_files import (
    CHANGED,
    CONTACTS,
    LOG,
    OPTED_OUT,
    csv_text,
    import_file,
    imported,
    log_file,
    messages,
    number,
    rows_not_imported,
    rows_of,
    stored,
    text,
    written,
)

NOW = datetime.now(UTC)
LATER = f"{NOW + timedelta(days=1):%Y-%m-%d %H:%M}"


@pytest.fixture
def erased(tmp_path: Path) -> Path:
    """A log of two numbers, the first of which was erased after it was imported."""
    file = log_file(
        tmp_path, text("m1"), text("m2", to=number(2)), text("r1", when="soon"), name="first.csv"
    )
    imported(file)
    erasure.erase(number=stored(1))
    return file


def _stored_cells(logs: str) -> str:
    rejected = (file.read_text(encoding="utf-8") for file in Path(logs, "work", "rejected").glob("*.csv"))
    return " ".join([*(row["row"] for row in rows_of("left_out")), *rejected])


def test_older_texts_of_an_erased_number_are_skipped(erased: Path, logs: str, tmp_path: Path) -> None:
    again = log_file(
        tmp_path,
        text("m1"),
        text("m2", to=number(2)),
        text("r1", when="soon"),
        text("m3"),
        name="again.csv",
    )
    assert erased.exists()
    assert imported(again) == {"unchanged": 1, "set_aside": 2, "rejected": 1}
    assert set(messages()) == {"m2"}
    assert "555-0101" not in _stored_cells(logs)
    assert {(kind, why) for _line, kind, _column, why in rows_not_imported()} == {
        ("set aside", "erased"),
        ("rejected", "This row has a number that was erased, so its cells aren't kept."),
    }
    assert [str(line) for line in check.lines() if not line.is_well] == []


@pytest.mark.usefixtures("erased")
def test_newer_texts_of_an_erased_number_are_stored_with_a_note(tmp_path: Path) -> None:
    outcome = import_file(log_file(tmp_path, text("m1"), text("m9", when=LATER), name="newer.csv"))
    assert (outcome.stored, outcome.set_aside) == (1, 1)
    assert set(messages()) == {"m2", "m9"}
    assert any("1 number was erased before, and is stored again" in note for note in outcome.notes)


@pytest.mark.usefixtures("erased")
def test_older_lists_bring_no_erased_number_back_and_newer_ones_do(tmp_path: Path) -> None:
    changes = [
        (number(1), OPTED_OUT, "2026-09-01 08:00", ""),
        (number(2), OPTED_OUT, "2026-09-01 08:00", ""),
    ]
    assert imported(written(tmp_path / "changes.csv", csv_text(CHANGED, *changes)))["set_aside"] == 1
    assert [row["number"] for row in rows_of("status_changes")] == [stored(2)]
    people = [("c1", number(1), "Ana", "Lincoln High", "s1", "2026-09-01")]
    assert imported(written(tmp_path / "old.csv", csv_text(CONTACTS, *people))) == {"set_aside": 1}
    people = [("c1", number(1), "Ana", "Lincoln High", "s1", LATER)]
    assert imported(written(tmp_path / "new.csv", csv_text(CONTACTS, *people))) == {"stored": 1}


@pytest.mark.usefixtures("erased")
def test_a_stop_of_an_erased_number_from_before_stays_gone(logs: str, tmp_path: Path) -> None:
    header = (*LOG, "Direction", "Body", "From", "To")
    rows = [
        ("s1", "2026-09-30 08:00", number(1), "received", "", "inbound", "STOP", number(1), "67587"),
        ("s2", "2026-09-30 08:00", number(2), "received", "", "inbound", "STOP", number(2), "67587"),
    ]
    import_file(log_file(tmp_path, *rows, header=header, name="stops.csv"))
    assert stored(1) not in {row["number"] for row in rows_of("status_changes")}
    assert "555-0101" not in _stored_cells(logs)


def test_expired_texts_and_contacts_are_skipped(district: Path, logs: str, tmp_path: Path) -> None:
    with district.open("a", encoding="utf-8") as settings:
        settings.write("[keep_months]\ntexts = 24\ncontacts = 24\n")
    old = f"{NOW.year - 3}-05-04 09:00"
    recent = f"{NOW:%Y-%m}-01 00:00"
    rows = [text("m1", when=old), text("m2", when=recent)]
    assert imported(log_file(tmp_path, *rows)) == {"stored": 1, "set_aside": 1}
    people = [("c1", number(1), "Ana", "Lincoln High", "s1", old)]
    assert imported(written(tmp_path / "people.csv", csv_text(CONTACTS, *people))) == {"set_aside": 1}
    assert "555-0101" not in _stored_cells(logs)
    assert {why for _line, _kind, _column, why in rows_not_imported()} == {"expired"}
