"""A text that arrives with another month's time stays one text, with and without hashes of the ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import engine
from data.engine import by_time
from data.tables import file_hashes, store
from tests.import_files import imported, log_file, messages, text

MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09")


@pytest.fixture
def four_months(tmp_path: Path, logs: str) -> str:
    """A store of a text in each of four months, and the hashes of their ids."""
    texts = [text(f"of {month}", f"{month}-15 09:00") for month in MONTHS]
    assert imported(log_file(tmp_path, *texts)) == {"stored": 4}
    by_time.make(store.newest(logs), least_bytes=0)
    return logs


def _hashes(uri: str) -> list[Path]:
    return sorted(Path(uri, "work", "ids").glob("month=*/*.parquet"))


def _delete(uri: str) -> None:
    for file in _hashes(uri):
        file.unlink()


def _keep_one(uri: str) -> None:
    for file in _hashes(uri)[1:]:
        file.unlink()


def _damage(uri: str) -> None:
    _hashes(uri)[0].write_bytes(b"PAR1 and nothing else PAR1")


def _change_a_bit(uri: str) -> None:
    """Let the hash of the text of July be another one."""
    with duckdb.connect() as connection:
        ((id_hash,),) = connection.execute("select hash('of 2026-07')").fetchall()
    file = _hashes(uri)[1]
    content = file.read_bytes()
    assert id_hash.to_bytes(8, "little") in content
    changed = content.replace(id_hash.to_bytes(8, "little"), (id_hash ^ 1).to_bytes(8, "little"))
    file.write_bytes(changed)


def _hash_otherwise(uri: str) -> None:
    """Let all hashes be other ones, as after an update of DuckDB, in files that are as they were made."""
    for file in _hashes(uri):
        hashes = pq.read_table(file)["id_hash"].to_pylist()
        pq.write_table(pa.table({"id_hash": pa.array([each ^ 1 for each in hashes], pa.uint64())}), file)
        file.rename(file.with_stem(f"{file.stem.partition('-')[0]}-{file_hashes.of_file(file)}"))


@pytest.mark.parametrize("change", [len, _delete, _keep_one, _damage, _change_a_bit, _hash_otherwise])
def test_text_of_another_month_is_never_doubled(
    tmp_path: Path, four_months: str, change: Callable[[str], object]
) -> None:
    change(four_months)
    moved = text("of 2026-07", "2026-09-20 10:00")
    assert imported(log_file(tmp_path, moved, text("new", "2026-09-20 10:00"), name="night.csv")) == {
        "stored": 1,
        "updated": 1,
    }
    months = {message_id: row["month"] for message_id, row in messages().items()}
    assert months == {f"of {month}": month for month in MONTHS} | {
        "of 2026-07": "2026-09",
        "new": "2026-09",
    }


@pytest.mark.usefixtures("four_months")
def test_only_the_months_that_have_an_arriving_id_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: dict[str, list[str]] = {}
    open_files = engine.open_files

    def noted(
        connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, files: list[str]
    ) -> None:
        read[name] = [month for month in MONTHS if any(month in path for path in files)]
        open_files(connection, name, schema, files)

    monkeypatch.setattr(engine, "open_files", noted)
    new = text("new", "2026-09-20 10:00")
    imported(log_file(tmp_path, new, name="night.csv"))
    assert (read["near"], read["id_hashes"], read["far"], read["hit"]) == (
        ["2026-09"],
        ["2026-06", "2026-07", "2026-08"],
        [],
        [],
    )
    imported(log_file(tmp_path, new, text("of 2026-07", "2026-09-20 10:00"), name="next night.csv"))
    assert (read["far"], read["hit"]) == ([], ["2026-07"])


def test_hashes_of_older_texts_are_deleted_with_them(tmp_path: Path, four_months: str) -> None:
    before = _hashes(four_months)
    imported(log_file(tmp_path, text("new", "2026-09-20 10:00"), name="night.csv"))
    newest = store.newest(four_months)
    by_time.make(newest, least_bytes=0)
    assert len(_hashes(four_months)) == 5, "those of September, too, which a page may still read"
    by_time.clear(newest, 0)
    assert [file in before for file in _hashes(four_months)] == [True, True, True, False]
