"""What a file doesn't prove, so that a person has to say it, on the page or on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.errors import Problem
from data.importer.order import ImportOrder
from data.importer.recognize.columns import Recognized
from data.importer.rows.times import orders_of_columns
from data.words.catalog import _

KIND, STATUS, ZONE, AS_OF, DATE_ORDER = "kind", "status", "zone", "as_of", "date_order"
FORMAT = "format_id"


@dataclass(frozen=True)
class Question:
    """One question. `key` is the field of ImportOrder that answers it, `next_step` how to answer it."""

    key: str
    problem: str
    next_step: str


def unanswered(recognized: Recognized, order: ImportOrder) -> tuple[Question, ...]:
    """Return what a person still has to say before the file can be imported."""
    questions = [*_questions_about_the_file(recognized)]
    questions += [*_zone_questions(recognized), *_order_questions(recognized)]
    if recognized.needs_as_of and order.as_of is None:
        questions.append(
            Question(
                AS_OF,
                _("This consent list has no column with its date."),
                _("Enter the list's date on the Imports page, or use --as-of 2026-09-30."),
            )
        )
    return tuple(questions)


def _questions_about_the_file(recognized: Recognized) -> Iterator[Question]:
    """Yield what is open about the file as a whole: its service, its kind, and one status for all rows."""
    if recognized.is_contradicted:
        yield Question(
            FORMAT,
            _(
                "The columns are those of {format}, but the numbers in “{column}” are American.",
                format=recognized.format.full_name,
                column=recognized.columns["number"],
            ),
            _("Select what the file is on the Imports page, or use --format log."),
        )
    if recognized.asks_kind:
        yield Question(
            KIND,
            _("We can't tell what this file is: its words aren't those of a consent list."),
            _("Select what it is on the Imports page, or use --kind, if it is one of the three kinds."),
        )
    if recognized.kind == "status" and recognized.missing == ("status",):
        yield Question(
            STATUS,
            recognized.what_is_missing(),
            _("If all rows have one status, select it on the Imports page, or use --status."),
        )


def _zone_questions(recognized: Recognized) -> Iterator[Question]:
    """Yield the question of the zone, if some column has times without one and nobody knows it."""
    unknown = [column for column in recognized.times if column.has_local and column.zone is None]
    if not unknown:
        return
    text = next((column.zone_text for column in unknown if column.zone_text), "")
    yield Question(
        ZONE,
        _("“{text}” doesn't say one time zone for all times in this file.", text=text)
        if text
        else _("The times in this file have no time zone, and its service documents none."),
        _("Select the zone on the Imports page, or use --zone America/Chicago."),
    )


def _order_questions(recognized: Recognized) -> Iterator[Question]:
    """Yield the question of the order of dates, if a column contradicts itself or leaves it open."""
    column = next((one for one in recognized.times if one.has_figures and not one.date_order), None)
    if column is None:
        return
    yield of_date_order(
        recognized.columns[column.field], is_open=column.order_because == orders_of_columns.OPEN
    )


def of_date_order(column: str, *, is_open: bool) -> Question:
    """Return the question of the order of a column's dates, which they leave open or contradict."""
    if is_open:
        problem = _("The dates in “{column}” may be month/day or day/month.", column=column)
    else:
        problem = _(
            "Some dates in “{column}” are only possible as month/day, others only as day/month.",
            column=column,
        )
    return Question(
        DATE_ORDER,
        problem,
        _("Select the order on the Imports page, or use --date-order mdy or --date-order dmy."),
    )


def check(recognized: Recognized, order: ImportOrder) -> None:
    """Raise Problem for the first question that nobody has answered: then nothing of the file is read."""
    for question in unanswered(recognized, order):
        about_columns = question.key in {KIND, STATUS, FORMAT}
        where = recognized.where(order.file_name) if about_columns else order.file_name
        raise Problem(question.problem, where=where, next_step=question.next_step)
