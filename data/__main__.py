"""The command line below the questions: `python -m data import FILE…`, `… undo` and `… check`."""

from __future__ import annotations

import argparse
import io
import json
import sys
import tomllib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from data import check, clock, sample, settings
from data.errors import Problem
from data.importer import Outcome, take_in
from data.importer.columns import KINDS
from data.undo import brought, undo

ALL_IN, SOME_REJECTED, NOT_READ = 0, 1, 2
WELL, NOT_WELL = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status: 0 everything in, 1 some rows rejected, 2 a file not read."""
    asked = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file's name may hold any letter
    if asked.command == "sample":
        sample.store_uri()
        return ALL_IN
    if asked.command in ("undo", "check"):
        return _of_the_ledger(asked)
    try:
        as_of = _instant(asked.as_of)
        columns = _columns(asked.columns)
    except Problem as problem:
        return max(_not_read(file, asked, problem) for file in asked.files)
    return max(_one(file, asked, as_of, columns) for file in asked.files)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("sample", help="take the sample logs in, for the dashboard alone")
    undoing = commands.add_parser("undo", help="take the newest import back; again: the one before it")
    undoing.add_argument("--by", metavar="NAME", help="on whose behalf")
    commands.add_parser("check", help="tell whether the district's logs are whole")
    taking = commands.add_parser("import", help="take files into the district's logs")
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE")
    taking.add_argument("--kind", choices=KINDS, help="what the files are, where it can't be told")
    taking.add_argument("--as-of", metavar="DATE", help="the date of which the files speak")
    taking.add_argument("--by", metavar="NAME", help="on whose behalf")
    taking.add_argument("--columns", type=Path, metavar="TOML", help='columns by hand: field = "name"')
    taking.add_argument("--dry-run", action="store_true", help="tell what would happen, store nothing")
    taking.add_argument("--json", action="store_true", help="one JSON object a file, nothing else")
    return parser


def _of_the_ledger(asked: argparse.Namespace) -> int:
    """Undo the newest import, or check the logs; the exit status: 0 well, 1 not, 2 could not be done."""
    try:
        if asked.command == "undo":
            undone = undo(by=asked.by)
            print(f"“{undone['file_name']}” was undone. What it brought is gone: {brought(undone)}.")
            return WELL
        return max(_told(line) for line in check.lines())
    except Problem as problem:
        print(problem, file=sys.stderr)
        return NOT_READ


def _told(line: check.Line) -> int:
    print(line, flush=True)  # each as soon as it is known
    return WELL if line.is_well else NOT_WELL


def _one(file: Path, asked: argparse.Namespace, as_of: datetime | None, columns: dict[str, str]) -> int:
    try:
        outcome = take_in(
            file, kind=asked.kind, columns=columns, as_of=as_of, by=asked.by, dry_run=asked.dry_run
        )
    except Problem as problem:
        return _not_read(file, asked, problem)
    print(_line(outcome.as_json()) if asked.json else _words(outcome, dry_run=asked.dry_run))
    return SOME_REJECTED if outcome.rejected else ALL_IN


def _not_read(file: Path, asked: argparse.Namespace, problem: Problem) -> int:
    print(f"{file.name}: {problem}", file=sys.stderr)
    if asked.json:
        told = " ".join(str(problem).splitlines())
        print(_line(Outcome(file.name, asked.kind).as_json() | {"problem": told}))
    return NOT_READ


def _line(fields: dict[str, object]) -> str:
    # In ASCII, so that it can be written whatever the encoding of the terminal or the pipe.
    return json.dumps(fields, separators=(",", ":"))


def _words(outcome: Outcome, *, dry_run: bool) -> str:
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


if __name__ == "__main__":
    sys.exit(main())
