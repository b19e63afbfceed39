"""Draws a figure as it is. Streamlit has Plotly check each of its values, a quarter of a page's run."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure
from plotly.io import templates

from pages.parts.draw import chart_locale
from pages.parts.draw.charts import Figure
from pages.parts.draw.html import render


class Unchecked(BaseFigure):  # type: ignore[misc]  # Plotly has no types
    """A figure that is taken for one that Plotly has already checked."""

    def __init__(self, figure: Figure) -> None:
        """Hold a figure; Plotly's own fields aren't made."""
        self._figure = figure

    def to_dict(self) -> Figure:
        """Return the figure, with days as JSON has them and Streamlit's theme, as Plotly would."""
        template = theme()
        kinds = {trace["type"] for trace in self._figure["data"]}
        data = {kind: defaults for kind, defaults in template["data"].items() if kind in kinds}
        layout = {**self._figure["layout"], "template": {**template, "data": data}}
        return {"data": without_days(self._figure["data"]), "layout": without_days(layout)}


def draw(
    figure: Figure,
    alt: str,
    *,
    title: str | None = None,
    shown: str | None = None,
    key: str | None = None,
    on_click: Callable[[], None] | None = None,
) -> None:
    """Draw a figure, and under it the buttons that save it as a picture with its title.

    `alt` is its text for a screen reader, and its title if it has no shorter one. `shown` says what it
    shows, unless that is the filter of the page. A click on a bar calls `on_click`; the bars that were
    clicked are in the session under `key`.
    """
    st.plotly_chart(
        Unchecked(figure),
        config=chart_locale.config(),
        on_select=on_click or "ignore",
        selection_mode="points",
        key=key,
        alt=alt,
        height=figure["layout"].get("height", "content"),  # held while the code of charts is loaded
    )
    st.html(render("media/save.html", title=title or alt, shown=shown), width="content")


@functools.cache
def theme() -> dict[str, Any]:
    """Return the template that the browser fills with the colors and fonts of Streamlit's theme."""
    template: dict[str, Any] = templates["streamlit"].to_plotly_json()
    return template


def without_days(value: Any) -> Any:
    """Return a part of a figure with days and instants as JSON has them."""
    if isinstance(value, dict):
        return {name: without_days(own) for name, own in value.items()}
    # A list is of one kind. Most hold hundreds of counts or words.
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], (dict, list, tuple, date)):
        return [without_days(own) for own in value]
    return value.isoformat() if isinstance(value, date) else value
