"""A file is opened and parsed once, from recognition to import, unless it changes in between."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import importer
from data.errors import Problem
from data.importer import ImportOrder
from data.importer.opened_file import KEPT
from data.jobs import import_process
from tests.import_files import (
    LOG,
    SENT,
    counts,
    csv_text,
    messages,
    number,
    rows_not_imported,
    text,
    utc,
    workbook,
    written,
)


def _order(file: Path, **fields: object) -> ImportOrder:
    return ImportOrder(file, file.name, kept_in=file.parent / "opened", **fields)  # type: ignore[arg-type]


def _times_opened(order: ImportOrder) -> int:
    assert order.kept_in
    return sum(path.is_dir() for path in order.kept_in.iterdir())


def test_a_workbook_is_parsed_once_from_its_recognition_to_its_import(tmp_path: Path) -> None:
    file = workbook(tmp_path / "log.xlsx", Log=[LOG, text("m1"), text("m2", to="?")])
    order = _order(file)
    assert importer.recognize(order).kind == "log"
    assert importer.recognize(_order(file, format_id="log")).kind == "log"
    assert importer.examine(order).first_rows["message_id"].to_pylist() == ["m1", "m2"]
    assert counts(importer.import_file(order)) == {"stored": 1, "rejected": 1}
    assert rows_not_imported() == [(3, "rejected", "Phone Number", "This row has no phone number.")]
    assert _times_opened(order) == 1


def test_the_worker_process_imports_what_the_page_has_opened(tmp_path: Path) -> None:
    folder = tmp_path / "upload"
    folder.mkdir()
    order = _order(workbook(folder / "log.xlsx", Log=[LOG, text("m1")]), format_id="log", by="Ana")
    importer.recognize(order)
    (parsed,) = (folder / "opened").rglob("*.parquet")
    rows = pq.read_table(parsed)
    pq.write_table(rows.set_column(0, "c0", pa.array(["from what was kept"])), parsed)
    outcome = import_process.run(order, lambda _step, _share: None, lambda _process: None)
    assert counts(outcome) == {"stored": 1}
    assert set(messages()) == {"from what was kept"}
    assert not folder.exists()


def test_the_line_of_an_order_keeps_all_its_fields(tmp_path: Path) -> None:
    order = _order(tmp_path / "log.csv", as_of=utc(2026, 9, 30), columns={"result": "Result"})
    assert ImportOrder.from_line(order.as_line()) == order


@pytest.mark.parametrize("same_time", [False, True], ids=["at another time", "at the same time"])
def test_an_opened_file_is_not_trusted_once_its_content_changed(tmp_path: Path, *, same_time: bool) -> None:
    file = written(tmp_path / "log.json", json.dumps([dict(zip(LOG, text("m1"), strict=True))]))
    order = _order(file)
    before = file.stat()
    importer.recognize(order)
    written(file, json.dumps([dict(zip(LOG, text("m2"), strict=True))]))
    if same_time:
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    importer.import_file(order)
    assert set(messages()) == {"m2"}
    assert _times_opened(order) == 2


@pytest.mark.parametrize("kept", ["", "{", '{"mark": [], "source": {}}'], ids=["empty", "cut off", "other"])
def test_a_damaged_or_older_note_of_an_opened_file_is_not_used(tmp_path: Path, kept: str) -> None:
    order = _order(workbook(tmp_path / "log.xlsx", Log=[LOG, text("m1")]))
    importer.recognize(order)
    assert order.kept_in
    written(order.kept_in / KEPT, kept)
    assert counts(importer.import_file(order)) == {"stored": 1}
    assert _times_opened(order) == 2


def test_a_file_that_the_examination_had_to_split_is_imported_as_it_was_split(tmp_path: Path) -> None:
    ragged = csv_text(LOG, text("m1")) + f'm2,2026-09-30 08:12,"{number(2)}",{SENT},"not closed\n'
    order = _order(written(tmp_path / "log.csv", ragged))
    importer.examine(order)
    opened = _times_opened(order)
    assert counts(importer.import_file(order)) == {"stored": 1, "rejected": 1}
    assert _times_opened(order) == opened == 2


def test_without_a_folder_to_keep_it_in_nothing_of_an_opened_file_stays(tmp_path: Path) -> None:
    folder = tmp_path / "upload"
    folder.mkdir()
    file = workbook(folder / "log.xlsx", Log=[LOG, text("m1")])
    importer.examine(ImportOrder(file, file.name))
    assert [*folder.iterdir()] == [file]


def test_file_that_cannot_be_opened_is_opened_again_next_time(tmp_path: Path) -> None:
    file = written(tmp_path / "log.xlsx", b"PK\x03\x04, and no workbook")
    order = _order(file)
    with pytest.raises(Problem):
        importer.recognize(order)
    workbook(file, Log=[LOG, text("m1")])
    assert importer.recognize(order).kind == "log"
