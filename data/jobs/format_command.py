"""`python -m data format FILE`: print the first draft of a format of the district's own."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from data import printing
from data.errors import Problem
from data.importer import draft
from data.jobs import command_options
from data.words.catalog import _

DRAFTED, NOT_READ = 0, 2


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `python -m data format` to its parser."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--name", help=_("the name of the format, instead of the file's"))
    command_options.add_reading(parser)


def run(options: argparse.Namespace) -> int:
    """Print the draft; return the exit status: 0, or 2 if the file can't be read."""
    file: Path = options.file
    try:
        order = replace(command_options.reading(options), path=file, file_name=file.name)
        text = draft.of_file(order, options.name or file.stem)
    except Problem as problem:
        printing.report(problem, to=sys.stderr)
        return NOT_READ
    printing.report(text, end="")
    return DRAFTED
