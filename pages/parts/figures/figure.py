"""One figure of a page: what it says, the question that answers it, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from queries import Selection


@dataclass(frozen=True)
class Figure:
    """A figure, and how it is counted.

    `key` is that of keys.key_of, and `page` that of a filter field. `sentence` is the figure in words, as
    Markdown, and `number` what is counted. `question` about `selection` answers it, in the row that is
    called `row`, "" if there is only one. `counted` selects the texts or numbers themselves.
    """

    key: str
    page: str
    title: str
    sentence: str
    number: int
    question: str
    selection: Selection
    row: str
    counted: Selection
    meaning: str = ""
