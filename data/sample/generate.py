"""Makes the sample files, always the same: `python -m data.sample.generate`."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from data.importer.recognize import formats
from data.sample import FILES
from data.sample.contacts import ListedContact, contact_list, lines
from data.sample.statuses import Change, ListedStatus, Statuses
from data.sample.texts import Text, texts

HERE = Path(__file__).parent
INSTANT = pa.timestamp("ms", "UTC")


def tables() -> dict[str, pa.Table]:
    """Return the sample as tables by file name, with the headers of an export."""
    contact_lines = lines()
    statuses = Statuses(contact_lines)
    rows: tuple[tuple[type[NamedTuple], Sequence[Any]], ...] = (
        (ListedContact, list(contact_list(contact_lines))),
        (Change, statuses.log()),
        (ListedStatus, list(statuses.listed())),
        (Text, texts(contact_lines, statuses)),
    )
    return {
        name: _table(kind, row_type, own_rows)
        for (name, kind), (row_type, own_rows) in zip(FILES, rows, strict=True)
    }


def write(folder: Path) -> None:
    """Write every file of the sample into a folder."""
    for name, table in tables().items():
        pq.write_table(table, folder / name, compression="zstd", compression_level=19)


def _table(kind: str, row_type: type[NamedTuple], rows: Sequence[Any]) -> pa.Table:
    """Return rows under the first header that the importer knows for each column."""
    headers = formats.by_id(kind).columns
    types = typing.get_type_hints(row_type).items()
    return pa.table(
        {
            headers[name][0]: pa.array(column, INSTANT if _is_instant(type_hint) else pa.string())
            for (name, type_hint), column in zip(types, zip(*rows, strict=True), strict=True)
        }
    )


def _is_instant(type_hint: object) -> bool:
    return type_hint is datetime or datetime in typing.get_args(type_hint)


if __name__ == "__main__":
    write(HERE)
