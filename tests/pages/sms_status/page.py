"""SMS Status as a reader sees it: tiles, chips, schools, the chart and the list of numbers."""

from __future__ import annotations

from dataclasses import dataclass

from streamlit.testing.v1 import AppTest

from tests.pages.district import html, opened, sms_status, text_of
from tests.pages.markup import Element, parsed


@dataclass(frozen=True)
class Tile:
    """A tile: the numbers in a status, the contacts that have them, and what the status means."""

    numbers: str
    contacts: str
    meaning: str


@dataclass(frozen=True)
class Download:
    """The downloads of a status: their label, their number, and the statuses that each one asks for."""

    label: str
    files: int
    statuses: set[str]


class SmsStatusPage:
    """The page opened by a link, such as `SmsStatusPage(status=["pending"])`."""

    def __init__(self, **link: list[str]) -> None:
        self.test: AppTest = opened(sms_status, **link)

    def set_state(self, **values: object) -> SmsStatusPage:
        """Set values of the session, as fields and clicks do, and draw the page again."""
        for key, value in values.items():
            self.test.session_state[key] = value
        self.test.run()
        assert not self.test.exception
        return self

    @property
    def sentences(self) -> str:
        """All sentences in Markdown, as a reader sees them."""
        return text_of(self.test).replace("\\", "")

    @property
    def tiles(self) -> dict[str, Tile]:
        """The tiles by title."""
        return {
            button.one("span", "name").text: _tile(button) for button in self._root.all("button", "tile")
        }

    @property
    def changes(self) -> dict[str, str]:
        """What tiles say of their change, by title; none without a comparison."""
        tiles = self._root.all("button", "tile")
        return {
            tile.one("span", "name").text: change.text
            for tile in tiles
            for change in tile.all("span", "change")
        }

    @property
    def selected(self) -> list[str]:
        """What is marked as selected, in tiles and rows."""
        return [
            _click(button) for button in self._buttons() if button.attributes.get("aria-pressed") == "true"
        ]

    @property
    def chips(self) -> list[str]:
        """What each chip clears."""
        return [_click(button) for button in self._root.one("div", "chips").all("button")]

    @property
    def clicks(self) -> list[str]:
        """What each button changes."""
        return [_click(button) for button in self._buttons()]

    @property
    def empty(self) -> str:
        """What the page says where it has nothing to show."""
        return self._root.one("div", "empty").text

    @property
    def schools(self) -> list[list[str]]:
        """The cells of the table of schools, without their buttons."""
        return [cells for *cells, _button in _cells(self._root.one("div", "schools"))]

    @property
    def rows(self) -> list[list[str]]:
        """The cells of the list of numbers."""
        return _cells(next(table for table in self._root.all("div", "list") if _is_number_list(table)))

    def table(self, label: str) -> list[list[str]]:
        """Return the cells of the table of that label."""
        tables = [one for one in self._root.all("div", "list") if one.attributes.get("aria-label") == label]
        assert len(tables) == 1, f"{len(tables)} tables are labeled {label!r}"
        return _cells(tables[0])

    @property
    def downloads(self) -> list[Download]:
        """The downloads of each status and of all."""
        groups = [group for group in self._root.all("div") if group.attributes.get("role") == "group"]
        return [_download(group) for group in groups if group.all("form")]

    @property
    def alt(self) -> str:
        """What a screen reader says of the chart."""
        (chart,) = self.test.get("plotly_chart")
        return str(chart.proto.alt)

    @property
    def _root(self) -> Element:
        return parsed(html(self.test))

    def _buttons(self) -> list[Element]:
        return [button for button in self._root.all("button") if _click(button)]


def _click(button: Element) -> str:
    return button.attributes.get("data-press") or ""


def _tile(button: Element) -> Tile:
    return Tile(*(button.one("span", kind).text for kind in ("figure", "reach", "meaning")))


def _cells(table: Element) -> list[list[str]]:
    return [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]


def _is_number_list(table: Element) -> bool:
    return any(_click(button) == "sort=number" for button in table.all("button"))


def _download(group: Element) -> Download:
    inputs = [field.attributes for field in group.all("input")]
    statuses = {field["value"] or "" for field in inputs if field.get("name") == "status"}
    return Download(group.all("p")[0].text, len(group.all("form")), statuses)
