"""What a file doesn't prove, so that a person has to say it, on the page or on the command line."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import Problem
from data.importer.order import ImportOrder
from data.importer.recognize.columns import Recognized
from data.words.catalog import _

KIND, STATUS, ZONE, AS_OF = "kind", "status", "zone", "as_of"


@dataclass(frozen=True)
class Question:
    """One question. `key` is the field of ImportOrder that answers it, `next_step` how to answer it."""

    key: str
    problem: str
    next_step: str


def unanswered(recognized: Recognized, order: ImportOrder) -> tuple[Question, ...]:
    """Return what a person still has to say before the file can be imported."""
    questions = []
    if recognized.asks_kind:
        questions.append(
            Question(
                KIND,
                _("We can't tell what this file is: its words aren't those of a consent list."),
                _("Select what it is on the Imports page, or use --kind, if it is one of the three kinds."),
            )
        )
    if recognized.kind == "status" and recognized.missing == ("status",):
        questions.append(
            Question(
                STATUS,
                recognized.what_is_missing(),
                _("If all rows have one status, select it on the Imports page, or use --status."),
            )
        )
    if recognized.asks_zone and recognized.zone is None:
        questions.append(
            Question(
                ZONE,
                _("The times in this file have no time zone, and its service documents none."),
                _("Select the zone on the Imports page, or use --zone America/Chicago."),
            )
        )
    if recognized.needs_as_of and order.as_of is None:
        questions.append(
            Question(
                AS_OF,
                _("This consent list has no column with its date."),
                _("Enter the list's date on the Imports page, or use --as-of 2026-09-30."),
            )
        )
    return tuple(questions)


def check(recognized: Recognized, order: ImportOrder) -> None:
    """Raise Problem for the first question that nobody has answered: then nothing of the file is read."""
    for question in unanswered(recognized, order):
        about_columns = question.key in {KIND, STATUS}
        where = recognized.where(order.file_name) if about_columns else order.file_name
        raise Problem(question.problem, where=where, next_step=question.next_step)
