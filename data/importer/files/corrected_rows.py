"""A file of rejected rows that comes back: its cells are read as they were before they were guarded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data import csv_writer
from data.engine.connections import quoted
from data.importer.files.csv import split_carefully
from data.importer.files.sources import Source
from data.words.catalog import N_, _

# The columns of such a file before those of the file itself.
ADDED = (N_("Line"), N_("Column"), N_("Why"))
GUARD = quoted(f"^'({csv_writer.GUARDED})")


def unguarded(source: Source, work: Path) -> Source:
    """Return the source with the texts of its cells and names; any other file unchanged.

    A CSV is split record by record, which DuckDB's own reader can't do for cells that it doesn't keep.
    """
    if source.header[: len(ADDED)] not in (ADDED, tuple(map(_, ADDED))):
        return source
    if source.container == "csv" and not source.careful:
        source = split_carefully(source, work)
    cells = [f"{_plain(f'c{place}')} as c{place}" for place in range(len(source.header))]
    if source.has_surplus:
        cells.append(f"list_transform(surplus, lambda cell: {_plain('cell')}) as surplus")
    relation = f"select * replace ({', '.join(cells)}) from ({source.relation})"
    return replace(source, header=tuple(map(csv_writer.unguarded, source.header)), relation=relation)


def _plain(cell: str) -> str:
    """Return SQL for the text of a cell: csv_writer.unguarded."""
    return f"regexp_replace({cell}, {GUARD}, '\\1')"
