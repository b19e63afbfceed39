"""The page Opt-in reminders as a visitor sees it: its sum, tables, notes, and the files of a batch."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from pages.parts.frame.session import MADE_BATCHES, MadeBatch
from tests.pages.district import html, opened, pressed
from tests.pages.reminding import opt_in_reminders


@dataclass
class RemindersPage:
    """One visitor's page."""

    test: AppTest

    @classmethod
    def open(cls, **address: list[str]) -> RemindersPage:
        """Open the page with these parameters in its URL."""
        return cls(opened(opt_in_reminders, **address))

    def click(self, kind: str, value: str) -> RemindersPage:
        """Click what changes a filter to a value, such as the row of a school."""
        pressed(self.test, kind, value)
        return self

    def select(self, label: str, value: str) -> RemindersPage:
        """Select an option of a control of buttons, by its key."""
        next(one for one in self.test.button_group if one.label == label).set_value(value).run()
        assert not self.test.exception
        return self

    def set_days(self, label: str, days: int) -> RemindersPage:
        """Select a number of days in a field of the filter row."""
        next(one for one in self.test.selectbox if one.label == label).set_value(days).run()
        assert not self.test.exception
        return self

    @property
    def flyer_of(self) -> tuple[str, str]:
        """The school and the language of the flyer that is shown; "" is the whole district."""
        school = next(one for one in self.test.selectbox if one.label == "Flyer for").value
        language = next(one for one in self.test.button_group if one.label == "Flyer language").value
        return str(school), str(language)

    @property
    def text(self) -> str:
        """Every sentence in Markdown."""
        return "\n".join(element.value for element in self.test.markdown)

    @property
    def notes(self) -> list[str]:
        return [note.value for note in self.test.info]

    @property
    def errors(self) -> str:
        return "\n".join(error.value for error in self.test.error)

    @property
    def warnings(self) -> list[str]:
        return [warning.value.replace("\\", "") for warning in self.test.warning]

    @property
    def successes(self) -> str:
        return "\n".join(success.value for success in self.test.success)

    @property
    def sums(self) -> dict[str, str]:
        """The numbers of the sum by the name of their part."""
        return {row[0]: row[1] for row in self.table("Pending numbers, and which can be reminded")[1:]}

    @property
    def images(self) -> list[str]:
        """The descriptions of pictures."""
        return self._read().images

    def table(self, label: str) -> list[list[str]]:
        """The rows of a table, its head first."""
        return self._read().tables[label]

    @property
    def make_button(self) -> Button:
        return next(one for one in self.test.button if one.label.startswith("Make reminder batch"))

    def make_batch(self) -> RemindersPage:
        """Click the button that makes the files and records the batch."""
        self.make_button.click().run(timeout=60)
        assert not self.test.exception
        return self

    def click_button(self, label: str) -> RemindersPage:
        """Click a button of Streamlit's by its label."""
        next(one for one in self.test.button if one.label == label).click().run()
        assert not self.test.exception
        return self

    @property
    def buttons(self) -> list[str]:
        return [one.label for one in self.test.button]

    @property
    def files(self) -> dict[str, bytes]:
        """The files in the zip of the batch that was made."""
        made: MadeBatch = self.test.session_state[MADE_BATCHES.name][0]
        with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def csv_rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file of the batch."""
        return list(csv.DictReader(io.StringIO(self.files[name].decode("utf-8-sig"))))

    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(html(self.test))
        return reader


class _Reader(HTMLParser):
    """Reads tables by their label, as rows of the text in their cells, and descriptions of pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.images: list[str] = []
        self._rows: list[list[str]] = []
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if attributes.get("role") == "region":
            self._rows = self.tables[attributes["aria-label"] or ""] = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td"):
            self._rows[-1].append("")
            self._is_in_cell = True
        elif tag == "br" and self._is_in_cell:
            self._rows[-1][-1] += "\n"
        elif tag == "img":
            self.images.append(attributes["alt"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._is_in_cell = False
            self._rows[-1][-1] = "\n".join(
                " ".join(line.split()) for line in self._rows[-1][-1].split("\n")
            )

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self._rows[-1][-1] += data.replace("\n", " ")
