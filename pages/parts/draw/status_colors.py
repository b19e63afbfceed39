"""How the three statuses look: their colours, and the marks beside their names. No Streamlit here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from data.words import vocabulary

# The colour of each status on a light and on a dark ground, in the vocabulary's order: amber for what is
# still awaited, blue for a yes, a greyed red for a no.
COLOURS: dict[str, tuple[str, str]] = dict(
    zip(
        (status.name for status in vocabulary.STATUSES),
        (("#b97a00", "#e0a32e"), ("#2b6a9f", "#4f94d0"), ("#8f5a5c", "#c08f90")),
        strict=True,
    )
)


def variables() -> str:
    """The colours as variables of the style sheet, which picks the theme's."""
    places = enumerate(COLOURS.values())
    return "".join(f"--status-{n}: light-dark({light}, {dark}); " for n, (light, dark) in places)


def mark(name: str) -> str:
    """The class that goes with a status; nothing for any other word."""
    return f" status-{list(COLOURS).index(name)}" if name in COLOURS else ""


def legend(names: Sequence[str] = tuple(COLOURS)) -> str:
    """The statuses that a figure draws, each with its colour."""
    shown = " ".join(f'<span class="name{mark(name)}">{escape(name)}</span>' for name in names)
    return f'<p class="sms legend">{shown}</p>'
