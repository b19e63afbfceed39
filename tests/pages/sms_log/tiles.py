"""The tiles of SMS Log as a reader sees them, in the page or alone."""

from __future__ import annotations

from dataclasses import dataclass

from tests.pages.markup import Element, parsed


@dataclass(frozen=True)
class Tile:
    """A tile: the count and the share of a result, its change, its meaning, and how it looks."""

    texts: int
    share: str
    meaning: str
    is_selected: bool
    is_paler: bool
    change: str = ""


@dataclass(frozen=True)
class Part:
    """A part of Undelivered: its count, its title, and whether it is selected."""

    texts: int
    title: str
    is_selected: bool


class ResultTiles:
    """The tiles in a piece of HTML, by title or by key."""

    def __init__(self, markup: str) -> None:
        self._root = parsed(markup)

    @property
    def stages(self) -> dict[str, list[str]]:
        """The titles of the tiles under each stage; a stage of several tiles with its own figures."""
        sections = self._root.one("div", "tiles").all("section")
        return {
            section.one("h3").text: [name.text for name in section.all("span", "name")]
            for section in sections
        }

    @property
    def tiles(self) -> dict[str, Tile]:
        """All tiles by title."""
        return {
            button.one("span", "name").text: _tile(button) for button in self._root.all("button", "tile")
        }

    @property
    def parts(self) -> dict[str, Part]:
        """The parts of Undelivered that have texts, by key."""
        lines = self._root.all("p", "parts")
        buttons = lines[0].all("button") if lines else []
        clicks = {click_of(button): button for button in buttons}
        return {
            click.removeprefix("part="): _part(button)
            for click, button in clicks.items()
            if click.startswith("part=")
        }

    @property
    def clicks(self) -> list[str]:
        """What a click on each tile and part selects."""
        return [click for click in self._clicks() if not click.startswith("figure=")]

    @property
    def figures(self) -> list[str]:
        """The keys of the figures that more can be opened about."""
        return [click.removeprefix("figure=") for click in self._clicks() if click.startswith("figure=")]

    def _clicks(self) -> list[str]:
        return [click_of(button) for button in self._root.one("div", "tiles").all("button")]

    @property
    def text(self) -> str:
        """All words of the tiles."""
        return self._root.text


def click_of(button: Element) -> str:
    """Return what a button selects, as "key=value"."""
    return button.attributes.get("data-press") or ""


def _tile(button: Element) -> Tile:
    figure = button.one("span", "figure")
    count = figure.one("b").text
    return Tile(
        int(count.replace(",", "")),
        figure.text.removeprefix(count).strip(),
        button.one("span", "meaning").text,
        button.attributes["aria-pressed"] == "true",
        "paler" in button.classes,
        " ".join(change.text for change in button.all("span", "change")),
    )


def _part(button: Element) -> Part:
    count = button.one("b").text
    is_selected = button.attributes["aria-pressed"] == "true"
    return Part(int(count.replace(",", "")), button.text.removeprefix(count).strip(), is_selected)
