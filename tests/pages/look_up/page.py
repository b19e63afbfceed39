"""The look-up on SMS Status as a reader sees it: the field, the answer, the contacts and the story."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from pages.parts.frame.session import ROW_TOKENS
from pages.parts.look_up.answer import NUMBER
from pages.parts.look_up.people import EVERYONE
from tests.pages.district import html, opened, pressed, sms_status, text_of
from tests.pages.markup import Element, parsed

FIELD = "Phone number, name or ID"
SHOW_MORE, CLEAR = "Show more", "Clear"


class LookUpPage:
    """The page after a number was typed; nothing of the number is in the URL."""

    def __init__(self, typed: str | int = "") -> None:
        self.test: AppTest = opened(sms_status)
        assert self.test.text_input[0].label == FIELD
        if typed:
            self.type(typed)

    def type(self, typed: str | int) -> LookUpPage:
        """Type another number."""
        self.test.text_input[0].set_value(str(typed))
        self.click("Look up")
        assert not self.test.query_params
        return self

    def click(self, label: str) -> LookUpPage:
        """Click a button by its label."""
        next(button for button in self.test.button if button.label == label).click().run()
        assert not self.test.exception
        return self

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.test.button]

    @property
    def field(self) -> str:
        """The text in the field."""
        return str(self.test.text_input[0].value)

    @property
    def hint(self) -> str:
        """What stands below the empty field."""
        return self._root.one("p", "hint").text

    @property
    def has_answer(self) -> bool:
        return bool(self._root.all("div", "answer"))

    @property
    def headline(self) -> str:
        """The answer itself."""
        return self._answer.one("h3").text

    @property
    def details(self) -> list[str]:
        """The paragraphs below the answer."""
        return [paragraph.text for paragraph in self._answer.all("p")]

    @property
    def color_class(self) -> str:
        """The class that colors the answer as its status; "" for none."""
        return " ".join(sorted(self._answer.classes - {"sms", "answer"}))

    @property
    def owners(self) -> list[str]:
        """The lines about contacts: how many, each one, and how many are listed."""
        owners = self._root.one("div", "owners")
        return [line.text for line in owners.all() if line.tag in ("p", "li")]

    @property
    def story(self) -> list[list[str]]:
        """The cells of the table of texts and status changes."""
        body = self._root.one("div", "story").one("tbody")
        return [[cell.text for cell in row.all("td")] for row in body.all("tr")]

    @property
    def matches(self) -> list[list[str]]:
        """The cells of the contacts that were found, to choose from."""
        body = self._root.one("div", "matches").one("tbody")
        return [[cell.text for cell in row.all("td")] for row in body.all("tr")]

    def select_match(self, number: str) -> LookUpPage:
        """Click the row of the contact with this number, such as "+12125550100"."""
        tokens: dict[str, str] = self.test.session_state[ROW_TOKENS.name]
        pressed(self.test, NUMBER, tokens[number])
        return self

    def list_more(self) -> LookUpPage:
        """Click the button that lists more of the contacts found."""
        pressed(self.test, EVERYONE, "more")
        return self

    @property
    def has_story(self) -> bool:
        return bool(self._root.all("div", "story"))

    @property
    def subheaders(self) -> list[str]:
        return [header.value for header in self.test.subheader]

    @property
    def sentences(self) -> str:
        """All sentences in Markdown, as a reader sees them."""
        return text_of(self.test).replace("\\", "")

    @property
    def html(self) -> str:
        return html(self.test)

    @property
    def _root(self) -> Element:
        return parsed(self.html)

    @property
    def _answer(self) -> Element:
        return self._root.one("div", "answer")
