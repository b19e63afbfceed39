"""Many imports, one after the other: the last takes no longer than the first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data.tables import file_hashes, store
from data.tables.schemas import MESSAGES


def test_the_thirtieth_import_reads_as_few_commits_as_the_third(
    logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    opened = Path.open

    def counted(path: Path, *arguments: Any, **options: Any) -> Any:
        read.append(path.name)
        return opened(path, *arguments, **options)

    snapshot = store.create(logs)
    monkeypatch.setattr(Path, "open", counted)
    numbers = []
    for number in range(30):
        read.clear()
        row = {"message_id": str(number), "month": "2026-09"}
        store.replace(logs, "messages", pa.Table.from_pylist([row], schema=MESSAGES), ["2026-09"])
        file_hashes.require_unchanged(snapshot, "messages")
        snapshot = store.commit(snapshot, {"import_id": f"{number:06}"})
        numbers.append(sum(name.endswith(".json") for name in read))
    assert max(numbers[2:]) == numbers[2]
    assert Path(logs, "messages", "_delta_log", f"{29:020}.checkpoint.parquet").exists()
