"""The invented district has the shape that is asked for, and a kept store is whole or is made whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data.importer import ImportOrder, import_file
from data.tables import store
from tests.bench import district_logs
from tests.bench.district_files import Month
from tests.bench.district_logs import Shape
from tests.districts import district_in

SHAPE = Shape(rows=3_600, imports=6, schools=5, months=2, broadcasts=40, families=600)
TOTALS = """
    select count(*), count(distinct message_id), count(distinct school), count(distinct broadcast_id),
    count(distinct strftime(requested_at, '%Y-%m')) from read_parquet($files)
"""
SAME = """
    select message_id, epoch(requested_at), broadcast, sent_by, school, contact_id, number, result, reason
    from read_parquet($files) order by message_id
"""


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("district")
    with district_in(folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        yield district_logs.kept(SHAPE)


def _messages(logs: Path) -> list[str]:
    return list(store.newest(str(logs)).files("messages"))


def test_the_district_has_the_rows_schools_broadcasts_months_and_imports_of_its_shape(logs: Path) -> None:
    totals = duckdb.execute(TOTALS, {"files": _messages(logs)}).fetchone()
    broadcasts = 40 + SHAPE.nights
    assert totals == (3_600, 3_600, 5, broadcasts, 3)
    imports = store.newest(str(logs)).table("imports")
    assert imports.num_rows == 6
    assert imports["stored"].to_pylist()[:4] == [10, 10, 1_790, 1_790]


def test_the_raw_files_hold_the_same_texts(logs: Path) -> None:
    raw = [str(file) for file in district_logs.raw_files(SHAPE)]
    assert len(raw) == 3
    stored, plain = (duckdb.execute(SAME, {"files": files}).fetchall() for files in (_messages(logs), raw))
    assert stored == plain


def test_a_store_that_lost_a_file_is_not_complete(logs: Path) -> None:
    assert district_logs.is_complete(logs.parent)
    lost = Path(_messages(logs)[0])
    aside = lost.rename(lost.with_suffix(".aside"))
    assert not district_logs.is_complete(logs.parent)
    aside.rename(lost)
    assert district_logs.is_complete(logs.parent)


def test_a_store_whose_making_ended_early_is_continued(logs: Path) -> None:
    before = store.newest(str(logs)).table("imports")
    part = logs.parent.rename(logs.parent.with_suffix(".part"))
    (part / district_logs.MADE).unlink()
    assert district_logs.kept(SHAPE) == logs
    assert store.newest(str(logs)).table("imports").equals(before)
    assert district_logs.is_complete(logs.parent)


def test_what_writes_to_a_linked_copy_leaves_the_kept_store_as_it_was(logs: Path, tmp_path: Path) -> None:
    before = store.newest_number(str(logs))
    copy = district_logs.linked(logs, tmp_path / "copy")
    first = SHAPE.full_months()[0]
    later = Month(first.day, 10, 10 * SHAPE.rows, 1_000, 10)
    later.write_log(tmp_path / "later.parquet")
    import_file(ImportOrder(tmp_path / "later.parquet", "later.parquet", "log"), uri=str(copy))
    assert store.newest_number(str(copy)) > before
    assert store.newest_number(str(logs)) == before
    assert district_logs.is_complete(logs.parent)


def test_a_hundred_million_texts_have_thousands_of_broadcasts_and_small_nights() -> None:
    shape = Shape(100_000_000)
    assert shape.nights == 962
    assert shape.rows_of_a_night == 10
    assert shape.texts_of_a_broadcast == 5_000
    months = shape.full_months()
    assert sum(month.rows for month in months) + 962 * 10 == 100_000_000
    assert len(months) == 36
