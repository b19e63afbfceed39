"""`python -m data import`: each file is an import of its own; the exit status is that of the worst."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from data import clock, settings
from data.errors import Problem
from data.importer import ImportOrder, Outcome, import_file
from data.importer.files import bundles
from data.importer.files.bundles import Item
from data.importer.files.sources import NoRecords
from data.jobs import on_failure

ALL_IN, SOME_REJECTED, NOT_READ = 0, 1, 2


class _Asked(NamedTuple):
    """What holds for every file of a run."""

    options: argparse.Namespace
    as_of: datetime | None
    columns: dict[str, str]


class _End(NamedTuple):
    """How it went with a file: the exit status, and what to tell of it where it went wrong."""

    status: int
    trouble: str | None = None


def run(options: argparse.Namespace) -> int:
    """Take the files, folders and zips in; the exit status is that of the worst file.

    What went wrong is told to the command of the setting `on_failure`, once, unless it is a dry run.
    """
    ends = list(_ends(options))
    troubles = [end.trouble for end in ends if end.trouble]
    if not options.dry_run:
        _call(troubles)
    return max(end.status for end in ends)


def _ends(options: argparse.Namespace) -> Iterator[_End]:
    try:
        asked = _Asked(options, _instant(options.as_of), _columns(options.columns))
    except Problem as problem:
        yield from (_not_read(path.name, options, problem) for path in options.files)
        return
    for path in options.files:
        yield from (_one(item, asked) for item in bundles.items(path))


def _one(item: Item, asked: _Asked) -> _End:
    options = asked.options
    if item.skipped:
        return _skipped(item.shown, item.skipped, options)
    try:
        outcome = _taken(item, asked)
    except NoRecords as empty:
        return _skipped(item.shown, empty.what, options)
    except Problem as problem:
        return _not_read(item.shown, options, problem)
    print(_json(outcome.as_json()) if options.json else _words(outcome, dry_run=options.dry_run))
    if outcome.known or not outcome.rejected:  # of a known file, what is rejected was told when it came
        return _End(ALL_IN)
    rejected = f"{outcome.rejected:,} of {outcome.rows_read:,} rows rejected"
    return _End(SOME_REJECTED, f"{item.shown}: {rejected}.")


def _taken(item: Item, asked: _Asked) -> Outcome:
    if item.problem:
        raise item.problem
    if bundles.is_still_written(item):
        raise Problem(
            "This file is still being written.", next_step="Import the folder again when it is whole."
        )
    order = ImportOrder(
        item.path,
        item.shown,
        kind=asked.options.kind,
        format_id=asked.options.format,
        columns=asked.columns,
        zone=asked.options.zone,
        as_of=asked.as_of,
        by=asked.options.by,
        dry_run=asked.options.dry_run,
        place=item.place,
    )
    return import_file(order)


def _skipped(shown: str, why: str, options: argparse.Namespace) -> _End:
    if options.json:
        print(_json(Outcome(shown, None).as_json() | {"skipped": why}))
    else:
        print(f"{shown}: skipped ({why.rstrip('.')}).")
    return _End(ALL_IN)


def _not_read(shown: str, options: argparse.Namespace, problem: Problem) -> _End:
    print(f"{shown}: {problem}", file=sys.stderr)
    if options.json:
        told = " ".join(str(problem).splitlines())
        print(_json(Outcome(shown, options.kind).as_json() | {"problem": told}))
    return _End(NOT_READ, f"{shown} was not taken in: {problem.what}")


def _call(troubles: list[str]) -> None:
    try:
        fault = on_failure.call(settings.load(), troubles)
    except Problem:  # the settings can't be read, and every file has said so
        return
    if fault:
        print(f"The command of the setting on_failure failed: {fault}.", file=sys.stderr)


def _json(fields: dict[str, object]) -> str:
    # In ASCII, so that it can be written whatever the encoding of the terminal or the pipe.
    return json.dumps(fields, separators=(",", ":"))


def _words(outcome: Outcome, *, dry_run: bool) -> str:
    if outcome.known:
        kept = f" Its rejected rows: {outcome.rejected_file}" if outcome.rejected_file else ""
        return f"{outcome.file} was taken in before; nothing has changed.{kept}"
    head = f"{outcome.file} ({outcome.kind}{', dry run: nothing stored' if dry_run else ''})"
    counts = (
        f"{outcome.rows_read:,} rows read: {outcome.stored:,} stored, {outcome.updated:,} updated, "
        f"{outcome.unchanged:,} unchanged, {outcome.set_aside:,} set aside, {outcome.rejected:,} rejected"
    )
    rejected = [f"Rejected rows: {outcome.rejected_file}"] if outcome.rejected_file else []
    return "\n  ".join([head, counts, *outcome.notes, *rejected])


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return clock.instant(text, settings.load().zone)
    except ValueError:
        raise Problem(
            f"“{text}” is not a date that --as-of can take.",
            next_step="Write it as 2026-09-30 or 2026-09-30T08:12.",
        ) from None


def _columns(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise Problem(
            f"The file of columns can't be read: {fault}.",
            where=str(file),
            next_step='Write one line a field, such as: result = "Delivery Results".',
        ) from None
    return {str(field): str(name) for field, name in given.items()}
