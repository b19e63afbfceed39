"""One Delta table: its address, its versions, and what is said of one that doesn't open."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from data.errors import Problem
from data.tables import delta, store, upkeep
from data.tables.schemas import LEFT_OUT, SCHEMAS
from tests.import_files import imported, log_file, text


def _with_rows(uri: str, number: int) -> None:
    store.create(uri)
    for line in range(number):
        store.append(uri, "left_out", pa.Table.from_pylist([{"line": line}], schema=LEFT_OUT))


def test_an_address_has_one_slash_before_the_table() -> None:
    assert delta.address("s3://bucket/month=1/logs/", "messages") == "s3://bucket/month=1/logs/messages"
    assert delta.address("/data/logs//", "messages") == "/data/logs/messages"


def test_a_table_opens_at_its_newest_or_an_older_version(logs: str) -> None:
    _with_rows(logs, 3)
    assert delta.newest_version(logs, "left_out") == 3
    assert delta.open_table(logs, "left_out").version() == 3
    assert delta.open_table(logs, "left_out", 0).version() == 0
    rows = delta.read_rows(delta.open_table(logs, "left_out", 2), LEFT_OUT)
    assert sorted(rows["line"].to_pylist()) == [0, 1]


def test_only_commits_are_versions(logs: str) -> None:
    _with_rows(logs, 1)
    for name in (f"{9:020}.json.tmp", f"{9:019}.json", f"{9:020}.checkpoint.parquet"):
        Path(logs, "left_out", "_delta_log", name).touch()
    assert delta.newest_version(logs, "left_out") == 1


def test_a_table_that_does_not_open_is_named_with_its_version(logs: str) -> None:
    _with_rows(logs, 1)
    with pytest.raises(Problem, match=r"The table left_out doesn't open at version 7\. Technical detail"):
        delta.open_table(logs, "left_out", 7)
    with pytest.raises(Problem, match=r"The table elsewhere doesn't open\. A file is missing\.") as refused:
        delta.open_table(logs, "elsewhere")
    assert "data check" in refused.value.next_step


def test_rows_of_a_partition_have_the_value_that_only_their_path_names(logs: str) -> None:
    store.create(logs)
    schema = SCHEMAS["messages"]
    for month in ("2026-08", "2026-09"):
        rows = pa.Table.from_pylist([{"message_id": month, "month": month}], schema=schema)
        store.replace(logs, "messages", rows, [month])
    read = delta.read_rows(delta.open_table(logs, "messages"), schema).to_pylist()
    assert sorted((row["message_id"], row["month"]) for row in read) == [
        *(("2026-08", "2026-08"), ("2026-09", "2026-09"))
    ]


def test_a_shorter_and_a_longer_file_say_both_sizes(tmp_path: Path, logs: str) -> None:
    imported(log_file(tmp_path, text("m1")))
    snapshot = store.newest(logs)
    (file,) = map(Path, snapshot.files("messages"))
    size = file.stat().st_size
    file.write_bytes(b"four")
    assert list(upkeep.broken_files(snapshot, "messages")) == [
        f"messages/month=2026-09/{file.name} has 4 bytes instead of {size:,}"
    ]


def test_each_group_of_rows_is_a_stretch_of_rows_that_come_in_order(tmp_path: Path) -> None:
    rows = pa.table({"number": pa.array(range(12 * delta.GROUP_ROWS), pa.int64())})
    batches = rows.to_batches(max_chunksize=delta.BATCH_ROWS)
    reader = pa.RecordBatchReader.from_batches(rows.schema, iter(batches))
    delta.write(str(tmp_path), "rows", reader, writer_properties=delta.WRITING)
    (file,) = delta.files(delta.open_table(str(tmp_path), "rows"))
    metadata = pq.ParquetFile(file).metadata
    groups = [metadata.row_group(group).column(0).statistics for group in range(metadata.num_row_groups)]
    assert {group.max - group.min + 1 for group in groups} == {delta.GROUP_ROWS}
