"""Imports as a reader sees it: the upload, the queue, the list of imports, and the check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, Selectbox

from data.jobs import queue
from tests.pages.district import html, imports, opened, pressed
from tests.pages.markup import Element, parsed
from tests.queued import until


@dataclass(frozen=True)
class ListedImport:
    """A row of the list of imports: the lines about its file, its buttons, its forms, and its counts."""

    lines: list[str]
    buttons: list[str]
    downloads: list[dict[str, str | None]]
    counts: list[str]

    @property
    def name(self) -> str:
        return self.lines[0]


@dataclass(frozen=True)
class CheckLine:
    """A line of the check: its state, its sentences, and whether it is marked as wrong."""

    state: str
    sentences: str
    is_wrong: bool


class ImportsPage:
    """One visitor's page, such as `ImportsPage().upload({"log.csv": content}).click_import()`."""

    def __init__(self, page: Callable[[], None] = imports) -> None:
        self.test: AppTest = opened(page)

    def upload(self, files: Mapping[str, bytes]) -> ImportsPage:
        """Upload files, by name."""
        for name, content in files.items():
            self.test.file_uploader[0].upload(name, content)
        return self.run()

    def run(self) -> ImportsPage:
        """Draw the page again."""
        self.test.run()
        assert not self.test.exception
        return self

    def click(self, label: str, place: int = 0) -> ImportsPage:
        """Click the button with a label; `place` counts those that have the same."""
        [button for button in self.test.button if button.label == label][place].click().run()
        assert not self.test.exception
        return self

    def click_import(self, place: int = 0) -> ImportsPage:
        """Click the button of a file that can be imported; `place` counts them."""
        ready = [button for button in self._imports if not button.disabled]
        [button for button in ready if not button.label.startswith("Import all ")][place].click().run()
        assert not self.test.exception
        return self

    def read_as(self, column: str, field: str) -> ImportsPage:
        """Select the field that a column is read as."""
        return self.select(f"Read “{column}” as", field)

    def answer(self, label: str, option: str) -> ImportsPage:
        """Select an answer to a question, such as the meaning of a word, by its start."""
        box = next(box for box in self.test.radio if _plain(box.label).startswith(label))
        box.set_value(option).run()
        assert not self.test.exception
        return self

    def click_undo(self, import_id: str) -> ImportsPage:
        """Click "Undo import" of an import in the list."""
        pressed(self.test, "undo", import_id)
        return self

    def finish_imports(self) -> ImportsPage:
        """Wait until nothing is queued, and draw the page again."""
        until(lambda: not queue.is_busy())
        return self.run()

    def select(self, label: str, value: str) -> ImportsPage:
        """Select an option of the field with a label."""
        self.field(label).select(value).run()
        assert not self.test.exception
        return self

    def field(self, label: str) -> Selectbox[str]:
        return next(box for box in self.test.selectbox if _plain(box.label) == label)

    def enter_date(self, day: date) -> ImportsPage:
        """Enter the date of the only list that needs one."""
        self.test.date_input[0].set_value(day).run()
        assert not self.test.exception
        return self

    @property
    def _imports(self) -> list[Button]:
        return [button for button in self.test.button if button.label.startswith("Import ")]

    @property
    def text(self) -> str:
        """All sentences in Markdown, as a reader sees them."""
        return _plain("\n".join(element.value for element in self.test.markdown))

    @property
    def files(self) -> list[str]:
        """The names of the uploaded files that are offered."""
        return [_plain(title.value) for title in self.test.subheader]

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.test.button]

    @property
    def upload_buttons(self) -> list[str]:
        """The buttons that import files, without those that can't be clicked."""
        return [button.label for button in self._imports if not button.disabled]

    @property
    def disabled_buttons(self) -> list[str]:
        """The buttons of files that can't be imported yet."""
        return [button.label for button in self._imports if button.disabled]

    @property
    def columns(self) -> dict[str, str]:
        """What each column of the files is read as: the key of a field, "" for none."""
        boxes = [box for box in self.test.selectbox if box.label.startswith("Read “")]
        return {_plain(box.label)[6:].rpartition("” as")[0]: str(box.value or "") for box in boxes}

    @property
    def rejected_rows(self) -> list[list[str]]:
        """The rows that can't be read: line, column, value and why."""
        return self._cells("Rows that can't be read")

    @property
    def numbers_to_check(self) -> list[list[str]]:
        """The numbers about which the newest log and the consent list disagree, with their columns."""
        return self._cells("Numbers to check, by result")

    def _cells(self, label: str) -> list[list[str]]:
        tables = [
            table for table in self._root.all("div", "list") if table.attributes["aria-label"] == label
        ]
        return [
            [cell.text for cell in row.all("td")]
            for table in tables
            for row in table.all("tr")
            if row.all("td")
        ]

    @property
    def successes(self) -> list[str]:
        return [_plain(success.value) for success in self.test.success]

    @property
    def warnings(self) -> list[str]:
        return [_plain(warning.value) for warning in self.test.warning]

    @property
    def notes(self) -> list[str]:
        return [_plain(note.value) for note in self.test.info]

    @property
    def errors(self) -> list[str]:
        return [_plain(error.value) for error in self.test.error]

    @property
    def headers(self) -> list[str]:
        return [header.value for header in self.test.header]

    @property
    def first_rows(self) -> str:
        """All words of the tables of first rows."""
        return " ".join(
            table.text
            for table in self._root.all("div", "list")
            if (table.attributes["aria-label"] or "").startswith("First rows of ")
        )

    @property
    def listed(self) -> list[ListedImport]:
        """The rows of the list of imports on the screen."""
        (table,) = self._root.all("div", "imports") or [Element("")]
        return [_import(row) for row in table.all("tr") if row.all("td")]

    @property
    def check(self) -> list[CheckLine]:
        """The lines of the check; none before it has run."""
        (box,) = self._root.all("dl", "checks") or [Element("")]
        states, sentences = box.all("dt"), box.all("dd")
        return [
            CheckLine(state.text, words.text, is_wrong="wrong" in state.classes)
            for state, words in zip(states, sentences, strict=True)
        ]

    @property
    def html(self) -> str:
        return html(self.test)

    @property
    def _root(self) -> Element:
        return parsed(html(self.test).replace("<style>", "").replace("</style>", ""))


def _import(row: Element) -> ListedImport:
    file, _updated, *counts = row.all("td")
    forms = [
        {field.attributes["name"] or "": field.attributes["value"] for field in form.all("input")}
        | {"action": form.attributes["action"]}
        for form in file.all("form")
    ]
    return ListedImport(
        [line.text for line in file.all("p")],
        [button.text for button in file.all("button")],
        forms,
        [count.text for count in counts],
    )


def _plain(markdown: str) -> str:
    return markdown.replace("\\", "")
