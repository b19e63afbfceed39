"""Setup as an administrator reads it: its facts, the sentences about people, and the table of sizes."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.district import html, opened
from tests.pages.markup import Element, parsed


def setup() -> None:
    import queries
    from data.access import person_at_machine
    from pages import setup
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        setup.show(person_at_machine())


class SetupPage:
    """One visitor's page."""

    def __init__(self) -> None:
        self.test: AppTest = opened(setup)

    def run(self) -> SetupPage:
        """Draw the page again."""
        self.test.run()
        assert not self.test.exception
        return self

    def check_now(self) -> SetupPage:
        """Click the button of the check."""
        next(button for button in self.test.button if button.label == "Check now").click().run()
        assert not self.test.exception
        return self

    @property
    def facts(self) -> dict[str, str]:
        """All labels with the fact under each."""
        return {
            label.text: fact.text
            for box in self._root.all("dl", "facts")
            for label, fact in zip(box.all("dt"), box.all("dd"), strict=True)
        }

    @property
    def people(self) -> list[str]:
        """The sentences about the entries of the access file."""
        return [item.text for box in self._root.all("ul", "people") for item in box.all("li")]

    @property
    def tables(self) -> dict[str, list[str]]:
        """The cells of each table's row, by its name: rows, oldest, newest, how long kept, and size."""
        (table,) = self._root.all("div", "list")
        rows = [[cell.text for cell in row.all("td")] for row in table.all("tr") if row.all("td")]
        return {row[0]: row[1:] for row in rows}

    @property
    def checked(self) -> list[str]:
        """The states of the lines of the check."""
        return [state.text for box in self._root.all("dl", "checks") for state in box.all("dt")]

    @property
    def sentences(self) -> str:
        """All sentences in Markdown, as a reader sees them."""
        return _plain("\n".join(element.value for element in self.test.markdown))

    @property
    def warnings(self) -> list[str]:
        return [_plain(warning.value) for warning in self.test.warning]

    @property
    def errors(self) -> list[str]:
        return [_plain(error.value) for error in self.test.error]

    @property
    def _root(self) -> Element:
        return parsed(html(self.test).replace("<style>", "").replace("</style>", ""))


def _plain(markdown: str) -> str:
    return markdown.replace("\\", "").replace("\u2060", "")
