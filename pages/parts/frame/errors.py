"""How a Problem is put on a page, and how every other fault is kept out of browser and log."""

from __future__ import annotations

import logging

import streamlit as st

from data import settings
from data.errors import Problem, place_of
from pages.parts.draw import formatting

LOG = logging.getLogger("sms_reports")


def show(problem: Problem) -> None:
    """Show a problem: what was wrong, where, and what to do next."""
    parts = [
        f"**{formatting.plain(problem.what)}**",
        formatting.plain(problem.where),
        formatting.plain(problem.next_step),
    ]
    st.error("\n\n".join(part for part in parts if part))


def show_unexpected(fault: Exception) -> None:
    """Show that something unforeseen happened; its own text may hold a number, so it goes nowhere."""
    log_unexpected(fault)
    st.error(
        "**This page could not be shown.** The fault is on the dashboard's side, and its place has been "
        f"written to the server's log. Try again; if it stays, ask {formatting.plain(settings.load().support)}."
    )


def log_unexpected(fault: BaseException) -> None:
    """Write to the log what kind of fault there was and where in the code, and nothing of its text."""
    LOG.error("%s", place_of(fault))
