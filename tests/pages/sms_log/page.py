"""SMS Log as a reader sees it: its finding, tiles, chips, charts and list, and what can be clicked."""

from __future__ import annotations

import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest

from data.words import vocabulary
from tests.pages.district import html, opened, sms_log, text_of
from tests.pages.markup import Element, parsed
from tests.pages.sms_log.tiles import ResultTiles, Tile, click_of

DAYS, UNDELIVERED = 0, 1  # the charts, in their order


class SmsLogPage:
    """The page opened by a link, such as `SmsLogPage(result=["failed"])`."""

    def __init__(self, **link: list[str]) -> None:
        self.test = opened(sms_log, **link)

    @property
    def tiles(self) -> ResultTiles:
        """The tiles, without anything else of the page."""
        return ResultTiles(next(str(body) for body in self._bodies() if "sms tiles" in body))

    def tile(self, title: str) -> Tile:
        """Return the tile of a result."""
        return self.tiles.tiles[title]

    @property
    def counts(self) -> list[int]:
        """The counts of the tiles, in their order."""
        return [tile.texts for tile in self.tiles.tiles.values()]

    @property
    def finding(self) -> str:
        """The sentences over the tiles."""
        return next(line for line in text_of(self.test).splitlines() if line.startswith("**"))

    @property
    def sentences(self) -> str:
        """All sentences of the page in Markdown."""
        return text_of(self.test)

    @property
    def html(self) -> str:
        """All HTML of the page's own."""
        return html(self.test)

    @property
    def freshness(self) -> str:
        """When the data was updated, beside the title."""
        return self._root.one("div", "clocks").text

    @property
    def dates(self) -> str:
        """The dates that are shown."""
        return self._root.one("div", "chips").one("p").text.removeprefix("Showing: ")

    @property
    def against(self) -> str:
        """The sentence that says what is compared; "" if nothing is."""
        return " ".join(line.text for line in self._root.all("div", "against"))

    @property
    def chips(self) -> list[str]:
        """What each chip names, and the button that clears all."""
        buttons = self._root.one("div", "chips").all("button")
        return [
            re.sub(", (clear ✕|show only this)$", "", button.text)
            for button in buttons
            if button.text != "✕"
        ]

    @property
    def empty(self) -> Element:
        """What stands where there is nothing to show."""
        return self._root.one("div", "empty")

    @property
    def notices(self) -> list[str]:
        """What the page says about its link and its filters."""
        return [info.value for info in self.test.info]

    @property
    def rows(self) -> list[list[str]]:
        """The cells of the list of texts, row by row."""
        return _cells(self._list)

    def column(self, title: str) -> list[str]:
        """Return the cells of a column of the list."""
        place = [head.text for head in self._list.all("th")].index(title)
        return [row[place] for row in self.rows]

    def table(self, label: str) -> list[list[str]]:
        """Return the rows of a chart's table without their buttons, by the beginning of its label."""
        tables = (t for t in self._tables() if (t.attributes["aria-label"] or "").startswith(label))
        return [cells for *cells, _button in _cells(next(tables))]

    @property
    def headline(self) -> str:
        """The sentences over the details of the open text."""
        last = str(self.test.markdown[-1].value)
        return last.replace("\\", "")

    @property
    def facts(self) -> dict[str, str]:
        """The details of the open text, by label; none if no text is open."""
        lists = self._root.all("dl", "facts")
        labels = [label.text for one in lists for label in one.all("dt")]
        return dict(zip(labels, (fact.text for one in lists for fact in one.all("dd")), strict=True))

    @property
    def clicks(self) -> list[str]:
        """What the buttons of the page select, as "key=value"."""
        return [click_of(button) for button in self._root.all("button")]

    def alt(self, chart: int) -> str:
        """Return what a screen reader says of a chart."""
        return str(self.test.get("plotly_chart")[chart].proto.alt)

    def figure(self, chart: int) -> dict[str, Any]:
        """Return a chart in Plotly's own form."""
        spec: dict[str, Any] = json.loads(self.test.get("plotly_chart")[chart].proto.spec)
        return spec

    def offers(self, click: str) -> bool:
        """Return whether there is a button that selects "key=value"."""
        return click in self.clicks

    def open_days_table(self) -> SmsLogPage:
        """Open the table of the chart of days, which isn't drawn before."""
        assert 'aria-label="Texts per day' not in self.html
        self.test.session_state["days_table_open"] = True
        return self.run()

    def open_undelivered_table(self) -> SmsLogPage:
        """Open the table of the undelivered texts, which isn't drawn before."""
        assert 'aria-label="Undelivered texts by' not in self.html
        self.test.session_state["undelivered_table_open"] = True
        return self.run()

    def search_broadcasts(self, letters: str = "") -> list[tuple[str, str, bool]]:
        """Open the field of broadcasts and type; return name, day and "is selected" of each listed one."""
        self.test.session_state["broadcasts_open"] = True
        self.run().test.text_input(key="broadcast_search").set_value(letters).run()
        assert not self.test.exception
        buttons = [item.one("button") for item in self._root.one("div", "choices").all("li")]
        return [
            (
                button.one("span").text,
                button.one("small").text,
                button.attributes["aria-pressed"] == "true",
            )
            for button in buttons
        ]

    def click(self, key: str, value: str) -> SmsLogPage:
        """Click a tile, part, chip, head or row, which has to be there."""
        assert self.offers(f"{key}={value}"), f"nothing selects {key}={value}"
        self.test.session_state["pressed"] = [(key, value)]
        self.test.run()
        assert not self.test.exception
        return self

    def click_result(self, name: str) -> SmsLogPage:
        """Click the tile of a result, by the name that tables store."""
        return self.click("result", vocabulary.RESULT_OF[name].key)

    def compare_by(self, key: str) -> SmsLogPage:
        """Compare undelivered texts by broadcast, school or reason."""
        self.test.segmented_control[0].set_value(key).run()
        assert not self.test.exception
        return self

    def run(self) -> SmsLogPage:
        """Draw the page again."""
        self.test.run()
        assert not self.test.exception
        return self

    @property
    def _root(self) -> Element:
        return parsed(self.html)

    @property
    def _list(self) -> Element:
        return self._tables()[-1]

    def _tables(self) -> list[Element]:
        return self._root.all("div", "list")

    def _bodies(self) -> list[str]:
        return [str(element.proto.body) for element in self.test.html]


def opened_page(test: AppTest) -> SmsLogPage:
    """Return the page of a test that opened it in its own way."""
    page = SmsLogPage.__new__(SmsLogPage)
    page.test = test
    return page


def _cells(table: Element) -> list[list[str]]:
    return [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
