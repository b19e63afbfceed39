"""HTML as a tree, so that page objects can look for its elements as a reader does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

INLINE = {"a", "b", "code", "i", "span"}  # they stand within a word or a line
WITHOUT_END = {"br", "hr", "img", "input", "meta"}


@dataclass
class Element:
    """An element: its tag, its attributes (None for one without a value), and what is inside it."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words as a reader sees them, with single spaces."""
        return " ".join(self._raw_text().split())

    @property
    def classes(self) -> set[str]:
        """Its CSS classes."""
        return set((self.attributes.get("class") or "").split())

    def all(self, tag: str = "", kind: str = "") -> list[Element]:
        """Return the elements inside it with a tag and a CSS class, in their order; "" is any."""
        return [
            element
            for element in self._inside()
            if tag in ("", element.tag) and (not kind or kind in element.classes)
        ]

    def one(self, tag: str = "", kind: str = "") -> Element:
        """Return the only such element."""
        elements = self.all(tag, kind)
        assert len(elements) == 1, f"{len(elements)} elements are {tag or 'any'}.{kind or 'any'}"
        return elements[0]

    def _raw_text(self) -> str:
        parts = [child if isinstance(child, str) else child._raw_text() for child in self.children]
        return "".join(parts) if self.tag in INLINE else f" {''.join(parts)} "

    def _inside(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._inside()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in WITHOUT_END:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """Return the root of well-formed HTML. Fails if an element isn't closed in its place."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert len(parser.open) == 1, f"<{parser.open[-1].tag}> isn't closed"
    return parser.open[0]
