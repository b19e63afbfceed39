"""A file compressed by gzip gives all rows of its content, or none."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from data.errors import Problem
from data.importer.files import unpacking
from data.tables import store
from tests.import_files import (
    LOG,
    csv_text,
    imported,
    messages,
    number,
    parquet,
    recognize,
    rows_not_imported,
    rows_of,
    text,
    workbook,
    written,
)

PLAIN = csv_text(LOG, text("m1"), text("m2", to=number(2)))
MANY = csv_text(LOG, *(text(f"m{n}") for n in range(30_000)))


@pytest.mark.parametrize("name", ["log.csv.gz", "log.gz", "log.csv", "LOG.GZ", "2026-09-30-0a1b"])
def test_gzip_file_of_any_name_gives_its_rows(tmp_path: Path, name: str) -> None:
    assert imported(written(tmp_path / name, gzip.compress(PLAIN.encode()))) == {"stored": 2}
    assert set(messages()) == {"m1", "m2"}
    assert rows_of("imports")[0]["file_name"] == name


def test_gzip_may_hold_any_container_and_any_encoding(tmp_path: Path) -> None:
    columns = dict(zip(LOG, [list(cells) for cells in zip(text("m3"), strict=True)], strict=True))
    inside = [
        workbook(tmp_path / "a.xlsx", Log=[LOG, text("m1")]),
        written(tmp_path / "b.csv", csv_text(LOG, text("m2")).encode("utf-16")),
        parquet(tmp_path / "c.parquet", columns),
    ]
    for file in inside:
        held = written(file.with_name(f"{file.name}.gz"), gzip.compress(file.read_bytes()))
        assert imported(held) == {"stored": 1}
    assert set(messages()) == {"m1", "m2", "m3"}


def test_gzip_files_that_were_put_together_are_read_to_the_end_of_the_last(tmp_path: Path) -> None:
    start, _, end = PLAIN.partition("m2")
    parts = [gzip.compress(part.encode()) for part in (start, f"m2{end}", csv_text(text("m3")))]
    assert imported(written(tmp_path / "log.csv.gz", b"".join(parts))) == {"stored": 3}


def test_lines_of_rejected_rows_are_those_of_the_unpacked_file(tmp_path: Path) -> None:
    content = csv_text(LOG, text("m1"), text("m2", to="?")) + "short\n"
    assert imported(written(tmp_path / "log.csv.gz", gzip.compress(content.encode()))) == {
        "stored": 1,
        "rejected": 2,
    }
    assert [line for line, *_why in rows_not_imported()] == [3, 4]


def test_a_gzip_file_that_is_cut_off_is_refused_with_the_lines_that_it_has(tmp_path: Path) -> None:
    whole = gzip.compress(MANY.encode())
    with pytest.raises(Problem, match=r"cut off after [\d,]+ lines") as refused:
        imported(written(tmp_path / "log.csv.gz", whole[: len(whole) // 2]))
    assert refused.value.where == "log.csv.gz"
    assert "Download it again" in refused.value.next_step
    assert rows_of("imports") == []
    assert imported(written(tmp_path / "log.csv.gz", whole)) == {"stored": 30_000}


@pytest.mark.parametrize("harm", ["a flipped byte", "a wrong sum", "garbage behind", "nothing behind"])
def test_a_damaged_gzip_file_is_refused(tmp_path: Path, harm: str) -> None:
    whole = bytearray(gzip.compress(MANY.encode()))
    match harm:
        case "a flipped byte":
            whole[len(whole) // 2] ^= 0xFF
        case "a wrong sum":
            whole[-6] ^= 0xFF
        case "garbage behind":
            whole += b"garbage"
        case _:
            del whole[10:]
    with pytest.raises(Problem, match=r"damaged|cut off"):
        imported(written(tmp_path / "log.csv.gz", bytes(whole)))
    assert rows_of("imports") == []


def test_gzip_that_is_empty_unknown_or_compressed_twice_is_refused(tmp_path: Path) -> None:
    for inside, says in (
        (b"", "is empty"),
        (b"%PDF-1.7\n", "neither text nor a workbook"),
        (gzip.compress(PLAIN.encode()), "compressed twice"),
    ):
        with pytest.raises(Problem, match=says):
            imported(written(tmp_path / "log.csv.gz", gzip.compress(inside)))


def test_a_file_that_unpacks_beyond_limits_is_refused_and_leaves_nothing(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "HARMLESS_BYTES", 4 * unpacking.BLOCK)
    bomb = written(tmp_path / "log.csv.gz", gzip.compress(bytes(20 * unpacking.BLOCK)))
    with pytest.raises(Problem, match="more than 200 times its size"):
        imported(bomb)
    assert {file.name for file in store.workspace(logs).iterdir()} <= {"rejected", "import.lock"}


def test_a_large_file_that_shrinks_like_a_log_is_no_bomb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "HARMLESS_BYTES", 1000)
    assert imported(written(tmp_path / "log.csv.gz", gzip.compress(MANY.encode()))) == {"stored": 30_000}


def test_unpacking_stops_before_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path / "log.csv.gz", gzip.compress(PLAIN.encode()))
    monkeypatch.setattr(unpacking, "FREE_BYTES", shutil.disk_usage(tmp_path).total)
    with pytest.raises(Problem, match="too little free disk space"):
        imported(file)


def test_a_packed_file_can_be_looked_at_before_it_is_imported(tmp_path: Path) -> None:
    file = written(tmp_path / "log.csv.gz", gzip.compress(PLAIN.encode()))
    assert recognize(file).columns["requested_at"] == "Date/Time"
