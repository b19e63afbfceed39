"""The way from the rows of a list on another page to the look-up of a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data import settings
from data.access import Viewer, needs
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.frame import page_switch
from pages.parts.frame.session import row_of_token, row_token
from pages.parts.look_up import entry
from pages.parts.look_up.answer import NUMBER
from pages.parts.look_up.keys import NUMBER_TO_LOOK_UP

PAGE = "look_up"  # where the look-up is


def buttons(numbers: Sequence[str | None]) -> list[Markup | None]:
    """Return the attributes of a button that looks each number up; None where there is no number."""
    return number_buttons(NUMBER, numbers, lambda number: _("Look up {number}", number=number))


def number_buttons(
    key: str, numbers: Sequence[str | None], name: Callable[[str], str]
) -> list[Markup | None]:
    """Return the attributes of a button for each number, by a token of the session; None for none.

    `key` is what a click changes, and `name` says what it does with a number, as the region writes it.
    """
    region = settings.load().region
    return [
        attribute(key, row_token(number), name=name(formatting.number(number, region))) if number else None
        for number in numbers
    ]


def click(token: str) -> None:
    """Look a number up on its page when this one is drawn again."""
    if number := row_of_token(token):
        NUMBER_TO_LOOK_UP.set(number)


def go(viewer: Viewer) -> None:
    """Leave the page for the look-up of the number that was clicked; the first thing that a page does."""
    number = NUMBER_TO_LOOK_UP.pop()
    if number and may_look_up(viewer) and page_switch.leads_to(PAGE):
        entry.look_up(number)
        page_switch.open_page(PAGE)


def may_look_up(viewer: Viewer) -> bool:
    """Return whether a viewer may look up whose a number is."""
    return viewer.may(*needs.FRAGMENTS["look_up"], *needs.QUESTIONS["number_status"])
