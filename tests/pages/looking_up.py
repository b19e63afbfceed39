"""Looking one number up, and what is read off the answer."""

from __future__ import annotations

import re
from html import unescape

from streamlit.testing.v1 import AppTest

from tests.pages.district import html, opened, sms_status

FIELD = "Phone number, in any form"


def asked(typed: str | int) -> AppTest:
    """The page after a number was typed; nothing of it is in the address."""
    test = opened(sms_status)
    test.text_input[0].set_value(str(typed)).run()
    assert test.text_input[0].label == FIELD
    assert not test.exception
    assert not test.query_params
    return test


def answer(test: AppTest) -> str:
    """The words of the answer."""
    found = re.search(r'<div class="sms answer.*?</div>', html(test))
    assert found, "there is no answer"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def story(test: AppTest) -> list[list[str]]:
    """The cells of the table of texts and changes."""
    body = html(test).split('<div class="sms story">')[1].split("<tbody>")[1].split("</tbody>")[0]
    rows = [re.findall(r"<td.*?</td>", row) for row in body.split("</tr>") if row]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in rows]
