"""Makes the sample files, the same at each run: `python -m data.sample.generate`."""

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
from data.sample.consent import Change, Consents, Stated
from data.sample.contacts import Listed, lines, listed
from data.sample.texts import Text, texts

HERE = Path(__file__).parent
INSTANT = pa.timestamp("ms", "UTC")


def tables() -> dict[str, pa.Table]:
    """The sample as tables by file name, with the headers of an export."""
    every = lines()
    consents = Consents(every)
    rows: tuple[tuple[type[NamedTuple], Sequence[Any]], ...] = (
        (Listed, list(listed(every))),
        (Change, consents.log()),
        (Stated, list(consents.stated())),
        (Text, texts(every, consents)),
    )
    return {name: _table(kind, of, these) for (name, kind), (of, these) in zip(FILES, rows, strict=True)}


def write(folder: Path) -> None:
    """Write every file of the sample into a folder."""
    for name, table in tables().items():
        pq.write_table(table, folder / name, compression="zstd", compression_level=19)


def _table(kind: str, of: type[NamedTuple], rows: Sequence[Any]) -> pa.Table:
    """Rows under the first header that the importer knows for each column, so that both stay in step."""
    headers = formats.of(kind).columns
    columns = zip(*rows, strict=True)
    return pa.table(
        {
            headers[name][0]: pa.array(column, INSTANT if _is_instant(given) else pa.string())
            for (name, given), column in zip(typing.get_type_hints(of).items(), columns, strict=True)
        }
    )


def _is_instant(given: object) -> bool:
    return given is datetime or datetime in typing.get_args(given)


if __name__ == "__main__":
    write(HERE)
