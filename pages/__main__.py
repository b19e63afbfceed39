"""Reports on the command line: `python -m pages weekly_digest` prints the weekly digest as HTML."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import queries
from data import private_files, sample
from data.access import access_file, person_at_machine
from data.errors import Problem
from data.printing import show
from data.tables import used_stores
from data.words.catalog import _
from pages.parts.frame import freshness
from pages.parts.normal import digest, week
from pages.parts.normal.week import Week
from queries.command import typed_values

PRINTED, NOT_PRINTED = 0, 2
WEEKLY_DIGEST = "weekly_digest"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0 if the report was printed, 2 if not."""
    private_files.restrict()
    typed = _parser().parse_args(arguments)
    try:
        _print_digest(typed)
    except Problem as problem:
        show(problem, to=sys.stderr)
        return NOT_PRINTED
    return PRINTED


def _print_digest(typed: argparse.Namespace) -> None:
    viewer = person_at_machine() if typed.as_person is None else access_file.named(typed.as_person)
    with queries.reading(sample.store_uri() if typed.sample else used_stores.district_logs()):
        last = Week(typed.to_day) if typed.to_day else week.last_complete(freshness.read(viewer))
        if last is None:
            raise Problem(
                _("There is no message log yet, so there is no week to report on."),
                next_step=_("Import a log with `python -m data import FILE`."),
            )
        comparison = week.compare(viewer, last)
        show(digest.html(viewer, comparison, is_sample=typed.sample), end="")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pages",
        description=_("Reports on the command line, as HTML for the body of an email."),
    )
    parser.add_argument("report", choices=(WEEKLY_DIGEST,), help=_("the report to print"))
    parser.add_argument(
        "--to",
        dest="to_day",
        metavar="DATE",
        type=typed_values.day,
        help=_("the last day of the week; without it, the newest week of complete days"),
    )
    parser.add_argument(
        "--as",
        dest="as_person",
        metavar="PERSON",
        help=_("report what this person or group of the access file would see"),
    )
    parser.add_argument("--sample", action="store_true", help=_("report on the sample data"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
