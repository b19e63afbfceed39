"""Records with several numbers or people, in columns or in one cell: one record for each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data.importer.files.csv import split_carefully
from data.importer.files.sources import Source, address
from data.importer.recognize.columns import Recognized
from data.importer.rows.contacts import people


def unfold(source: Source, recognized: Recognized, work: Path) -> Source:
    """Return the source with a record for every filled cell of the repeated columns, in the first of them.

    A record without any such cell stays one. The new records are read, judged and counted as records of
    their own, on the line that they share. So is each person and number of a row of a wide contact list.
    Without any of these the source is returned unchanged.
    """
    places = recognized.repeated
    if not places and not recognized.people:
        return source
    if source.container == "csv" and not source.careful:
        source = split_carefully(source, work)
    # A container of its own: its records are in the relation, no longer in the file.
    unfolded = (
        people.relation(source.relation, recognized) if recognized.people else _relation(source, places)
    )
    return replace(source, container="unfolded", relation=unfolded, has_surplus=False)


def unfold_lists(source: Source, recognized: Recognized, lists: Path) -> Source:
    """Return the carefully split source with a record for every number of a cell that lists several.

    `lists` is a Parquet file of those cells: `text`, `parts` (one for each number) and `numbers`. Such
    records share the id of their message, so each gets its number behind it.
    """
    places = dict(recognized.positions)
    message = places.get("message_id")
    number = people.cell("number") if recognized.people else f"c{places['number']}"
    cells = {f"c{place}": f"c{place}" for place in range(len(source.header))}
    cells |= {people.cell(field): people.cell(field) for field in people.cells(recognized)}
    cells |= {people.NUMBER_PLACE: people.NUMBER_PLACE} if recognized.people else {}
    cells[number] = f"coalesce(parts[nth], {number})"
    if message is not None:
        id_ = f"c{message}"
        is_none = f"real_id(filled({id_}), 'message_id') is null"
        cells[id_] = f"case when {is_none} then {id_} else concat_ws('/', {id_}, numbers[nth]) end"
    columns = ", ".join(f"{cell} as {name}" for name, cell in cells.items())
    relation = (
        f"select {columns}, row_number() over (order by record, nth) - 1 as record, line, broken from ("
        "select *, unnest(range(1, coalesce(len(parts), 1) + 1)) as nth from ("
        f"select records.*, lists.parts, lists.numbers from ({source.relation}) as records "
        f"left join read_parquet({address(lists)}) as lists on filled({number}) = lists.text))"
    )
    return replace(source, container="unfolded", relation=relation, has_surplus=False)


def _relation(source: Source, places: tuple[int, ...]) -> str:
    """Return the relation of the new records, numbered in the order of the file and of the columns.

    It is generated, since which columns are repeated differs from file to file; it names them by place
    only.
    """
    every = ", ".join(f"nullif(trim(c{place}), '')" for place in places)
    cells = {place: f"c{place}" for place in range(len(source.header))}
    cells |= dict.fromkeys(places, "null")
    cells[places[0]] = "filled[nth]"
    columns = ", ".join(f"cast({cell} as varchar) as c{place}" for place, cell in cells.items())
    filled = f"list_filter([{every}], lambda cell: cell is not null) as filled"
    return (
        f"select {columns}, row_number() over (order by record, nth) - 1 as record, line, broken from ("
        "select *, unnest(range(1, greatest(len(filled), 1) + 1)) as nth from ("
        f"select *, {filled} from ({source.relation})))"
    )
