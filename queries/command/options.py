"""The options of the command line: those of the filter fields, and those of other parameters."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from data.words.catalog import N_, _
from queries import comparison, fields
from queries.command.printing import FORMATS
from queries.command.typed_values import count, day, line_list, number_list, number_of_days
from queries.field_kinds import DayField, DaysField, Field, ListField


@dataclass(frozen=True)
class Option:
    """An option: as it is written, the parameters of questions that it feeds, and how it is read.

    `name` is that of its value among the parsed ones.
    """

    flag: str
    name: str
    help: str
    parameters: tuple[str, ...]
    metavar: str | None = None
    type: Callable[[str], object] = str
    choices: tuple[str, ...] | None = None
    is_repeated: bool = False

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        """Let the parser read it."""
        parser.add_argument(
            self.flag,
            dest=self.name,
            action="append" if self.is_repeated else "store",
            metavar=self.metavar,
            type=self.type,
            choices=self.choices,
            help=_(self.help),
        )


OTHER_OPTIONS = (
    Option(
        "--number",
        "number",
        N_("a phone number in any format; - reads it from standard input"),
        ("number", "subject"),
        metavar="NUMBER",
    ),
    Option(
        "--list",
        "numbers",
        N_("a file with one phone number per line; - reads standard input"),
        ("numbers",),
        metavar="FILE",
        type=number_list,
    ),
    Option(
        "--lines",
        "lines",
        N_("a file with one ID or name per line; - reads standard input"),
        ("lines",),
        metavar="FILE",
        type=line_list,
    ),
    Option("--service", "service", N_("the messaging service of --message"), ("service",), metavar="NAME"),
    Option("--message", "message_id", N_("the ID of a text"), ("message_id",), metavar="ID"),
    Option("--import", "import_id", N_("the ID of an import"), ("import_id",), metavar="ID"),
    Option("--kind", "kind", N_("only skipped rows of this kind"), ("kind",), metavar="WORDS"),
    Option("--run", "run_id", N_("the ID of a reminder batch"), ("run_id",), metavar="ID"),
    Option(
        "--plan-days",
        "plan_days",
        N_("compare only with families not reminded N days before or after"),
        ("plan_days",),
        metavar="N",
        type=number_of_days,
    ),
    Option(
        "--enough",
        "enough",
        N_("shares of fewer than N texts or numbers are too few to compare"),
        ("enough",),
        metavar="N",
        type=count,
    ),
    Option(
        "--against",
        "against",
        N_("compare with the period before, the same weekdays before, or last school year"),
        comparison.PARAMETERS,
        choices=tuple(kind for kind in comparison.KINDS if kind != comparison.BROADCAST),
    ),
    Option(
        "--against-broadcast",
        "against_broadcast",
        N_("compare with another broadcast, on all days"),
        comparison.PARAMETERS,
        metavar="ID-OR-NAME",
    ),
    Option(
        "--by-name",
        "by_name",
        N_("list schools (default), broadcasts or reasons"),
        ("by_name",),
        choices=("school", "broadcast", "reason"),
    ),
    Option("--steps", "steps", N_("the number of steps at most"), ("steps",), metavar="N", type=count),
    Option(
        "--by", "by", N_("count by day, week or month (default)"), ("by",), choices=("day", "week", "month")
    ),
    Option(
        "--split",
        "split",
        N_("split a change by school (default), broadcast or reason"),
        ("split",),
        choices=("school", "broadcast", "reason"),
    ),
    Option(
        "--sort",
        "sort",
        N_("sort by a column: --sort=school is ascending, --sort=-school descending"),
        ("sort",),
        metavar="NAME",
    ),
    Option(
        "--search", "search", N_("only names that contain these letters"), ("search",), metavar="LETTERS"
    ),
    Option("--rows", "rows", N_("only the first N rows"), ("rows",), metavar="N", type=count),
)


def options() -> list[Option]:
    """Return every option, those of the filter fields first."""
    return [*(_of_field(field) for field in fields.FIELDS if field.option), *OTHER_OPTIONS]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m queries",
        description=_(
            "Questions on the command line: `python -m queries` lists them, "
            "`python -m queries NAME` answers one."
        ),
    )
    parser.add_argument("question", nargs="?", metavar="NAME", help=_("the question to answer"))
    for option in options():
        option.add_to(parser)
    parser.add_argument(
        "--as",
        dest="as_person",
        metavar="PERSON",
        help=_("answer as this person or group of the access file would see it"),
    )
    parser.add_argument("--sample", action="store_true", help=_("answer from the sample data"))
    parser.add_argument("--format", choices=FORMATS, default="table", help=_("how to print the answer"))
    return parser


def _of_field(field: Field) -> Option:
    name = field.attribute if isinstance(field, DayField) else field.parameters[0]
    types = {DayField: day, DaysField: number_of_days}
    return Option(
        field.option,
        name,
        field.help,
        field.parameters,
        metavar=field.metavar,
        type=types.get(type(field), str),
        is_repeated=isinstance(field, ListField),
    )
