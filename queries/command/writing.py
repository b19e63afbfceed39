"""The command that asks a question again, as a person types it."""

from __future__ import annotations

import shlex

from data.access import Viewer
from queries import fields, header
from queries.consent.fields import ON
from queries.selection import Names, Selection

PYTHON = ".venv/bin/python"


def written(question: str, viewer: Viewer, selection: Selection, *, is_sample: bool = False) -> str:
    """Return the command that answers a question about a selection as a viewer reads it, on a command line.

    A viewer of some schools is written as these schools: the command runs with the account of the machine.
    """
    taken = set(header.read(question).parameters)
    days = {
        fields.FROM: selection.day or selection.from_day,
        fields.TO: selection.day or selection.to_day,
        ON: selection.on_day,
    }
    words = [PYTHON, "-m", "queries", question]
    words += [f"{own.option}={day}" for own, day in days.items() if day and taken & set(own.parameters)]
    for field in fields.list_fields():
        if field.option and field.parameter in taken:
            names = selection.names(field)
            own_names = _allowed(names, viewer) if field == fields.SCHOOL else names
            words += [f"{field.option}={shlex.quote(name)}" for name in own_names or ()]
    return " ".join([*words, "--sample"] if is_sample else words)


def _allowed(schools: Names | None, viewer: Viewer) -> Names | None:
    if viewer.schools is None or schools is None:
        return schools or viewer.schools
    return tuple(school for school in schools if school in viewer.schools)
