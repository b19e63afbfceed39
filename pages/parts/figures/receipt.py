"""How a figure is counted: its question, its filters, the files it comes from, and a second count."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import queries
from data.access import Viewer, needs
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.figures.figure import Figure
from pages.parts.filters import options
from pages.parts.frame import data_source, freshness
from queries import Selection, run
from queries.command.writing import written
from queries.fields import SMS_LOG

LISTED_FILES = 10


@dataclass(frozen=True)
class Count:
    """What a second count of a figure came to, and the seconds that it took."""

    number: int
    seconds: float


@dataclass(frozen=True)
class Contacts:
    """How many contacts a figure is of, and how many of its texts or numbers have none."""

    contacts: int
    without: int


def facts(figure: Figure, viewer: Viewer) -> dict[str, str]:
    """Return what the figure is counted from, by label: its question, its filters, the data's age."""
    titles = options.broadcast_titles(viewer, Selection(broadcasts=figure.counted.broadcasts))
    updated = "log_as_of" if figure.page == SMS_LOG else "consent_as_of"
    moment = freshness.read(viewer)[updated]
    every = {
        _("Question"): _(queries.read(figure.question).sentence),
        _("Row of the answer"): figure.row,
        **dict(figure.counted.facts(figure.page, titles if figure.counted.broadcasts else {})),
        vocabulary.column_title(updated): freshness.moment(moment) if moment else "",
    }
    return {label: fact for label, fact in every.items() if fact}


def command(figure: Figure, viewer: Viewer) -> str:
    """Return the command that gives the same figure."""
    is_sample = data_source.shown().is_sample
    return written(figure.question, viewer, figure.selection, is_sample=is_sample)


def files(figure: Figure, viewer: Viewer) -> str:
    """Return the names of the files that hold what is counted, those with the most first.

    Empty without such files, and for a viewer who may not know them.
    """
    question = "files_of_texts" if figure.page == SMS_LOG else "files_of_statuses"
    if not viewer.may(*needs.QUESTIONS[question]):
        return ""
    rows = run(question, viewer, figure.counted, rows=LISTED_FILES).to_pylist()
    names = catalog.listing(dict.fromkeys(row["file_name"] for row in rows if row["file_name"]))
    more = rows[0]["of_all"] - len(rows) if rows else 0
    if not more:
        return names
    return ngettext(
        "{files}, and {number} more", "{files}, and {number} more", more, files=names, number=more
    )


def recount(figure: Figure, viewer: Viewer) -> Count:
    """Count the texts or numbers of a figure one by one, without the counts that the page reads."""
    began = time.perf_counter()
    if figure.page == SMS_LOG:
        row = _row("texts_recounted", viewer, figure.counted, by_number=True)
        number = row["texts"]
    else:
        number = _row("numbers_recounted", viewer, figure.counted)["numbers"]
    return Count(number, time.perf_counter() - began)


def recounted_sentence(figure: Figure, count: Count) -> str:
    """Return both counts and how long the second one took, as Markdown."""
    first = _("On this page: **{figure}**. Counted again, one by one: **{number}**, in {seconds} seconds.")
    sentence = formatting.markdown(
        first,
        figure=figure.number,
        number=count.number,
        seconds=catalog.decimal(count.seconds, 2),
    )
    if count.number == figure.number:
        return f"{sentence} {_('Both are the same.')}"
    differing = _("They differ. Ask an administrator to check the stored data.")
    return f"{sentence} **{differing}**"


def contacts(figure: Figure, viewer: Viewer) -> Contacts:
    """Return how many different contacts a figure is of."""
    if figure.page == SMS_LOG:
        row = _row("texts_recounted", viewer, figure.counted)
    else:
        row = _row("numbers_recounted", viewer, figure.counted)
    return Contacts(row["contacts"], row["without_contact"])


def _row(question: str, viewer: Viewer, counted: Selection, **parameters: object) -> Mapping[str, Any]:
    row: Mapping[str, Any] = run(question, viewer, counted, **parameters).to_pylist()[0]
    return row
