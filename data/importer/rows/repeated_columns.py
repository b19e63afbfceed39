"""Records that hold a cell several times, such as a contact's numbers: as many records, with one each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data.importer.files.csv import split_carefully
from data.importer.files.sources import Source
from data.importer.recognize.columns import Recognized


def unfolded(source: Source, recognized: Recognized, work: Path) -> Source:
    """The source with a record for every filled cell of the repeated columns, in the first of them.

    A record without any such cell stays one. They are read, judged and counted as records of their own,
    on the line that they share; without repeated columns the source is as it was.
    """
    places = recognized.repeated
    if not places:
        return source
    if source.container == "csv" and not source.careful:
        source = split_carefully(source, work)
    # A container of its own: its records are found in the relation, no longer in the file.
    return replace(source, container="unfolded", relation=_relation(source, places), has_surplus=False)


def _relation(source: Source, places: tuple[int, ...]) -> str:
    every = ", ".join(f"nullif(trim(c{place}), '')" for place in places)
    filled = f"list_filter([{every}], lambda cell: cell is not null)"
    cells = {place: f"c{place}" for place in range(len(source.header))}
    cells |= dict.fromkeys(places, "null")
    cells[places[0]] = f"unnest(case when len({filled}) = 0 then [null] else {filled} end)"
    columns = ", ".join(f"cast({cell} as varchar) as c{place}" for place, cell in cells.items())
    return f"select {columns}, line, broken from ({source.relation})"
