"""Titles and meanings of reasons beside the keys of answers: one place in SQL for pages and files.

`run(with_reasons("messages", WHY), viewer)` answers one column more, `why`: the title of the reason in the
reader's language. `with_reasons("messages", WHY, WHY_MEANING)` adds its meaning, `why_meaning`. `stream`
and `write_csv` take the same question; its `columns` and `schema` say what the answer has.
"""

from __future__ import annotations

import functools
from dataclasses import replace

from data.words import vocabulary
from queries import header, row_order
from queries.answer_columns import with_people
from queries.header import SHARED, Question

WHY, WHY_MEANING = "why", "why_meaning"
NEEDED = {"result", "reason"}


@functools.cache
def with_reasons(name: str, *words: str, sort: str | None = None) -> Question:
    """Return a question whose answer also has these columns of reasons: WHY, WHY_MEANING.

    A question without results and reasons stays as it is. `sort` is as in header.read. Raises Problem if
    there is no such question, ValueError for other columns.
    """
    question = header.read(name, sort)
    source = header.read_source(SHARED / "reason_words.sql")
    if set(words) - {column for column, _kind in source.columns}:
        raise ValueError(f"{words} are not columns of reasons")
    if not words or not {column for column, _kind in question.columns} >= NEEDED:
        return question
    columns = (*question.columns, *(entry for entry in source.columns if entry[0] in words))
    names = ", ".join(f'"{column}"' for column, _kind in columns)
    in_answer = [name for name, _kind in question.columns]
    order_columns = row_order.moved_outside(question.sql, in_answer)[2]
    with_words = f"with\n\nanswer as not materialized (\n\n{question.rows}\n\n)\n\n{source.sql}"
    return replace(
        question,
        columns=columns,
        reason_words=words,
        sql=f"select {names} from ({with_words}) as with_words{question.order}",
        rows=f"select {', '.join([names, *order_columns])} from ({with_words}) as with_words",
    )


def sorted_by(question: Question, sort: str) -> Question:
    """Return the same question, with the same columns of reasons and names, sorted by one of its sorts."""
    if not question.sorts:
        return question
    in_order = with_reasons(question.name, *question.reason_words, sort=sort)
    return with_people(in_order) if question.has_people else in_order


def values() -> dict[str, object]:
    """Return the parameters of reason_words.sql, in the reader's language."""
    reasons = vocabulary.REASONS
    return {
        "undelivered": [each.name for each in vocabulary.RESULTS if vocabulary.is_undelivered(each.name)],
        "reasons_of": [reason.key for reason in reasons],
        "titles_of": [reason.title for reason in reasons],
        "meanings_of": [reason.meaning for reason in reasons],
        "no_title": vocabulary.reason_title(None),
        "no_meaning": vocabulary.reason_meaning(None),
    }
