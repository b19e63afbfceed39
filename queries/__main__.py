"""Questions on the command line: `python -m queries` lists them, `python -m queries NAME` answers one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import queries
from data import private_files, record, sample, settings
from data.access import Viewer, access_file, masking, person_at_machine
from data.errors import Problem
from data.jobs import child_process
from data.printing import show
from data.tables import used_stores
from data.words import catalog, vocabulary
from data.words.catalog import _
from queries import Selection, comparison, fields
from queries.command import typed_values
from queries.command.options import OTHER_OPTIONS, options, parser
from queries.command.printing import write

ANSWERED, NOT_ANSWERED = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0 if the question was answered, 2 if not."""
    private_files.restrict()
    typed = parser().parse_args(arguments)
    try:
        if typed.question is None:
            for name in queries.names():
                show(f"{name:34}{_(queries.read(name).sentence)}")
            return ANSWERED
        _answer(typed)
    except Problem as problem:
        show(problem, to=sys.stderr)
        return NOT_ANSWERED
    except BrokenPipeError:
        sys.stderr.close()  # the reader has enough, as in `… | head`
    return ANSWERED


def _answer(typed: argparse.Namespace) -> None:
    question = queries.read(typed.question)
    _check_options(question, typed)
    if typed.from_day and typed.to_day and typed.from_day > typed.to_day:
        raise Problem(_("--from is after --to."), next_step=_("Write the first day, then the last."))
    selection = Selection(typed.from_day, typed.to_day, on_day=typed.on_day).with_names(
        {
            field.parameter: typed_values.names(field, getattr(typed, field.parameter))
            for field in fields.list_fields()
            if field.option
        }
    )
    viewer = person_at_machine() if typed.as_person is None else access_file.named(typed.as_person)
    with queries.reading(sample.store_uri() if typed.sample else used_stores.district_logs()):
        parameters = _other_parameters(typed, question) | _compared(typed, selection)
        _record(question, viewer, selection, parameters)
        batches = queries.stream(question.name, viewer, selection, **parameters)
    write(batches, question.schema(settings.load().timezone), typed.format, sys.stdout)


def _record(
    question: queries.Question, viewer: Viewer, selection: Selection, parameters: Mapping[str, object]
) -> None:
    """Record an answer about single people, before it is printed: who ran the command, and as whom."""
    # Of a count of numbers, the name is that of a column with numbers.
    columns = tuple(name for name, kind in question.columns if (name, kind) != ("numbers", "bigint"))
    number = parameters.get("number")
    if number is None and not vocabulary.PERSONAL.keys() & set(columns):
        return
    runner = person_at_machine()
    record.write(
        runner,
        "download" if number is None else "look_up",
        selection.sentence(),
        about=question.name,
        filters=selection.values() | ({} if viewer == runner else {"as": viewer.name}),
        masked=bool(masking.masks(viewer, columns)),
        number=number if isinstance(number, int) else None,
    )


def _check_options(question: queries.Question, typed: argparse.Namespace) -> None:
    """Raise Problem for an option that the question doesn't take."""
    taken = [option.flag for option in options() if set(option.parameters) & set(question.parameters)]
    for option in options():
        if getattr(typed, option.name) is not None and option.flag not in taken:
            raise Problem(
                _(
                    "The question “{question}” doesn't take {option}.",
                    question=question.name,
                    option=option.flag,
                ),
                next_step=_("It takes: {options}.", options=catalog.listing(taken))
                if taken
                else _("It takes no options."),
            )


def _other_parameters(typed: argparse.Namespace, question: queries.Question) -> dict[str, object]:
    """Return the parameters that aren't part of a selection."""
    names = {option.name for option in OTHER_OPTIONS} - {"against", "against_broadcast"}
    names |= {own.parameter for own in fields.days_fields()}
    values = {name: getattr(typed, name) for name in names if getattr(typed, name) is not None}
    if typed.sort is not None:
        sorts = [*question.sorts, *(f"-{name}" for name in question.sorts)]
        (values["sort"],) = typed_values.match(typed.sort, "--sort", {name: [name] for name in sorts})
    if "number" in question.parameters:
        values["number"] = typed_values.phone_number(typed.number)
    if "subject" in question.parameters and typed.number is not None:
        number = typed_values.phone_number(values.pop("number"))
        values["subject"] = record.subject_of(number=number) or ""
    missing = set(question.parameters) - set(values)
    _check_ids(missing)
    enough = vocabulary.ENOUGH_NUMBERS if "run_id" in question.parameters else vocabulary.ENOUGH_TEXTS
    defaults: dict[str, Callable[[], object]] = {
        "enough": lambda: enough,
        "young_from": _young_from,
        "now": lambda: datetime.now(UTC),
    }
    return values | {name: default() for name, default in defaults.items() if name in missing}


def _compared(typed: argparse.Namespace, selection: Selection) -> dict[str, object]:
    """Return the parameters of what is compared, if that is asked for."""
    kind = comparison.BROADCAST if typed.against_broadcast else typed.against
    if not kind:
        return {}
    other = comparison.compared(selection, kind, typed.against_broadcast)
    if other is None:
        raise Problem(_("--against needs a first and a last day."), next_step=_("Use --from and --to."))
    return comparison.parameters(other)


def _check_ids(missing: set[str]) -> None:
    """Raise Problem if the question asks about one thing, and nothing says which."""
    if {"service", "message_id"} & missing:
        raise Problem(_("No text was selected."), next_step=_("Select one with --service and --message."))
    if "import_id" in missing:
        raise Problem(
            _("No import was selected."), next_step=_("Select one with --import; `imports` lists them.")
        )
    if "run_id" in missing:
        raise Problem(
            _("No reminder batch was selected."),
            next_step=_("Select one with --run; `reminder_runs` lists them."),
        )


def _young_from() -> datetime | None:
    """Return since when texts are young, by the log's own clock; None without a log."""
    updated_at: datetime | None = queries.run("clocks", person_at_machine())["log_as_of"][0].as_py()
    return updated_at and updated_at - timedelta(hours=vocabulary.YOUNG_HOURS)


if __name__ == "__main__":
    child_process.without_pandas()
    sys.exit(main())
