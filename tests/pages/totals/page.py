"""Totals as a reader sees it: sentences, tables, the chart and its month."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from data.access import Viewer
from tests.pages.district import html, text_of
from tests.pages.markup import Element, parsed


def totals() -> None:
    import streamlit as st

    import queries
    from pages import totals
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        totals.show(st.session_state["viewer"])


class TotalsPage:
    """The page as a viewer opens it by a link, such as `TotalsPage(viewer, month="2026-10")`."""

    def __init__(self, viewer: Viewer, month: str = "") -> None:
        self.test: AppTest = AppTest.from_function(totals, default_timeout=30)
        self.test.session_state["viewer"] = viewer
        if month:
            self.test.query_params["month"] = [month]
        self.test.run()
        assert not self.test.exception
        assert not self.test.error

    @property
    def sentences(self) -> list[str]:
        """The sentences in Markdown, as a reader sees them."""
        return text_of(self.test).replace("\\", "").splitlines()

    @property
    def months(self) -> list[str]:
        """The months to select from."""
        return list(self.test.selectbox[0].options) if self.test.selectbox else []

    @property
    def empty(self) -> list[str]:
        """What the page says where it has nothing to show."""
        return [block.text for block in self._root.all("div", "empty")]

    @property
    def updates(self) -> str:
        """How new the data is."""
        return self._root.one("div", "clocks").text

    @property
    def tables(self) -> list[list[list[str]]]:
        """The cells of each table, with its heads as the first row."""
        return [
            [
                [head.text for head in table.all("th")],
                *([cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")),
            ]
            for table in self._root.all("div", "list")
        ]

    @property
    def bars(self) -> dict[str, list[Any]]:
        """The heights of the bars by the name of their result."""
        (chart,) = self.test.get("plotly_chart")
        return {trace["name"]: trace["y"] for trace in json.loads(chart.proto.spec)["data"]}

    @property
    def all_that_is_sent(self) -> str:
        """Everything that the browser gets: HTML, Markdown, options and figures."""
        charts = [chart.proto.spec + chart.proto.alt for chart in self.test.get("plotly_chart")]
        return "\n".join([html(self.test), text_of(self.test), *self.months, *charts])

    @property
    def _root(self) -> Element:
        return parsed(html(self.test))
