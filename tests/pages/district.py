"""A small log of a district of our own, its pages opened alone, and what they show."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import escape
from streamlit.testing.v1 import AppTest

from data.words import vocabulary

NOT_YET, SENDING, SENT, INELIGIBLE, FAILED = (result.name for result in vocabulary.RESULTS)
PENDING, OPTED_IN, OPTED_OUT = (status.name for status in vocabulary.STATUSES)
ODD_SCHOOL = "Oak <b>*K-8*</b> [site](http://127.0.0.1:9)"
FORMULA = "=HYPERLINK(1)"
TEXTS = 121  # three pages of the list
DASHBOARD = Path(__file__).parents[2] / "dashboard.py"


def log_rows() -> Iterator[list[str]]:
    """Return 121 texts of September, four of which weren't sent."""
    others = {0: (NOT_YET, ""), 1: (SENDING, ""), 2: (INELIGIBLE, "duplicate_number"), 3: (FAILED, "")}
    for place in range(TEXTS):
        result, reason = others.get(place, (SENT, ""))
        school = ODD_SCHOOL if place % 10 == 0 else "Lincoln High"
        yield [
            f"m{place}",
            f"b{place % 2}",
            "Picture day" if place % 2 else FORMULA,
            school,
            f"c{place % 30}",
            f"212555{100 + place % 30:04d}",
            result,
            reason,
            f"2026-09-{1 + 2 * (place % 15):02d}T08:{place % 60:02d}:00",
        ]


def write_csv(file: Path, header: str, rows: Iterator[list[str]]) -> Path:
    """Write a CSV file as a service exports it, and return it."""
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(header.split(","))
        writer.writerows(rows)
    return file


LOG_HEADER = (
    "Message ID,Broadcast ID,Broadcast,School,Contact ID,Phone Number,Delivery Results,Reason,Date/Time"
)


def sms_log() -> None:
    import streamlit as st

    import queries
    from data.access import person_at_machine
    from pages import sms_log
    from pages.parts.frame import data_source

    # Clicks arrive before a page is drawn.
    for key, value in st.session_state.pop("pressed", []):
        sms_log._apply_click(key, value)
    with queries.reading(data_source.shown().uri):
        sms_log.show(person_at_machine())


def sms_status() -> None:
    import streamlit as st

    import queries
    from data.access import person_at_machine
    from pages import sms_status
    from pages.parts.frame import data_source

    for kind, value in st.session_state.pop("pressed", []):
        sms_status._click(kind, value)
    with queries.reading(data_source.shown().uri):
        sms_status.show(person_at_machine())


def imports() -> None:
    import streamlit as st

    import queries
    from data.access import person_at_machine
    from pages import imports
    from pages.parts.frame import data_source

    for kind, value in st.session_state.pop("pressed", []):
        imports._apply_click(kind, value)
    with queries.reading(data_source.shown().uri):
        imports.show(person_at_machine())


def opened(page: Callable[[], None], **address: list[str]) -> AppTest:
    """Return a page opened by a link."""
    test = AppTest.from_function(page, default_timeout=30)
    for name, values in address.items():
        test.query_params[name] = values
    test.run()
    assert not test.exception
    return test


def field(fields: Any, key: str) -> Any:
    """Return the one of a page's fields that shows the value of a key, which may have been drawn anew."""
    (own,) = [own for own in fields if re.fullmatch(rf"{key}_field(_\d+)?", own.key or "")]
    return own


def pressed(test: AppTest, kind: str, value: str) -> AppTest:
    """Return the page after a click on one of its tiles, chips, heads or rows, which has to be there."""
    assert f'data-press="{escape(f"{kind}={value}")}"' in html(test), "there is no such button"
    test.session_state["pressed"] = [(kind, value)]
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "".join(str(element.proto.body) for element in test.html)


def text_of(test: AppTest) -> str:
    """Return the sentences of a page, one per line."""
    return "\n".join(element.value for element in test.markdown)


def shown(test: AppTest) -> list[str]:
    """Return the dates that are shown, and what each chip says."""
    line = re.search(r'<div class="sms chips".*?</div>', html(test), re.DOTALL)
    assert line
    days, *chips = re.findall(r"<(?:p|button)[ >].*?</(?:p|button)>", line[0], re.DOTALL)
    return [
        _words(days).removeprefix("Showing: "),
        *(_words(chip).partition(", clear")[0] for chip in chips),
    ]


def _words(markup: str) -> str:
    return unescape(re.sub("<[^>]+>", "", markup))
