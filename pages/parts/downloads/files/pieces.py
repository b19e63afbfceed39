"""Pieces of a file, each sent while the rest is made, and the rows of an order that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

import queries
from data import settings
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.reports import REPORTS
from queries import WHY, Question, arranged, with_people, with_reasons


@dataclass(frozen=True)
class Piece:
    """A file in the folder: its bytes that can be sent, the rows made so far, and whether it is whole."""

    file: str
    ready: int
    rows: int
    is_whole: bool


def question_of(order: Order) -> Question:
    """Return the question of a file for people: with reasons and names in words, in the screen's order."""
    question = with_people(with_reasons(order.question, WHY))
    return arranged(question, REPORTS[order.report].on_screen)


def batches(order: Order, question: Question) -> Iterator[pa.RecordBatch]:
    """Yield the rows of an order, slice by slice, as a question answers them."""
    for selection in order.slices:
        yield from queries.stream(question, order.viewer, selection)


def schema(question: Question) -> pa.Schema:
    """Return the schema of a question's rows."""
    return question.schema(settings.load().timezone)
