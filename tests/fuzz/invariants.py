"""The invariants of every import: each row is counted once, or a Problem says what is wrong."""

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
from data.importer import Outcome, failures
from data.importer.files import bundles
from data.importer.files.bundles import Item
from data.importer.files.sources import NoRecords
from data.tables import store
from tests.import_files import import_file, preview, recognize

REFUSED = "refused"
ROOT = Path(__file__).parents[2]
BETWEEN_DIGITS = re.compile(r"[\s().+\-–]")
# Every number in the seed files: NXX-555-0100 to -0199, and Ofcom's 07700 900000 to 900999.
PHONE_NUMBER = re.compile(r"\d{3}55501\d\d|7700900\d{3}")
LONGEST_PROBLEM = 15_000  # characters, with the hundred longest names of columns
VARIABLE_TEXT = re.compile(r"\d+|“[^”]*”|'[^']*'")


class ImportOptions(NamedTuple):
    """An import of a file (see import_file), and whether the whole store is checked afterwards.

    `field` is one that is read from the column at `place` (a share of the header), as if selected by hand.
    """

    kind: str | None = None
    format_id: str | None = None
    field: str | None = None
    place: float = 0
    zone: str | None = None
    as_of: datetime | None = None
    is_checked: bool = True


class BrokenInvariantError(Exception):
    """Something that should be true is not."""


class Reading(NamedTuple):
    """The choices made by hand for reading a file."""

    kind: str | None
    format_id: str | None
    columns: Mapping[str, str]
    zone: str | None


class Verdict(NamedTuple):
    """The end of a file: the sign of a failure and its text, or None and how the import ended."""

    sign: str | None
    text: str


def verdict_of(file: Path, options: ImportOptions, uri: str) -> Verdict:
    """Import a file into the tables at `uri`; the `sign` is None if no invariant is broken."""
    try:
        return Verdict(None, " ".join(_try(file, options, uri)) or "nothing in it")
    except Exception as error:  # noqa: BLE001 - every error is a failure
        return Verdict(_sign(error), "".join(traceback.format_exception(error)))


def _sign(error: Exception) -> str:
    """Return the type and place of an error, without what belongs to one file."""
    own = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(ROOT))
    ]
    place = Path(own[-1].filename).relative_to(ROOT) if own else "?"
    words = VARIABLE_TEXT.sub("…", str(error))[:80] if isinstance(error, BrokenInvariantError) else ""
    return f"{type(error).__name__} in {place}, {own[-1].name if own else '?'} {words}".strip()


def _try(file: Path, options: ImportOptions, uri: str) -> Iterator[str]:
    """Yield how the import of each file ended that the file is or holds."""
    reading = Reading(options.kind, options.format_id, _columns(file, options), options.zone)
    for look in (
        lambda: recognize(file, **reading._asdict()),
        lambda: preview(file, as_of=options.as_of, **reading._asdict()),
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
            yield _try_item(item, options, reading, uri)


def _columns(file: Path, options: ImportOptions) -> dict[str, str]:
    """Return the field and its column, as a person would select it from the header."""
    if not options.field:
        return {}
    try:
        header = recognize(file).header
    except Problem:
        return {options.field: "Fax"}
    return {options.field: header[int(options.place * len(header))]}


def _try_item(item: Item, options: ImportOptions, reading: Reading, uri: str) -> str:
    before = store.newest_number(uri)
    dry = _import(item, options, reading, uri, dry_run=True)
    if store.newest_number(uri) != before:
        raise BrokenInvariantError("a dry run stored something")
    real = _import(item, options, reading, uri, dry_run=False)
    if dry != real:
        raise BrokenInvariantError(f"a dry run says {dry}, an import {real}")
    if isinstance(real, str):
        if store.newest_number(uri) not in (before, 0):
            raise BrokenInvariantError(f"something was stored despite: {real}")
        return REFUSED
    if store.newest_number(uri) == before:
        return "known"
    _check_stored(uri, real)
    for line in check.lines(uri) if options.is_checked else ():
        if not line.is_well:
            raise BrokenInvariantError(str(line))
    return "in, some rejected" if real["rejected"] else "in"


def _import(
    item: Item, options: ImportOptions, reading: Reading, uri: str, *, dry_run: bool
) -> dict[str, object] | str:
    """Return what happened to the rows, or the sentence of the Problem."""
    try:
        outcome = import_file(
            item.path,
            as_of=options.as_of,
            by="somebody",
            dry_run=dry_run,
            file_name=item.shown,
            uri=uri,
            place=item.place,
            **reading._asdict(),
        )
    except NoRecords as empty:
        return empty.what_happened
    except Problem as problem:
        check_problem(problem)
        return problem.what_happened
    check_rows(outcome)
    return outcome.as_json() | {"rejected_file": None, "notes": outcome.notes}


def check_rows(outcome: Outcome) -> None:
    """Check that each row is counted once."""
    parts = (outcome.stored, outcome.updated, outcome.unchanged, outcome.set_aside, outcome.rejected)
    if outcome.rows_read != sum(parts) or min(parts) < 0:
        raise BrokenInvariantError(f"the rows do not add up: {outcome.as_json()}")


def _check_stored(uri: str, outcome: dict[str, object]) -> None:
    snapshot = store.newest(uri)
    row = snapshot.table("imports").sort_by("import_id").to_pylist()[-1]
    if any(
        row[name] != outcome[name] for name in ("rows_read", "stored", "updated", "set_aside", "rejected")
    ):
        raise BrokenInvariantError("the row of the import differs from its outcome")
    kinds = [
        left["kind"]
        for left in snapshot.table("left_out").to_pylist()
        if left["import_id"] == row["import_id"]
    ]
    if (kinds.count("set aside"), kinds.count("rejected")) != (row["set_aside"], row["rejected"]):
        raise BrokenInvariantError("the stored rows not imported are not those that were counted")
    has_file = (store.workspace(uri) / "rejected" / f"{row['import_id']}.csv").exists()
    if has_file != bool(row["rejected"]):
        raise BrokenInvariantError("the file of rejected rows is missing or superfluous")


def check_problem(problem: Problem) -> None:
    """Check that a Problem holds no number, is complete and short, and hides no error of ours."""
    if PHONE_NUMBER.search(BETWEEN_DIGITS.sub("", str(problem))):
        raise BrokenInvariantError("a Problem holds a number")
    if not (problem.what_happened and problem.next_step):
        raise BrokenInvariantError("a Problem lacks what is wrong or what to do")
    if len(str(problem)) > LONGEST_PROBLEM:
        raise BrokenInvariantError("a Problem is longer than anybody reads")
    cause = problem.__context__
    if (
        isinstance(cause, duckdb.Error)
        and not isinstance(cause, duckdb.OutOfMemoryException | duckdb.IOException)
        and problem.what_happened == failures.stopped("", cause).what_happened
    ):
        raise BrokenInvariantError(f"{type(cause).__name__}: {str(cause)[:200]}")
