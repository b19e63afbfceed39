"""Each file in a zip is an import of its own. A zip made to do harm gives none."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from data.errors import Problem
from data.importer.files import bundles, unpacking, zips
from data.jobs.command import ALL_IN, NOT_READ
from data.tables import store
from tests.fuzz.seed_files import File, zipped
from tests.import_files import (
    LOG,
    csv_text,
    imported,
    imported_files,
    log_file,
    messages,
    recognize,
    rows_of,
    run_import,
    settled,
    text,
    workbook,
    written,
)

README = "Reports of Lincoln High.\nAsk the office, please, if one is missing.\n"
Members = dict[str, Any]


def _log(message_id: str) -> str:
    return csv_text(LOG, text(message_id))


def _bytes(members: Members, way: int = zipfile.ZIP_STORED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", way) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return held.getvalue()


def _zip(file: Path, members: Members) -> Path:
    return written(file, _bytes(members, zipfile.ZIP_DEFLATED))


def test_a_zip_gives_its_files_with_their_names_in_it(tmp_path: Path) -> None:
    members = {
        "part 10.csv": _log("m1"),
        "part 2.csv.gz": gzip.compress(_log("m2").encode()),
        "September/log.csv": _log("m3"),
        "September\\old.csv": _log("m4"),
        "__MACOSX/._part 10.csv": README,
        ".DS_Store": README,
        "README.txt": README,
        "empty/": "",
    }
    done = run_import(_zip(tmp_path / "reports.zip", members))
    assert done.status == ALL_IN
    assert imported_files() == [
        "reports.zip/part 2.csv.gz",
        "reports.zip/part 10.csv",
        "reports.zip/September/log.csv",
        "reports.zip/September/old.csv",
    ]
    assert set(messages()) == {"m1", "m2", "m3", "m4"}
    assert "reports.zip/README.txt: skipped (not a list)." in done.out


def test_a_file_of_a_zip_that_has_no_name_is_imported_like_the_others(tmp_path: Path) -> None:
    files = [File("", _log("m1").encode()), File("log.csv", _log("m2").encode())]
    assert run_import(written(tmp_path / "some.zip", zipped(files))).status == ALL_IN
    assert sorted(imported_files()) == ["some.zip/file", "some.zip/log.csv"]


def test_a_zip_is_recognized_by_its_content_and_may_be_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    _zip(folder / "b.csv", {"one.csv": _log("m1"), "two.csv": _log("m2")})
    log_file(folder, text("m3"), name="a.csv")
    assert run_import(settled(folder)).status == ALL_IN
    assert imported_files() == ["a.csv", "b.csv/one.csv", "b.csv/two.csv"]


def test_workbook_is_not_unpacked_like_a_zip(tmp_path: Path) -> None:
    file = workbook(tmp_path / "log.xlsx", Log=[LOG, text("m1")]).rename(tmp_path / "log.zip")
    assert [item.shown for item in bundles.items(file)] == ["log.zip"]
    assert imported(file) == {"stored": 1}
    assert run_import(_zip(tmp_path / "a.zip", {"log.xlsx": file.read_bytes()})).status == ALL_IN


def test_a_file_of_a_zip_that_was_imported_before_is_known_also_in_another_zip(tmp_path: Path) -> None:
    run_import(_zip(tmp_path / "monday.zip", {"a.csv": _log("m1")}))
    run_import(_zip(tmp_path / "tuesday.zip", {"a.csv": _log("m1"), "b.csv": _log("m2")}))
    run_import(log_file(tmp_path, text("m2"), name="b.csv"))
    assert imported_files() == ["monday.zip/a.csv", "tuesday.zip/b.csv"]


def test_files_of_one_name_in_a_zip_are_imported_one_after_the_other(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as held:
        held.writestr("a.csv", _log("m1"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            held.writestr("a.csv", _log("m2"))
    assert run_import(tmp_path / "a.zip").status == ALL_IN
    assert set(messages()) == {"m1", "m2"}


def test_a_zip_of_one_file_is_opened_like_a_file(tmp_path: Path) -> None:
    file = _zip(tmp_path / "a.zip", {"a.csv.gz": gzip.compress(_log("m1").encode()), "README.md": README})
    assert recognize(file).kind == "log"
    assert imported(file) == {"stored": 1}
    with pytest.raises(Problem, match="has 2 files"):
        imported(_zip(tmp_path / "b.zip", {"a.csv": _log("m1"), "b.csv": _log("m2")}))
    with pytest.raises(Problem, match="no file that can be imported"):
        imported(_zip(tmp_path / "c.zip", {"README.md": README}))


def test_a_file_compressed_twice_is_not_opened(tmp_path: Path) -> None:
    inside = _bytes({"log.csv": _log("m1")})
    for file in (
        _zip(tmp_path / "a.zip", {"inside.zip": inside}),
        _zip(tmp_path / "b.zip", {"inside.csv": inside}),
        _zip(tmp_path / "c.zip", {"log.csv.gz": gzip.compress(gzip.compress(b"a,b"))}),
        written(tmp_path / "d.zip.gz", gzip.compress(inside)),
    ):
        done = run_import(file)
        assert done.status == NOT_READ
        assert "compressed twice" in done.err or "zip in a zip" in done.err
    assert rows_of("imports") == []


@pytest.mark.parametrize("members", [{}, {"README.md": README}, {"empty/": ""}])
def test_a_zip_with_nothing_to_import_is_reported(tmp_path: Path, members: Members) -> None:
    done = run_import(_zip(tmp_path / "a.zip", members))
    assert (done.status, rows_of("imports")) == (NOT_READ, [])
    assert "This zip has no file that can be imported" in done.err


GOOD = _bytes({"log.csv": _log("m1")})


def _locked() -> bytes:
    locked = bytearray(GOOD)
    for mark, bits in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[GOOD.index(mark) + bits] |= 1
    return bytes(locked)


def _overlapping() -> bytes:
    """Five entries of the list of files that are all one file."""
    start, end = GOOD.index(b"PK\x01\x02"), GOOD.index(b"PK\x05\x06")
    entry, tail = GOOD[start:end], bytearray(GOOD[end:])
    tail[8:10] = tail[10:12] = (9).to_bytes(2, "little")
    tail[12:16] = (9 * len(entry)).to_bytes(4, "little")
    return GOOD[:start] + 9 * entry + bytes(tail)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_locked(), "protected by a password"),
        (_bytes({"log.csv": _log("m1"), "../out.csv": _log("m2")}), "lead out of it"),
        (_bytes({"/srv/out.csv": _log("m2")}), "lead out of it"),
        (_bytes({"C:\\out.csv": _log("m2")}), "lead out of it"),
        (_bytes({"a\\..\\..\\out.csv": _log("m2")}), "lead out of it"),
        (_bytes({"log.csv": _log("m1")}, zipfile.ZIP_LZMA), "isn't supported"),
        (_overlapping(), "overlap"),
        (GOOD[:-10], "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
    ],
)
def test_a_zip_that_cannot_be_an_export_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    done = run_import(written(tmp_path / "a.zip", content))
    assert (done.status, done.out, rows_of("imports")) == (NOT_READ, "", [])
    assert says in done.err
    assert not list(tmp_path.rglob("out.csv"))


def test_a_zip_of_very_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_MEMBERS", 1)
    done = run_import(_zip(tmp_path / "b.zip", {"a.csv": _log("m1"), "b.csv": _log("m2")}))
    assert "has 2 files. At most 1" in done.err


def test_damaged_file_of_a_zip_leaves_the_others(tmp_path: Path) -> None:
    content = bytearray(_bytes({"a.csv": _log("m1"), "b.csv": _log("m2"), "c.csv": _log("m3")}))
    content[content.index(b"m2")] ^= 1
    done = run_import(written(tmp_path / "a.zip", bytes(content)))
    assert (done.status, set(messages())) == (NOT_READ, {"m1", "m3"})
    assert "a.zip/b.csv: This file is damaged" in done.err


@pytest.mark.parametrize("way", ["plainly", "by gzip", "with a false size"])
def test_a_zip_made_to_fill_the_disk_is_refused_and_leaves_nothing(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(unpacking, "HARMLESS_BYTES", 4 * unpacking.BLOCK)
    nothing = bytes(20 * unpacking.BLOCK)
    bomb = _zip(
        tmp_path / "a.zip",
        {"log.csv": gzip.compress(nothing) if way == "by gzip" else nothing, "b.csv": _log("m1")},
    )
    if way == "with a false size":
        content = bomb.read_bytes().replace(len(nothing).to_bytes(4, "little"), (99).to_bytes(4, "little"))
        bomb.write_bytes(content)
    done = run_import(bomb)
    assert (done.status, set(messages())) == (NOT_READ, {"m1"})
    assert "a.zip/log.csv: This file " in done.err
    assert ("damaged" if way == "with a false size" else "more than 200 times its size") in done.err
    assert {file.name for file in store.workspace(logs).iterdir()} <= {"rejected", "import.lock", "cleared"}
