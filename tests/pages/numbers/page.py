"""What the pages about numbers show: their sentences, and the rows of their tables."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.district import html, text_of
from tests.pages.markup import parsed


def sentences(test: AppTest) -> str:
    """Return all sentences in Markdown, as a reader sees them."""
    return text_of(test).replace("\\", "").replace("**", "")


def rows(test: AppTest, label: str) -> list[list[str]]:
    """Return the cells of the table with a label."""
    (table,) = [
        own for own in parsed(html(test)).all("div", "list") if own.attributes.get("aria-label") == label
    ]
    return [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
