"""Show a Problem on a page, and keep the text of every other error out of the browser and the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from data import faults, settings
from data.errors import Problem, place_of
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting

LOG = logging.getLogger("sms_reports")
MOST_LINES = 20


def show(problem: Problem) -> None:
    """Show what happened, where, and what to do next."""
    parts = [
        f"**{formatting.plain(problem.what_happened)}**",
        formatting.plain(problem.where),
        _with_link(formatting.plain(problem.next_step)),
    ]
    st.error("\n\n".join(part for part in parts if part))


def _with_link(sentence: str) -> str:
    """Return Markdown in which the mention of the page of imports is a link to it."""
    mention = _("Imports page")
    return sentence.replace(mention, f"[{mention}](imports)")


def show_lines(lines: Sequence[str]) -> None:
    """List what is wrong with rows of a file: the first lines, and how many more there are."""
    for line in lines[:MOST_LINES]:
        st.markdown(f"- {formatting.plain(line)}")
    if (more := len(lines) - MOST_LINES) > 0:
        st.markdown(ngettext("{number} more.", "{number} more.", more, number=more))


@contextmanager
def in_place() -> Iterator[None]:
    """Show the Problem of one part of a page where the part would be, and go on with the page."""
    try:
        yield
    except Problem as problem:
        show(problem)


def show_unexpected(error: BaseException) -> None:
    """Show what went wrong with a disk, or that something did, and log where.

    Never show or log the error's text, which may hold a number.
    """
    log_unexpected(error)
    if isinstance(error, OSError) and (problem := faults.problem(error, "")):
        show(problem)
        return
    st.error(
        formatting.markdown(
            _(
                "**Something went wrong on our side, and the details are in the server log.** "
                "Try again, or contact {support}."
            ),
            support=settings.load().support,
        )
    )


def log_unexpected(error: BaseException) -> None:
    """Write the kind of an error and its place in the code to the log, and nothing of its text."""
    LOG.error("%s", place_of(error))
