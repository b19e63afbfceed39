"""Each file in a folder is an import of its own. Other files do no harm."""

from __future__ import annotations

import gzip
import os
import threading
from pathlib import Path

import pytest

from data.errors import Problem
from data.jobs.command import ALL_IN, NOT_READ
from tests.import_files import (
    DISTRICTS_ZONE,
    LOG,
    csv_text,
    import_file,
    imported_files,
    log_file,
    messages,
    rows_of,
    run_import,
    settled,
    text,
    workbook,
    written,
)

README = "Reports of Lincoln High.\nAsk the office, please, if one is missing.\n"


def _log(message_id: str) -> str:
    return csv_text(LOG, text(message_id))


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


def test_a_folder_gives_its_files_in_natural_order_each_as_an_import(exports: Path) -> None:
    for place in (10, 9, 1):
        log_file(exports, text(f"m{place}"), name=f"Part {place}.csv")
    written(exports / "part 2.csv.gz", gzip.compress(_log("m2").encode()))
    workbook(exports / "z.xlsx", Log=[LOG, text("m3")])
    assert run_import(settled(exports)).status == ALL_IN
    assert imported_files() == ["Part 1.csv", "part 2.csv.gz", "Part 9.csv", "Part 10.csv", "z.xlsx"]


def test_other_files_in_a_folder_are_skipped_with_a_line_each(exports: Path) -> None:
    log_file(exports, text("m1"))
    for name in (".DS_Store", "~$log.xlsx", "Thumbs.db", "letter.docx", "LICENSE", "README.txt", "app.log"):
        written(exports / name, README)
    written(exports / "core", bytes(range(256)))
    (exports / "old").mkdir()
    log_file(exports / "old", text("m9"))
    done = run_import(settled(exports))
    assert (done.status, done.err, set(messages())) == (ALL_IN, "", {"m1"})
    assert done.out.splitlines() == [
        ".DS_Store: skipped (a hidden file).",
        "app.log: skipped (not a list).",
        "core: skipped (not a list).",
        "letter.docx: skipped (not a kind of file that can be imported).",
        "LICENSE: skipped (not a list).",
        "log.csv (message log)",
        "  1 row read: 1 stored, 0 updated, 0 unchanged, 0 skipped, 0 rejected",
        f"  {DISTRICTS_ZONE}",
        "old: skipped (a folder in the folder; import it separately).",
        "README.txt: skipped (not a list).",
        "Thumbs.db: skipped (a system file).",
        "~$log.xlsx: skipped (the lock file of an open workbook).",
    ]


def test_list_in_a_text_file_is_imported_and_an_unknown_list_reported(exports: Path) -> None:
    written(exports / "a.txt", f"A report\n\n{_log('m1')}".replace(",", ";").encode("utf-16"))
    written(exports / "b.csv", "Fax,Pager\n1,2\n")
    done = run_import(settled(exports))
    assert (done.status, set(messages())) == (NOT_READ, {"m1"})
    assert done.err.startswith("b.csv: This file can't be read as a")


def test_a_folder_with_nothing_to_import_is_reported(exports: Path) -> None:
    for name in ("", ".hidden", "README.md"):
        if name:
            written(exports / name, README)
        done = run_import(exports)
        assert done.status == NOT_READ
        assert "This folder has no file that can be imported" in done.err


def test_file_without_records_is_reported_without_failing(exports: Path) -> None:
    written(exports / "a.json", '{"messages": [], "page": 0}')
    log_file(exports, name="b.csv")
    log_file(exports, text("m1"), name="c.csv")
    done = run_import(settled(exports))
    assert (done.status, done.err) == (ALL_IN, "")
    assert done.out.splitlines()[:3] == [
        "a.json: skipped. This file has no records.",
        "b.csv: skipped. This file has no rows.",
        "c.csv (message log)",
    ]
    written(exports / "c.csv", "")
    assert "c.csv: This file is empty" in run_import(settled(exports)).err


def test_file_imported_before_is_reported_without_failing(exports: Path) -> None:
    log_file(exports, text("m1"), text("m2", to="?"))
    first = run_import(settled(exports))
    again = run_import(exports)
    assert (first.status, again.status) == (1, ALL_IN)
    (line,) = again.out.splitlines()
    assert line.startswith("log.csv was already imported. Nothing changed. Rejected rows: ")
    log_file(exports, text("m3"), name="new.csv")
    lines = run_import(settled(exports)).out.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["log.csv", "new.csv"]


def test_a_file_that_is_being_written_is_left_for_the_next_time(exports: Path) -> None:
    file = log_file(exports, text("m1"))
    stop = threading.Event()

    def go_on_writing() -> None:
        with file.open("a") as held:
            while not stop.wait(0.01):
                held.write("m2")
                held.flush()

    writer = threading.Thread(target=go_on_writing)
    writer.start()
    try:
        done = run_import(exports)
    finally:
        stop.set()
        writer.join()
    assert done.status == NOT_READ
    assert "still being written" in done.err
    assert rows_of("imports") == []


def test_a_complete_file_that_was_just_written_is_imported(exports: Path) -> None:
    log_file(exports, text("m1"))
    assert run_import(exports).status == ALL_IN


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1"))

    def change(step: str, _share: float) -> None:
        if step == "Checking rows":
            with file.open("a") as held:
                held.write(_log("m2"))

    with pytest.raises(Problem, match="changed while it was being read"):
        import_file(file, progress=change)
    assert rows_of("imports") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_and_links_that_lead_nowhere_are_distinguished_from_files(exports: Path) -> None:
    os.mkfifo(exports / "pipe.csv")
    (exports / "loop.csv").symlink_to(exports / "loop.csv")
    (exports / "gone.csv").symlink_to(exports / "nowhere.csv")
    log_file(exports, text("m1"), name="z.csv")
    (exports / "linked.csv").symlink_to(exports / "z.csv")
    done = run_import(settled(exports))
    assert (done.status, set(messages())) == (ALL_IN, {"m1"})
    assert done.out.count("not a readable file") == 3
    assert "linked.csv (message log)" in done.out
    assert "a pipe or a device" in run_import(exports / "pipe.csv").err
    assert "doesn't exist" in run_import(exports / "loop.csv").err


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "x.csv"
    folder.mkdir()
    log_file(folder, text("m1"))
    assert run_import(settled(folder)).status == ALL_IN


def test_several_paths_are_imported_as_they_are_named(tmp_path: Path, exports: Path) -> None:
    log_file(exports, text("m1"), name="b.csv")
    file = log_file(tmp_path, text("m2"), name="a.csv")
    done = run_import(settled(exports), tmp_path / "gone.csv", file)
    assert (done.status, imported_files()) == (NOT_READ, ["b.csv", "a.csv"])


def test_a_name_that_is_too_long_is_reported(tmp_path: Path) -> None:
    done = run_import(tmp_path / ("x" * 5000))
    assert done.status == NOT_READ
    assert "can't be read" in done.err
