"""The command line below the questions: `python -m data import FILE|FOLDER|ZIP…`, `… undo`, `… check`."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from data import check, sample
from data.errors import Problem
from data.importer.recognize.columns import KINDS
from data.jobs import child_process, command
from data.jobs.command import ALL_IN, NOT_READ
from data.tables.undo import brought, undo

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
    return command.run(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("sample", help="take the sample logs in, for the dashboard alone")
    undoing = commands.add_parser("undo", help="take the newest import back; again: the one before it")
    undoing.add_argument("--by", metavar="NAME", help="on whose behalf")
    commands.add_parser("check", help="tell whether the district's logs are whole")
    taking = commands.add_parser("import", help="take files into the district's logs")
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE|FOLDER|ZIP")
    taking.add_argument("--kind", choices=KINDS, help="what the files are, where it can't be told")
    taking.add_argument("--format", metavar="NAME", help='the format, such as "twilio console"')
    taking.add_argument("--zone", help="the zone of times that do not say theirs, such as UTC")
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


if __name__ == "__main__":
    # Not in main(), which also runs in processes that do other work.
    child_process.lower_priority(child_process.IMPORT_NICENESS)
    sys.exit(main())
