"""The questions on the command line: `python -m queries` lists them, `python -m queries NAME` asks one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import queries
from data import numbers, settings
from data.access import Viewer
from data.errors import Problem
from data.words import vocabulary
from queries import Selection
from queries.printing import FORMATS, write
from queries.typed_names import known, known_reasons

MOST_DAYS = 36_525  # DuckDB can't count back from now to before its calendar begins
ANSWERED, NOT_ANSWERED = 0, 2
# Each option: as it is written, and the parameters of a question that it feeds.
OPTIONS = {
    "from_day": ("--from", {"from_date", "from_at"}),
    "to_day": ("--to", {"until_date", "until_at"}),
    "broadcasts": ("--broadcast", {"broadcasts"}),
    "schools": ("--school", {"schools"}),
    "grades": ("--grade", {"grades"}),
    "languages": ("--language", {"languages"}),
    "results": ("--result", {"results"}),
    "reasons": ("--reason", {"reasons"}),
    "statuses": ("--status", {"statuses"}),
    "number": ("--number", {"number"}),
    "service": ("--service", {"service"}),
    "message_id": ("--message", {"message_id"}),
    "import_id": ("--import", {"import_id"}),
    "kind": ("--kind", {"kind"}),
    "run_id": ("--run", {"run_id"}),
    "pending_days": ("--pending-days", {"pending_days"}),
    "left_alone_days": ("--left-alone-days", {"left_alone_days"}),
    "plan_days": ("--plan-days", {"plan_days"}),
    "enough": ("--enough", {"enough"}),
    "by": ("--by", {"by"}),
    "sort": ("--sort", {"sort"}),
    "rows": ("--rows", {"rows"}),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status: 0 answered, 2 not."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.question is None:
            for name in queries.names():
                print(f"{name:26}{queries.read(name).sentence}")
            return ANSWERED
        _answer(asked)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return NOT_ANSWERED
    except BrokenPipeError:
        sys.stderr.close()  # the reader has enough, as in `… | head`
    return ANSWERED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m queries", description=__doc__)
    parser.add_argument("question", nargs="?", metavar="NAME")
    parser.add_argument("--from", dest="from_day", type=_day, metavar="DATE", help="first day counted")
    parser.add_argument("--to", dest="to_day", type=_day, metavar="DATE", help="last day counted")
    parser.add_argument("--broadcast", dest="broadcasts", action="append", metavar="ID-OR-NAME")
    parser.add_argument("--school", dest="schools", action="append", metavar="NAME")
    parser.add_argument("--grade", dest="grades", action="append", metavar="NAME")
    parser.add_argument("--language", dest="languages", action="append", metavar="NAME")
    parser.add_argument("--result", dest="results", action="append", metavar="NAME")
    parser.add_argument(
        "--reason", dest="reasons", action="append", metavar="NAME", help="key or plain title"
    )
    parser.add_argument("--status", dest="statuses", action="append", metavar="NAME")
    parser.add_argument("--number", help="a phone number in any format; - reads it from standard input")
    parser.add_argument("--service", metavar="NAME", help="the messaging service of --message")
    parser.add_argument("--message", dest="message_id", metavar="ID", help="the message id of one text")
    parser.add_argument("--import", dest="import_id", metavar="ID", help="one of the imports")
    parser.add_argument("--kind", metavar="WORDS", help="the kind of rows left out; else all of them")
    _add_reminders(parser)
    parser.add_argument("--enough", type=_count, metavar="N", help="texts or numbers to judge a share by")
    parser.add_argument("--by", choices=("day", "week", "month"), help="what to count by; else by month")
    parser.add_argument("--sort", metavar="NAME", help="--sort=school, or falling: --sort=-school")
    parser.add_argument("--rows", type=_count, metavar="N", help="no more than the first N rows")
    parser.add_argument("--format", choices=FORMATS, default="table")
    return parser


def _add_reminders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", dest="run_id", metavar="ID", help="one of the runs of reminders")
    for option, meaning in {
        "--pending-days": "numbers pending for N days at least",
        "--left-alone-days": "families not reminded in the last N days",
        "--plan-days": "others not reminded N days before and after either",
    }.items():
        parser.add_argument(option, type=_days, metavar="N", help=meaning)


def _answer(asked: argparse.Namespace) -> None:
    question = queries.read(asked.question)
    taken = [written for written, feeds in OPTIONS.values() if feeds & set(question.parameters)]
    for option, (written, _feeds) in OPTIONS.items():
        if getattr(asked, option) is not None and written not in taken:
            raise Problem(
                f"The question '{question.name}' takes no {written}.",
                next_step=f"It takes: {', '.join(taken) or 'nothing'}.",
            )
    if asked.from_day and asked.to_day and asked.from_day > asked.to_day:
        raise Problem("--from is after --to.", next_step="Give the first day, then the last.")
    selection = Selection(
        asked.from_day,
        asked.to_day,
        _chosen(asked.broadcasts),
        _chosen(asked.schools),
        known(asked.results, [result.name for result in vocabulary.RESULTS], "result"),
        known(asked.statuses, [status.name for status in vocabulary.STATUSES], "status"),
        known_reasons(asked.reasons),
        grades=_chosen(asked.grades),
        languages=_chosen(asked.languages),
    )
    with queries.reading(settings.load().logs):
        batches = queries.stream(question.name, Viewer(), selection, **_besides(asked, question))
    write(batches, question.schema(settings.load().timezone), asked.format, sys.stdout)


def _besides(asked: argparse.Namespace, question: queries.Question) -> dict[str, object]:
    """The parameters that come from no filter."""
    options = (
        *("rows", "enough", "by", "service", "message_id", "import_id", "kind"),
        *("run_id", "pending_days", "left_alone_days", "plan_days"),
    )
    given = {option: getattr(asked, option) for option in options if getattr(asked, option) is not None}
    if asked.sort is not None:
        sorts = [*question.sorts, *(f"-{name}" for name in question.sorts)]
        (given["sort"],) = known([asked.sort], sorts, "sort") or ()
    if {"service", "message_id"} & set(question.parameters) - set(given):
        raise Problem("No text was named.", next_step="Name one with --service and --message.")
    if "import_id" in set(question.parameters) - set(given):
        raise Problem("No import was named.", next_step="Name one with --import; `imports` lists them.")
    if "run_id" in set(question.parameters) - set(given):
        raise Problem("No run was named.", next_step="Name one with --run; `reminder_runs` lists them.")
    of_numbers = "run_id" in question.parameters
    defaults: dict[str, Callable[[], object]] = {
        "number": lambda: _number(asked.number),
        "enough": lambda: vocabulary.ENOUGH_NUMBERS if of_numbers else vocabulary.ENOUGH_TEXTS,
        "young_from": _young_from,
        "now": lambda: datetime.now(UTC),
    }
    lacking = set(question.parameters) - set(given)
    return given | {name: default() for name, default in defaults.items() if name in lacking}


def _young_from() -> datetime | None:
    """Since when a text is young, by the log's own clock."""
    as_of: datetime | None = queries.run("clocks", Viewer())["log_as_of"][0].as_py()
    return as_of and as_of - timedelta(hours=vocabulary.YOUNG_HOURS)


def _chosen(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)


def _number(given: str | None) -> int:
    text = sys.stdin.readline().strip() if given == "-" else given
    if not text:
        raise Problem("No number was given.", next_step="Give one with --number, or - to type it.")
    number = numbers.read(text, settings.load().region)
    if number is None:
        raise Problem(f"This is {numbers.why_not(text)}.", next_step="Write it with its area code.")
    return number


def _count(text: str) -> int:
    if not text.isdecimal():
        message = f"“{text}” is no whole number, 0 or more"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _days(text: str) -> int:
    days = _count(text)
    if days > MOST_DAYS:
        message = f"“{text}” is more than a hundred years"
        raise argparse.ArgumentTypeError(message)
    return days


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"“{text}” is no day; write it as 2026-09-30"
        raise argparse.ArgumentTypeError(message) from None


if __name__ == "__main__":
    sys.exit(main())
