"""An import is one step: what it reports and records, what a dry run does, and what is unchanged."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.errors import Problem
from data.tables import store
from tests.import_files import (
    CHANGED,
    CONTACTS,
    LISTED,
    LOG,
    OPTED_IN,
    SENDING,
    SENT,
    csv_text,
    import_file,
    imported,
    log_file,
    messages,
    number,
    preview,
    rows_of,
    stored,
    text,
    utc,
    written,
)

MIXED = [(*text("m1"), ""), (*text("m1"), ""), (*text("m2", to="?"), ""), (*text("m3"), "inbound")]
DIRECTED = (*LOG, "Direction")


def test_every_row_that_is_read_becomes_one_thing(tmp_path: Path) -> None:
    assert imported(log_file(tmp_path, *MIXED, header=DIRECTED)) == {
        "stored": 1,
        "unchanged": 1,
        "set_aside": 1,
        "rejected": 1,
    }


def test_an_import_is_recorded_with_its_counts_its_date_and_by_whom(tmp_path: Path, logs: str) -> None:
    import_file(log_file(tmp_path, *MIXED, header=DIRECTED), by="Ana", file_name="September.csv")
    (row,) = rows_of("imports")
    assert row["import_id"].startswith("000001-")
    assert (row["file_name"], row["kind"], row["imported_by"]) == ("September.csv", "log", "Ana")
    parts = ("rows_read", "stored", "updated", "unchanged", "set_aside", "rejected")
    assert [row[name] for name in parts] == [4, 1, 0, 1, 1, 1]
    assert row["as_of"] == utc(2026, 9, 30, 13, 12)
    assert datetime.now(UTC) - row["imported_at"] < timedelta(minutes=5)
    assert row["messages_version"] == store.newest(logs).version("messages")


def test_an_account_without_a_name_can_import_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError(1234)

    monkeypatch.setattr(getpass, "getuser", nameless)
    imported(log_file(tmp_path, text("m1")))
    assert rows_of("imports")[0]["imported_by"] == "an account without a name"


def test_the_as_of_of_a_log_is_the_newest_time_that_it_holds(tmp_path: Path) -> None:
    header = [*LOG, "Accepted", "Updated"]
    rows = [
        (*text("m1"), "", ""),
        (*text("m2"), "2026-10-01", "2026-10-03"),
        (*text("m3", to="?"), "", "2026-12-01"),
    ]
    imported(log_file(tmp_path, *rows, header=header))
    assert rows_of("imports")[0]["as_of"] == utc(2026, 10, 3, 5)
    imported(log_file(tmp_path, text("m4")), as_of=utc(2026, 10, 9))
    assert max(row["as_of"] for row in rows_of("imports")) == utc(2026, 10, 9)


def test_a_log_covers_the_days_from_its_oldest_text(tmp_path: Path) -> None:
    header = [*LOG, "Accepted"]
    rows = [
        (*text("m1"), "2026-09-01"),
        (*text("m2", when="2026-09-29"), ""),
        (*text("m3", when="2026-08-01", to="?"), ""),
    ]
    imported(log_file(tmp_path, *rows, header=header))
    assert rows_of("imports")[0]["covers_from"] == utc(2026, 9, 29, 5)


def test_a_log_covers_the_days_of_texts_that_were_known_too(tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1")))
    assert imported(log_file(tmp_path, text("m1"), text("m2", when="2026-10-01"))) == {
        "stored": 1,
        "unchanged": 1,
    }
    assert {row["covers_from"] for row in rows_of("imports")} == {utc(2026, 9, 30, 13, 12)}


@pytest.mark.parametrize(
    "content",
    [
        csv_text(LOG, text("m1", to="?")),
        csv_text(CHANGED, [number(1), OPTED_IN, "2026-05-01", "form"]),
        csv_text(CONTACTS, ["c1", number(1), "Ana", "Lincoln High", "", "2026-05-01"]),
    ],
    ids=["rejected", "status", "contacts"],
)
def test_a_file_without_texts_covers_no_days(tmp_path: Path, content: str) -> None:
    imported(written(tmp_path / "file.csv", content))
    assert rows_of("imports")[0]["covers_from"] is None


def test_file_of_known_content_is_skipped_under_any_name(tmp_path: Path, logs: str) -> None:
    first = import_file(log_file(tmp_path, *MIXED, header=DIRECTED))
    before = store.newest(logs)
    again = import_file(log_file(tmp_path, *MIXED, header=DIRECTED, name="other.csv"))
    assert (again.file, again.rows_read, again.stored, again.unchanged) == ("other.csv", 4, 0, 2)
    assert (again.set_aside, again.rejected) == (1, 1)
    assert again.rejected_file == first.rejected_file
    assert again.notes == ("This file was already imported. Nothing changed.",)
    assert store.newest(logs) == before


def test_known_content_that_is_read_in_another_way_is_imported(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1", why="a note"))
    imported(file, columns={"reason_text": ""})
    assert imported(file) == {"updated": 1}
    listed = log_file(tmp_path, [number(1), OPTED_IN], header=LISTED, name="list.csv")
    assert imported(listed, as_of=utc(2026, 5, 1)) == {"stored": 1}
    assert imported(listed, as_of=utc(2026, 6, 1)) == {"unchanged": 1}
    assert len(rows_of("imports")) == 4


def test_a_dry_run_has_the_same_outcome_and_stores_nothing(tmp_path: Path, logs: str) -> None:
    file = log_file(tmp_path, *MIXED, header=DIRECTED)
    dry = import_file(file, dry_run=True)
    assert store.newest_number(logs) == -1
    assert dry.rejected_file is None
    done = import_file(file)
    assert (dry.rows_read, dry.stored, dry.unchanged) == (done.rows_read, done.stored, done.unchanged)
    assert (dry.set_aside, dry.rejected) == (done.set_aside, done.rejected)


def test_a_dry_run_beside_known_rows_leaves_every_version_as_it_was(tmp_path: Path, logs: str) -> None:
    imported(log_file(tmp_path, text("m1", result=SENDING)))
    before = store.newest(logs)
    file = log_file(tmp_path, text("m1"), text("m2"), text("m3", to="?"))
    assert imported(file, dry_run=True) == {"updated": 1, "stored": 1, "rejected": 1}
    assert store.newest(logs) == before
    assert messages()["m1"]["result"] == SENDING


@pytest.mark.parametrize(
    "content",
    [
        csv_text(LOG, text("m1")),
        csv_text(CHANGED, [number(1), OPTED_IN, "2026-05-01", "form"]),
        csv_text(CONTACTS, ["c1", number(1), "Ana", "Lincoln High", "", "2026-05-01"]),
    ],
    ids=["log", "status", "contacts"],
)
def test_a_file_that_is_refused_stores_nothing_of_any_kind(tmp_path: Path, logs: str, content: str) -> None:
    imported(written(tmp_path / "file.csv", content))
    before = store.newest(logs)
    with pytest.raises(Problem):
        imported(written(tmp_path / "other.csv", content.replace("Phone Number", "Fax")))
    assert store.newest(logs) == before


def test_progress_is_reported_in_order_to_the_end(tmp_path: Path) -> None:
    steps: list[tuple[str, float]] = []
    import_file(
        log_file(tmp_path, *MIXED, header=DIRECTED),
        progress=lambda step, share: steps.append((step, share)),
    )
    assert [step for step, _share in steps] == [
        "Opening the file",
        "Reading the file",
        "Checking rows",
        "Comparing with stored data",
        "Writing",
        "Saving skipped and rejected rows",
        "Removing old files",
        "Done",
    ]
    assert [share for _step, share in steps] == sorted(share for _step, share in steps)


def test_nothing_of_an_import_is_left_in_its_working_folder(tmp_path: Path, logs: str) -> None:
    (store.workspace(logs) / "scratch-left-by-a-killed-one").mkdir()
    imported(log_file(tmp_path, *MIXED, header=DIRECTED))
    left = {file.name for file in store.workspace(logs).iterdir()}
    assert left <= {"rejected", "import.lock", "cleared"}


def test_a_preview_shows_the_first_rows_as_they_will_be_and_why_some_will_not(
    tmp_path: Path, logs: str
) -> None:
    file = log_file(tmp_path, text("m1"), text("m2", to="?"), *(text(f"n{n}") for n in range(9)))
    shown = preview(file, kind="log", columns={}, rows=2)
    assert shown["rejected_because"].to_pylist() == [None, "This row has no phone number."]
    assert shown["number"].to_pylist() == [stored(1), None]
    assert shown["result"].to_pylist() == [SENT, SENT]
    assert "broadcast" not in shown.column_names
    assert store.newest_number(logs) == -1


def test_a_preview_shows_a_row_for_each_number_of_a_list(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1", to=f"{number(1)}; {number(2)}"), text("m2", to=number(3)))
    shown = preview(file, kind="log", columns={})
    assert shown["number"].to_pylist() == [stored(1), stored(2), stored(3)]
    assert shown["message_id"].to_pylist()[2] == "m2"


def test_a_preview_of_a_ragged_file_is_shown_too(tmp_path: Path) -> None:
    file = written(tmp_path / "log.csv", csv_text(LOG, text("m1")) + "short\n")
    shown = preview(file, kind="log", columns={})
    assert shown["rejected_because"].to_pylist() == [None, "This row has 1 cell, but the header has 5."]
