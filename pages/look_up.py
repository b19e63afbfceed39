"""Look up: one number by itself or by who has it, and what would happen to each number of a list."""

from __future__ import annotations

from data.access import Viewer, needs
from data.words.catalog import _
from pages.parts.frame import click_listener, errors, page_head, session
from pages.parts.look_up import answer, entry, people
from pages.parts.look_up.lists import section


def show(viewer: Viewer) -> None:
    """Draw the look-up of one number, and that of a list."""
    head = page_head.show(_("Look up"), viewer)
    click_listener.listen(_click)
    head.show_freshness(viewer)
    head.add_print_button()
    with errors.in_place():
        entry.show(viewer, has_days=True)
    if viewer.may(*needs.FRAGMENTS["look_up_list"]):
        with errors.in_place():
            section.show(viewer)


def _click(key: str, value: str) -> str | None:
    """Do what a click asks; return the fragment that changes, None for the whole page."""
    if key == answer.NUMBER:
        return entry.look_up(session.row_of_token(value))
    if key == people.EVERYONE:
        return entry.list_more()
    return None
