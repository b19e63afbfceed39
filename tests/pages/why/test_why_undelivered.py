"""Why undelivered, opened alone over a small log of its own."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.words import remedies, vocabulary
from pages.parts.why import at_once, events, gained, reasons
from queries import Selection, comparison
from tests.pages.district import html, opened, text_of
from tests.pages.markup import Element, parsed

NOT_OPTED_IN = "not_opted_in_or_blocked"


def why_undelivered() -> None:
    from unittest.mock import patch

    import streamlit as st

    import queries
    from data.access import person_at_machine
    from pages import why_undelivered
    from pages.parts.frame import data_source, page_switch
    from pages.parts.frame.session import MENU

    st.session_state[MENU.name] = {"sms_log": None, "opt_in_reminders": None}
    # Only a browser has pages to open.
    with patch.object(page_switch, "open_page", lambda path: st.session_state.update(opened=path)):
        for kind, value in st.session_state.pop("pressed", []):
            why_undelivered._click(kind, value)
        with queries.reading(data_source.shown().uri):
            why_undelivered.show(person_at_machine())


def rows_of(test: AppTest) -> list[list[str]]:
    """Return the cells of the table of reasons."""
    table = next(table for table in _root(test).all("div", "list") if "reasons" in table.classes)
    return [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]


def _root(test: AppTest) -> Element:
    return parsed(html(test))


def test_every_undelivered_text_stands_under_one_reason_with_who_can_fix_it() -> None:
    test = opened(why_undelivered)
    assert "**2 of 121 texts (1.7%) weren't delivered.**" in text_of(test)
    rows = rows_of(test)
    assert sum(int(row[5]) for row in rows) == 2
    duplicate = next(row for row in rows if row[0] == "Duplicate number")
    assert duplicate[2:5] == [
        "No fix needed",
        remedies.next_step("duplicate_number"),
        "Stated in the log",
    ]
    assert "Each of the 2 undelivered texts counts once" in text_of(test)


def test_the_four_parts_are_shown_always() -> None:
    bar = _root(opened(why_undelivered)).one("div", "why-parts")
    assert [item.one("span", "name").text for item in bar.all("li")] == [
        part.title for part in vocabulary.PARTS
    ]


def test_a_click_on_a_reason_opens_its_texts_in_sms_log() -> None:
    test = opened(why_undelivered)
    test.session_state["pressed"] = [(reasons.OPEN, "duplicate_number")]
    test.run()
    assert not test.exception
    assert test.session_state["opened"] == "sms_log"
    assert test.session_state["reason"] == ["duplicate_number"]


def test_filters_narrow_the_page_and_results_and_reasons_do_not() -> None:
    test = opened(why_undelivered, school=["Lincoln High"], reason=["duplicate_number"])
    assert "121" not in text_of(test).split("weren't")[0]


def test_a_stated_reason_has_its_change_and_a_proved_one_none() -> None:
    stated = {
        "reason": "carrier_trouble",
        "is_sender_problem": False,
        "who_can_fix": "carrier",
        "source": remedies.STATED,
        "texts": 195,
        "share_pct": 44.0,
        "compared_of_all_pct": 0.2,
        "change_points": 4.1,
        "is_comparable": True,
    }
    proved = {**stated, "source": "consent list", "compared_of_all_pct": None, "change_points": None}
    sender = {**stated, "reason": None, "is_sender_problem": True, "is_comparable": False}
    before = comparison.compared(Selection(date(2026, 9, 8), date(2026, 9, 14)), comparison.BEFORE)
    cells = [
        [cell.text for cell in row.all("td")]
        for row in parsed(str(reasons.table([stated, proved, sender], before, can_open=False))).all("tr")[
            1:
        ]
    ]
    assert [row[-1] for row in cells] == ["+4.1 points", "–", "Too few to compare"]
    assert cells[2][0] == remedies.SENDER.title
    assert cells[2][3] == remedies.SENDER.next_step


def test_very_many_texts_are_read_only_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "AT_ONCE", 100)
    test = opened(why_undelivered)
    assert "121 texts can take a minute" in text_of(test)
    assert "weren't delivered" not in text_of(test)
    next(button for button in test.button if button.label == "Find reasons").click().run()
    assert "**2 of 121 texts (1.7%) weren't delivered.**" in text_of(test)


def test_a_range_without_texts_says_so() -> None:
    test = opened(why_undelivered, period=["2020-01-01", "2020-01-02"])
    assert "No texts" in html(test)


def test_pending_contacts_are_named_with_the_share_now_and_then() -> None:
    gain = {
        "texts": 1000,
        "undelivered": 91,
        "undelivered_pct": 9.1,
        "pending_contacts": 147,
        "numbers_as_contacts": 2,
        "pending_texts": 33,
        "undelivered_pct_then": 5.8,
    }
    assert gained.sentence(gain) == (
        "If all 147 pending contacts replied “Y” or “Yes”: 9.1% → 5.8% undelivered. "
        "33 of the 91 undelivered texts were to them. "
        "2 of the contacts are phone numbers: no list names one contact for each."
    )
    assert gained.sentence({**gain, "pending_contacts": 0}) == ""


def test_no_burst_says_what_one_is() -> None:
    assert str(vocabulary.EVENT_TEXTS) in events.finding([])
    assert events.finding([{"of_all": 1}]).startswith("**1 event.**")
    assert events.finding([{"of_all": 12}] * 10).endswith("The newest 10 are listed.")
