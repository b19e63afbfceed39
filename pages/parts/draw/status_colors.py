"""The colors of statuses by name. Use pages.parts.draw.colors instead."""

from __future__ import annotations

from collections.abc import Sequence

from data.words import vocabulary
from pages.parts.draw import colors
from pages.parts.draw.html import Markup

COLOURS = {status.name: colors.status_shades(status.name) for status in vocabulary.STATUSES}


def mark(name: str) -> str:
    """Return the class that goes with a status, behind a space."""
    return f" {colors.status_class(name)}" if name in COLOURS else ""


def legend(names: Sequence[str] = tuple(COLOURS)) -> Markup:
    """Return the statuses that a figure draws, each with its color."""
    return colors.legend(colors.status_name(name) for name in names)
