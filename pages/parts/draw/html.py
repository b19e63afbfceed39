"""HTML that is escaped by its type: text from the data becomes HTML only through `Markup` or a template.

A template is a Jinja2 file in the folder of its part. It escapes what it is given unless that is `Markup`,
writes it as `shown` does, and knows `_`, `ngettext`, and the filters of this file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from data import printing
from data.words import catalog
from data.words.catalog import shortened, written

__all__ = ["Markup", "css_string", "escape", "filled", "load_templates", "render", "shown"]

PARTS = Path(__file__).parents[1]
HARMLESS = re.compile(r"[A-Za-z0-9 ]")  # in a string of a style sheet


def render(template: str, /, **values: object) -> Markup:
    """Return a template, such as "sms_log/tiles.html", filled with values; a missing one raises."""
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704 - it has escaped them


def load_templates() -> None:
    """Compile every template, so that no page waits for it."""
    for name in _environment().list_templates(extensions=["html"]):
        _environment().get_template(name)


def filled(sentence: str, /, **places: object) -> Markup:
    """Return a sentence of the catalog that holds HTML, with its places filled: text in them is escaped."""
    written_places = {name: shown(shortened(written(value))) for name, value in places.items()}
    return Markup(sentence).format(**written_places)  # noqa: S704 - a sentence of ours


def css_string(words: str) -> str:
    """Return words as a style sheet quotes them: no letter of them can end the string, or the sheet."""
    letters = [own if HARMLESS.fullmatch(own) else f"\\{ord(own):x} " for own in words]
    return f'"{"".join(letters)}"'


def shown(value: object) -> object:
    """Return plain text with an escape for each character that acts unseen; anything else as it is."""
    return printing.visible(value) if type(value) is str else value


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": catalog._, "ngettext": catalog.ngettext}
    environment.filters |= _filters()
    return environment


def _filters() -> Mapping[str, object]:
    return {
        "written": written,
        "shown": shown,  # for texts that are joined before they are written
        "percent": catalog.percent,
        "day": catalog.day,
        "moment": catalog.day_and_time,
    }
