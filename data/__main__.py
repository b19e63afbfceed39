"""The command line of the stored data: `python -m data import …`, `… undo`, `… backup` and others."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence

from data import check, printing, private_files, sample, settings
from data.access import needs, person_at_machine
from data.check import record_command
from data.check.line import Line
from data.errors import Problem
from data.jobs import child_process, command, command_options, format_command, keeping, note_command
from data.jobs.command import ALL_IN, NOT_READ
from data.tables import used_stores
from data.tables.undo import reverted, undo
from data.words.catalog import _

WELL, NOT_WELL = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status: 0 all imported, 1 some rows rejected, 2 a file not read."""
    private_files.restrict()
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file name may hold any character
    person_at_machine().require(*needs.COMMANDS[options.command])
    if options.command == "sample":
        sample.store_uri()
        return ALL_IN
    if options.command in ("undo", "check", "confirm-move", "record"):
        return _undo_check_or_confirm(options)
    if options.command == "format":
        return format_command.run(options)
    if options.command == "note":
        return note_command.run(options)
    if options.command in keeping.COMMANDS:
        return keeping.run(options)
    return command.run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data",
        description=_("Import files, undo imports, write notes, and check, back up and erase stored data."),
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("sample", help=_("import the sample data, for the dashboard only"))
    undo_parser = commands.add_parser("undo", help=_("undo the newest import; again: the one before it"))
    undo_parser.add_argument("--by", metavar="NAME", help=_("the person who undoes it"))
    commands.add_parser("check", help=_("check the stored data"))
    commands.add_parser(
        "confirm-move", help=_("confirm that the stored data was moved or deleted on purpose")
    )
    record_command.add_to(commands.add_parser("record", help=_("verify the record of who did what")))
    command_options.add_to(commands.add_parser("import", help=_("import files")))
    format_command.add_to(commands.add_parser("format", help=_("draft a format of your own from a file")))
    note_command.add_to(commands.add_parser("note", help=_("add, list or remove notes on days")))
    keeping.add_to(commands)
    return parser


def _undo_check_or_confirm(options: argparse.Namespace) -> int:
    """Undo the newest import, check the stored data or the record, or confirm that the data was moved.

    Return the exit status: 0 all is well, 1 something is wrong, 2 it could not be done.
    """
    try:
        if options.command == "undo":
            printing.report(reverted(undo(by=options.by)))
            return WELL
        if options.command == "confirm-move":
            printing.report(used_stores.confirm_move())
            return WELL
        if options.command == "record":
            return record_command.run(options)
        return _check()
    except Problem as problem:
        printing.report(problem, to=sys.stderr)
        return NOT_READ


def _check() -> int:
    lines: list[Line] = []
    for line in check.lines():
        printing.report(line)  # each as soon as it is known
        lines.append(line)
    check.note(person_at_machine(), settings.load().logs, lines)
    return WELL if all(line.is_well for line in lines) else NOT_WELL


if __name__ == "__main__":
    # Not in main(), which also runs in processes that do other work.
    child_process.lower_priority(child_process.IMPORT_NICENESS)
    child_process.without_pandas()
    sys.exit(main())
