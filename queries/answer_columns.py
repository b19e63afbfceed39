"""Names beside the texts of an answer, and the order of an answer's columns.

`run(with_people(read("messages")), viewer)` answers two columns more, `names` and `students`. They're read
once the answer is sorted and limited, so that a page of a list costs no more than its own rows. A file has
all rows, so it is made of `rows`, where they're read beside the others.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

from queries import header
from queries.header import SHARED, Question

NAMES, STUDENTS = "names", "students"
NEEDED = {"contact_id", "number", "school", "requested_at"}


@functools.cache
def with_people(question: Question) -> Question:
    """Return a question about texts with the names of each text's contacts, and of their students.

    Another question stays as it is.
    """
    if not {name for name, _kind in question.columns} >= NEEDED:
        return question
    source = header.read_source(SHARED / "names_of_texts.sql")
    columns = (*question.columns, *source.columns)
    names = _listed([name for name, _kind in columns])
    own_order, _limit, _count = question.order.partition("\nlimit")
    listed = f"select * from (\n\n{question.rows}\n\n) as every_row{question.order}"
    return replace(
        question,
        columns=columns,
        has_people=True,
        sql=f"select {names} from ({_beside('materialized', listed)}) as named{own_order}",
        rows=_beside("not materialized", question.rows),
    )


def arranged(question: Question, first: Sequence[str]) -> Question:
    """Return a question for a file, which has these columns first; those of them that it has."""
    kinds = dict(question.columns)
    names = dict.fromkeys([*(name for name in first if name in kinds), *kinds])
    return replace(
        question,
        columns=tuple((name, kinds[name]) for name in names),
        sql=f"select {_listed(names)} from (\n\n{question.rows}\n\n) as every_row{question.order}",
    )


def _beside(kept: str, answer: str) -> str:
    """Return the SQL of the names, about the rows of an answer."""
    source = header.composed(header.read_source(SHARED / "names_of_texts.sql"))
    steps = source.sql.removeprefix("with")
    return f"with\n\nanswer as {kept} (\n\n{answer}\n\n),{steps}"


def _listed(names: Sequence[str] | dict[str, None]) -> str:
    return ", ".join(f'"{name}"' for name in names)
