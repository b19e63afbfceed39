"""Rows are kept for the months of the settings: then they go from every table, version and file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from data import check
from data.errors import Problem
from data.keeping.removal import expired
from data.tables import reminders, store
from data.tables.removal import expiry
from data.tables.undo import undo
from tests.import_files import (
    CHANGED,
    CONTACTS,
    OPTED_IN,
    OPTED_OUT,
    PENDING,
    csv_text,
    imported,
    log_file,
    messages,
    number,
    rows_of,
    run_import,
    stored,
    text,
    utc,
    written,
)

NOW = datetime(2030, 3, 15, tzinfo=UTC)
MONTHS = "[keep_months]\ntexts = 36\ncontacts = 36\nconsent = 36\nskipped_rows = 36\nreminders = 36\n"


@pytest.fixture
def full(district: Path, logs: str, tmp_path: Path) -> str:
    """Logs of several years, in which rows from before March 2027 have expired in March 2030."""
    rows = [text("m1", when="2026-09-30 08:00"), text("m2", when="2027-03-02 08:00"), text("bad", to="?")]
    imported(log_file(tmp_path, *rows))
    people = [
        ("c1", number(1), "Ana", "Lincoln High", "s1", "2026-09-01"),
        ("c2", number(2), "Ben", "Oak Middle", "s2", "2027-09-01"),
    ]
    imported(written(tmp_path / "people.csv", csv_text(CONTACTS, *people)))
    changes = [
        (number(1), PENDING, "2026-01-01 08:00", ""),  # replaced in February 2026
        (number(1), OPTED_IN, "2026-02-01 08:00", ""),  # replaced in April 2027
        (number(1), OPTED_OUT, "2027-04-01 08:00", ""),
        (number(2), OPTED_OUT, "2026-01-01 08:00", ""),  # never replaced
    ]
    imported(written(tmp_path / "changes.csv", csv_text(CHANGED, *changes)))
    for place, made_at in enumerate((utc(2026, 10, 1), utc(2027, 10, 1)), start=1):
        batch = pa.table({"number": [stored(place)], "part": ["paper"]})
        reminders.record_batch(logs, batch, made_by="office", filters="", made_at=made_at)
    with district.open("a", encoding="utf-8") as settings:
        settings.write(MONTHS)
    return logs


def test_months_are_whole() -> None:
    assert expiry.kept_from(36, NOW) == datetime(2027, 3, 1, tzinfo=UTC)
    assert expiry.kept_from(3, datetime(2030, 3, 31, 23, 59, tzinfo=UTC)) == datetime(
        2029, 12, 1, tzinfo=UTC
    )
    assert expiry.kept_from(2, datetime(2030, 3, 1, tzinfo=UTC)) == datetime(2030, 1, 1, tzinfo=UTC)
    assert expiry.kept_from(0, NOW) is None


def test_a_dry_run_says_how_many_rows_of_which_months_would_go(full: str) -> None:
    before = store.newest_mark(full)
    imported_in = f"{datetime.now(UTC):%Y-%m}"
    assert expired.find(NOW).rows == {
        ("messages", "2026-09"): 1,
        ("contacts", "2026-09"): 1,
        ("status_changes", "2026-01"): 1,
        ("reminders", "2026-10"): 1,
        ("left_out", imported_in): 1,
    }
    assert store.newest_mark(full) == before


def test_expired_rows_go_and_the_others_stay(full: str) -> None:
    expired.forget(NOW)
    assert set(messages()) == {"m2"}
    assert [row["contact_id"] for row in rows_of("contacts")] == ["c2"]
    left = [(row["number"], row["changed_at"].year, row["status"]) for row in rows_of("status_changes")]
    assert sorted(left) == [
        (stored(1), 2026, OPTED_IN),
        (stored(1), 2027, OPTED_OUT),
        (stored(2), 2026, OPTED_OUT),
    ]
    assert [row["number"] for row in rows_of("reminders")] == [stored(2)]
    assert rows_of("left_out") == []
    assert {row["month"] for row in rows_of("daily_results")} == {"2027-03"}
    assert not (Path(full) / "messages" / "month=2026-09").exists()
    assert [str(line) for line in check.lines() if not line.is_well] == []
    assert not expired.forget(NOW).rows


@pytest.mark.usefixtures("full")
def test_imports_from_before_cannot_be_undone() -> None:
    expired.forget(NOW)
    with pytest.raises(Problem, match="rows were erased or had expired"):
        undo()


@pytest.mark.usefixtures("full")
def test_nothing_expires_while_all_months_are_kept(district: Path) -> None:
    district.write_text(district.read_text(encoding="utf-8").replace(" 36", " 0"), encoding="utf-8")
    assert not expired.find(NOW).rows


def test_imports_of_the_command_line_delete_expired_rows_if_the_settings_say_so(
    district: Path, tmp_path: Path
) -> None:
    imported(log_file(tmp_path, text("m1", when="2019-09-30 08:00"), name="old.csv"))
    kept = district.read_text(encoding="utf-8")
    new = log_file(tmp_path, text("m2"), name="new.csv")
    district.write_text(f"{kept}[keep_months]\ntexts = 36\n", encoding="utf-8")
    assert "Deleted" not in run_import(new).out
    assert set(messages()) == {"m1", "m2"}
    district.write_text(f'{kept}forget_expired = "yes"\n[keep_months]\ntexts = 36\n', encoding="utf-8")
    out = run_import(new).out
    assert "Deleted, because these rows had expired, by month (UTC):\n  1 text\n    2019-09: 1" in out
    assert set(messages()) == {"m2"}
