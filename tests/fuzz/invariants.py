"""What holds of a file whatever is in it: every row becomes one thing, or a Problem says what is wrong."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from data import check
from data.errors import Problem
from data.importer import Outcome
from data.importer.files import bundles
from data.importer.files.bundles import Item
from data.importer.files.sources import NoRecords
from data.tables import store
from tests.import_files import import_file, preview, recognize

REFUSED = "refused"
ROOT = Path(__file__).parents[2]
BETWEEN_DIGITS = re.compile(r"[\s().+\-–]")
# Every number of the files that are spoiled: NXX-555-0100 to -0199, and Ofcom's 07700 900000 to 900999.
A_NUMBER = re.compile(r"\d{3}55501\d\d|7700900\d{3}")
LONGEST = 15_000  # characters of a Problem, with the hundred longest names of columns
SEPARATE = re.compile(r"\d+|“[^”]*”|'[^']*'")


class Asked(NamedTuple):
    """How a file is taken in (see import_file), and whether all that is stored is looked through then.

    `field` is one that is read, by hand, from the column at `place` (a share of the header).
    """

    kind: str | None = None
    format_id: str | None = None
    field: str | None = None
    place: float = 0
    zone: str | None = None
    as_of: datetime | None = None
    is_checked: bool = True


class BrokenError(Exception):
    """What should hold, and does not."""


class Given(NamedTuple):
    """What is said by hand of how a file is read."""

    kind: str | None
    format_id: str | None
    columns: Mapping[str, str]
    zone: str | None


class Tried(NamedTuple):
    """What became of a file: by what a fault is known and all that was told of it, or how it ended."""

    sign: str | None
    told: str


def tried(file: Path, asked: Asked, uri: str) -> Tried:
    """Look at a file and take it into the tables at `uri`; `sign` is None where every claim holds."""
    try:
        return Tried(None, " ".join(_try(file, asked, uri)) or "nothing in it")
    except Exception as fault:  # noqa: BLE001 - whatever there is
        return Tried(_sign(fault), "".join(traceback.format_exception(fault)))


def _sign(fault: Exception) -> str:
    """A fault's kind and place, without what is of one file alone."""
    own = [
        frame for frame in traceback.extract_tb(fault.__traceback__) if frame.filename.startswith(str(ROOT))
    ]
    place = Path(own[-1].filename).relative_to(ROOT) if own else "?"
    words = SEPARATE.sub("…", str(fault))[:80] if isinstance(fault, BrokenError) else ""
    return f"{type(fault).__name__} in {place}, {own[-1].name if own else '?'} {words}".strip()


def _try(file: Path, asked: Asked, uri: str) -> Iterator[str]:
    """How it ended with each file that the file is or holds."""
    given = Given(asked.kind, asked.format_id, _columns(file, asked), asked.zone)
    for look in (
        lambda: recognize(file, **given._asdict()),
        lambda: preview(file, as_of=asked.as_of, **given._asdict()),
    ):
        try:
            look()
        except Problem as problem:
            check_problem(problem)
    for item in bundles.items(file):
        if item.problem:
            check_problem(item.problem)
            yield REFUSED
        elif not item.skipped:
            yield _try_item(item, asked, given, uri)


def _columns(file: Path, asked: Asked) -> dict[str, str]:
    """The column chosen by hand, as somebody would who sees the header."""
    if not asked.field:
        return {}
    try:
        header = recognize(file).header
    except Problem:
        return {asked.field: "Fax"}
    return {asked.field: header[int(asked.place * len(header))]}


def _try_item(item: Item, asked: Asked, given: Given, uri: str) -> str:
    before = store.newest_number(uri)
    dry = _taken(item, asked, given, uri, dry_run=True)
    if store.newest_number(uri) != before:
        raise BrokenError("a dry run has stored something")
    real = _taken(item, asked, given, uri, dry_run=False)
    if dry != real:
        raise BrokenError(f"a dry run says {dry}, an import {real}")
    if isinstance(real, str):
        if store.newest_number(uri) not in (before, 0):
            raise BrokenError(f"something is stored in spite of {real}")
        return REFUSED
    if store.newest_number(uri) == before:
        return "known"
    _check_stored(uri, real)
    for line in check.lines(uri) if asked.is_checked else ():
        if not line.is_well:
            raise BrokenError(str(line))
    return "in, some rejected" if real["rejected"] else "in"


def _taken(item: Item, asked: Asked, given: Given, uri: str, *, dry_run: bool) -> dict[str, object] | str:
    """What becomes of the rows, or the Problem in words."""
    try:
        outcome = import_file(
            item.path,
            as_of=asked.as_of,
            by="somebody",
            dry_run=dry_run,
            file_name=item.shown,
            uri=uri,
            place=item.place,
            **given._asdict(),
        )
    except NoRecords as empty:
        return empty.what
    except Problem as problem:
        check_problem(problem)
        return problem.what
    check_rows(outcome)
    return outcome.as_json() | {"rejected_file": None, "notes": outcome.notes}


def check_rows(outcome: Outcome) -> None:
    parts = (outcome.stored, outcome.updated, outcome.unchanged, outcome.set_aside, outcome.rejected)
    if outcome.rows_read != sum(parts) or min(parts) < 0:
        raise BrokenError(f"the rows do not add up: {outcome.as_json()}")


def _check_stored(uri: str, told: dict[str, object]) -> None:
    snapshot = store.newest(uri)
    row = snapshot.table("imports").sort_by("import_id").to_pylist()[-1]
    if any(row[name] != told[name] for name in ("rows_read", "stored", "updated", "set_aside", "rejected")):
        raise BrokenError("the row of the import says otherwise than its outcome")
    kinds = [
        left["kind"]
        for left in snapshot.table("left_out").to_pylist()
        if left["import_id"] == row["import_id"]
    ]
    if (kinds.count("set aside"), kinds.count("rejected")) != (row["set_aside"], row["rejected"]):
        raise BrokenError("the rows left out are not those that were counted")
    has_file = (store.workspace(uri) / "rejected" / f"{row['import_id']}.csv").exists()
    if has_file != bool(row["rejected"]):
        raise BrokenError("the file of rejected rows is missing, or there for nothing")


def check_problem(problem: Problem) -> None:
    """A Problem goes to a log: it may hold no number. Nor may it hide a fault of ours."""
    if A_NUMBER.search(BETWEEN_DIGITS.sub("", str(problem))):
        raise BrokenError("a Problem holds a number")
    if not (problem.what and problem.next_step):
        raise BrokenError("a Problem does not say what is wrong, or what to do")
    if len(str(problem)) > LONGEST:
        raise BrokenError("a Problem is longer than anybody reads")
    cause = problem.__context__
    if isinstance(cause, duckdb.Error) and "database error" in problem.what:
        raise BrokenError(f"{type(cause).__name__}: {str(cause)[:200]}")
