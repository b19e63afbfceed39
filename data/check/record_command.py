"""`python -m data record verify`: whether every entry of the record is there, as it was written."""

from __future__ import annotations

import argparse

from data import faults, printing, record, settings
from data.check import record_lines
from data.check.line import Line
from data.errors import Problem
from data.words.catalog import N_, _

HOLDS_HASH = N_("An entry of the record has this hash.")
NOT_HELD = N_("No entry has it: the record was rewritten, or this hash is another record's.")
WELL, NOT_WELL = 0, 1


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `python -m data record` to its parser."""
    commands = parser.add_subparsers(dest="record_command", required=True)
    verify_parser = commands.add_parser("verify", help=_("verify every entry of the record"))
    verify_parser.add_argument(
        "--hash", metavar="HASH", help=_("a hash noted elsewhere, which an entry must have")
    )


def run(options: argparse.Namespace) -> int:
    """Verify the record and print how; return the exit status, 0 if all is well and 1 if not.

    Raises Problem if it can't be read.
    """
    try:
        verdict = record.verify(options.hash)
    except OSError as error:
        sentence = _("The record can't be read.")
        folder = settings.load().record
        raise faults.problem(error, folder, sentence) or Problem(sentence, where=folder) from None
    lines = [*record_lines.of_verdict(verdict)]
    if options.hash:
        lines.append(Line(_(HOLDS_HASH), None if verdict.holds_noted_hash else _(NOT_HELD)))
    for line in lines:
        printing.report(line)
    for sentence in record_lines.summary(verdict):
        printing.report(sentence)
    return WELL if all(line.is_well for line in lines) else NOT_WELL
