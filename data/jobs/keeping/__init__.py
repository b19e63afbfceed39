"""The commands that keep and forget stored data: `backup`, `restore` and others, each a module."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from data import printing
from data.errors import Problem
from data.jobs.keeping import copies, erase, forget, proofs

if TYPE_CHECKING:
    from argparse import _SubParsersAction

WELL, NOT_DONE = 0, 2
COMMANDS: Mapping[str, Callable[[argparse.Namespace], str]] = {
    "backup": copies.back_up,
    "restore": copies.restore,
    "erase": erase.run,
    "forget": forget.run,
    "proof": proofs.prove,
    "verify": proofs.verify,
}


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parsers of these commands."""
    for module in (copies, erase, forget, proofs):
        module.add_to(commands)


def run(options: argparse.Namespace) -> int:
    """Run one of these commands and print its report. Return the exit status: 0, or 2 if it failed."""
    try:
        printing.report(COMMANDS[options.command](options))
    except Problem as problem:
        printing.report(problem, to=sys.stderr)
        return NOT_DONE
    return WELL
