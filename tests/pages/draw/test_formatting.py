"""Text from the data in Markdown: shown as it is, and nothing that Streamlit makes something else of."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.draw import formatting

# What Streamlit's frontend looks for in texts after it has read Markdown, and before.
MADE_OF_TEXTS = (
    r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)",
    r"(?<![^\W_])([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)",
    r":material[_/](\w+):",
    r":streamlit:",
    r":\+1:|:-1:|:[\w-]+:",
    r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)",
)
READ_BEFORE = (
    *(r":material/", r":(?!material/|streamlit:)[\w+-][\w_+-]*:"),
    *(r"(?<!\\)\$", r"(?<!\\)[`*_\[<]"),
)
PAYLOADS = (
    *("https://evil.example/x", "HTTP://evil.example", "www.evil.example"),
    *("eve@evil.example", "a.b+c@d.example"),
    *(":material/delete:", ":material_delete:", ":streamlit:", ":smile:", ":+1:", ":-1:"),
    *(":red[x]", ":red-badge[x]", "a -> b", "->", "<- x", "x -- y", "x >= y", "<= y", "~=", "<->"),
    *("$x^2$", "$$x$$", "`code`", "```", "~~x~~", "**b**", "_i_", "# x", "1. x", "- x", "> x"),
    *("[x](https://evil.example)", "![x](https://evil.example)", "<https://evil.example>"),
    *("<b>x</b>", "&lt;b&gt;", "| a | b |", "[^1]", "- [ ] x", "x\r# y", "x\n\n    y"),
)


def _text_of(markdown: str) -> str:
    """Return the text that is read of escaped Markdown."""
    return re.sub(r"\\(.)", r"\1", markdown)


def _is_only_text(markdown: str) -> bool:
    made = [one for one in MADE_OF_TEXTS if re.search(one, _text_of(markdown), re.IGNORECASE)]
    return not made and not [one for one in READ_BEFORE if re.search(one, markdown)]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "a{}", "{}b", "x {} y", "({})"])
def test_text_from_the_data_is_only_text(payload: str, around: str) -> None:
    text = around.format(payload)
    markdown = formatting.plain(text)
    assert _is_only_text(markdown), markdown
    shown = html.unescape(_text_of(markdown)).replace(formatting.JOINER, "")
    assert shown == html.unescape(re.sub(r"\s+", " ", text))


@given(st.lists(st.sampled_from(PAYLOADS) | st.text(max_size=3), max_size=6).map("".join))
def test_no_text_is_anything_but_text(text: str) -> None:
    assert _is_only_text(formatting.plain(text))


@pytest.mark.parametrize("text", ["Oak Elementary", "8:12 AM", "Ines, José: 3–4", "a/b", "C-1", "50% of 4"])
def test_usual_text_has_no_character_more(text: str) -> None:
    assert _text_of(formatting.plain(text)) == text
