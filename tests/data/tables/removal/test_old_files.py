"""What older programs left in a table's log goes: the least and greatest values of its columns."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from data.tables.removal import old_files

NUMBER = 12125550101


def test_statistics_go_from_the_log_and_its_checkpoint_and_the_rows_stay(tmp_path: Path) -> None:
    log = tmp_path / "_delta_log"
    for number in (NUMBER, NUMBER + 1):
        write_deltalake(tmp_path, pa.table({"number": [number], "name": ["Ana"]}), mode="append")
    DeltaTable(tmp_path).create_checkpoint()
    write_deltalake(tmp_path, pa.table({"number": [NUMBER + 2], "name": ["Ben"]}), mode="append")
    assert any(str(NUMBER).encode() in file.read_bytes() for file in log.iterdir())
    old_files.strip_statistics(log)
    for file in log.iterdir():
        assert str(NUMBER).encode() not in file.read_bytes(), file.name
        assert b"Ana" not in file.read_bytes(), file.name
    assert not list(log.glob("*.parquet"))
    table = DeltaTable(tmp_path)
    assert (table.version(), len(table.file_uris())) == (2, 3)
    assert sorted(pa.table(table.get_add_actions())["num_records"].to_pylist()) == [1, 1, 1]


def test_a_checkpoint_stays_if_the_log_before_it_is_gone(tmp_path: Path) -> None:
    log = tmp_path / "_delta_log"
    write_deltalake(tmp_path, pa.table({"number": [NUMBER]}))
    DeltaTable(tmp_path).create_checkpoint()
    write_deltalake(tmp_path, pa.table({"number": [NUMBER + 1]}), mode="append")
    (log / f"{0:020}.json").unlink()
    old_files.strip_statistics(log)
    assert len(DeltaTable(tmp_path).file_uris()) == 2
