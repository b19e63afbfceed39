"""What a click changes in the filter fields, and the line that says what is shown and clears filters."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from data.words import vocabulary
from pages.parts.filters import chips
from pages.parts.frame import session
from queries import Selection
from tests.pages.district import FAILED, INELIGIBLE, ODD_SCHOOL, OPTED_IN, SENT

DAY, OTHER_DAY = date(2026, 9, 9), date(2026, 9, 11)
FULL: dict[str, object] = {
    "broadcast": ["b1"],
    "school": ["Oak"],
    "grade": ["9"],
    "language": ["Spanish"],
    "result": ["sent"],
    "reason": ["carrier_trouble"],
    "status": ["opted_in"],
    "day": DAY,
}
EMPTY: dict[str, object] = {key: None if key == "day" else [] for key in FULL}
TO_APPLY = session.DATE_RANGE_TO_APPLY.name


def after(before: dict[str, object], *clicks: str) -> dict[str, object]:
    """Return what the filter fields hold after clicks, in the browser's form: "name=value"."""
    test = AppTest.from_function(_page)
    for key, value in before.items():
        test.session_state[key] = value
    test.session_state["clicks"] = clicks
    test.run()
    assert not test.exception
    state = test.session_state
    return {key: state[key] for key in (*FULL, TO_APPLY) if key in state}


def _page() -> None:
    import streamlit as st

    from pages.parts.filters import narrowing

    for click in st.session_state["clicks"]:
        narrowing.apply_click(*click.split("=", 1))


@pytest.mark.parametrize(
    ("click", "key"),
    [
        ("broadcast=b1", "broadcast"),
        ("school=Oak", "school"),
        ("grade=9", "grade"),
        ("language=Spanish", "language"),
        ("result=sent", "result"),
        ("reason=carrier_trouble", "reason"),
        ("reason=not_stated", "reason"),
        ("status=opted_in", "status"),
    ],
)
def test_a_click_selects_a_value_and_a_second_click_clears_it(click: str, key: str) -> None:
    value = click.partition("=")[2]
    assert after({}, click) == {key: [value]}
    assert after({}, click, click) == {key: []}


def test_a_click_that_names_a_value_as_tables_do_selects_its_key() -> None:
    assert after({}, f"result={SENT}") == {"result": ["sent"]}
    assert after({}, f"status={OPTED_IN}") == {"status": ["opted_in"]}


def test_a_click_on_another_value_adds_it_and_a_second_click_takes_it_away() -> None:
    assert after({"result": ["sent"]}, "result=failed") == {"result": ["sent", "failed"]}
    assert after({"result": ["sent", "failed"]}, "result=failed") == {"result": ["sent"]}


def test_a_click_on_a_stage_adds_its_results_and_a_second_click_takes_them_away() -> None:
    assert after({}, "stage=undelivered") == {"result": ["ineligible", "failed"]}
    assert after({"result": ["sent", "failed"]}, "stage=undelivered") == {
        "result": ["sent", "ineligible", "failed"]
    }
    assert after({"result": ["sent"]}, "stage=undelivered", "stage=undelivered") == {"result": ["sent"]}


def test_one_click_leaves_out_those_who_were_already_reached() -> None:
    reasons = [key for own in vocabulary.PARTS[1:] for key in vocabulary.part_reasons(own.key)]
    assert "duplicate_number" not in reasons
    assert after({"result": ["failed"]}, "without=already_reached") == {"result": [], "reason": reasons}
    assert after({}, *["without=already_reached"] * 2) == {"result": [], "reason": []}


def test_the_name_in_a_chip_shows_only_it_and_its_cross_takes_it_away() -> None:
    assert after({"result": ["sent", "failed"]}, "only=result:sent") == {"result": ["sent"]}
    assert after({"result": ["sent", "failed"]}, "drop=result:sent") == {"result": ["failed"]}
    of_part = list(vocabulary.part_reasons("no_consent"))
    assert after({"reason": ["duplicate_number", *of_part]}, "only=part:no_consent") == {"reason": of_part}


@pytest.mark.parametrize(
    ("before", "click", "result", "reason"),
    [
        ({"result": ["sent"]}, "part=already_reached", [], ["duplicate_number"]),
        ({"reason": ["duplicate_number"]}, "result=sent", ["sent"], []),
        ({"reason": ["duplicate_number"]}, "result=failed", ["failed"], []),
        ({"reason": ["duplicate_number"]}, "result=ineligible", ["ineligible"], ["duplicate_number"]),
        ({"reason": ["not_stated"]}, "result=failed", ["failed"], ["not_stated"]),
    ],
)
def test_a_click_clears_what_no_text_can_have_beside_it(
    before: dict[str, object], click: str, result: list[str], reason: list[str]
) -> None:
    assert after(before, click) == {"result": result, "reason": reason}


@pytest.mark.parametrize("part", [part.key for part in vocabulary.PARTS])
def test_a_click_on_a_part_selects_its_reasons(part: str) -> None:
    reasons = list(vocabulary.part_reasons(part))
    assert after({"school": ["Oak"]}, f"part={part}") == {"school": ["Oak"], "reason": reasons}
    assert after({}, f"part={part}", f"part={part}") == {"reason": []}
    assert after({"reason": reasons[::-1]}, f"part={part}") == {"reason": []}, "in any order"


def test_a_click_selects_a_day_replaces_it_and_clears_it() -> None:
    assert after({}, f"day={DAY}") == {"day": DAY}
    assert after({"day": DAY}, f"day={OTHER_DAY}") == {"day": OTHER_DAY}
    assert after({"day": DAY}, f"day={DAY}") == {"day": None}


@pytest.mark.parametrize("key", FULL)
def test_a_chip_clears_its_own_filter_only(key: str) -> None:
    assert after(FULL, f"clear={key}") == {**FULL, key: EMPTY[key]}


def test_clear_all_clears_every_filter() -> None:
    assert after(FULL, "clear=all") == EMPTY
    assert after({}, "clear=all") == {}, "a field that no page has drawn stays unset"


def test_going_to_the_newest_days_clears_every_filter_and_applies_the_range() -> None:
    assert after(FULL, "go=last_30_days") == {**EMPTY, TO_APPLY: "last_30_days"}


@pytest.mark.parametrize(
    "click",
    [
        "result=Delivered",
        "reason=luck",
        "status=Maybe",
        "part=luck",
        "day=banana",
        "day=",
        "clear=period",
        "clear=luck",
        "go=luck",
        "go=last_7_days",
        "period=2026-09-01",
        "luck=1",
    ],
)
def test_a_click_that_no_page_offers_changes_nothing(click: str) -> None:
    assert after(FULL, click) == FULL


def line(selection: Selection, **labels: str) -> list[str]:
    """Return the line as people read it: its sentence and its buttons."""
    return [words for _, words in _pieces(chips.selection_line(selection, labels))]


def _pieces(markup: str) -> list[tuple[str, str]]:
    pieces = re.findall(r"<(p|button [^>]*)>(.*?)</(?:p|button)>", markup)
    return [(tag, unescape(re.sub("<[^>]+>", "", words))) for tag, words in pieces]


def test_without_filters_the_line_says_the_dates() -> None:
    assert line(Selection(DAY, OTHER_DAY)) == ["Showing: Sep 9–11, 2026"]
    assert line(Selection(DAY, DAY)) == ["Showing: Sep 9, 2026"]


def test_each_filter_has_a_chip_and_several_can_be_cleared_at_once() -> None:
    selection = Selection(DAY, OTHER_DAY, results=(FAILED, INELIGIBLE))
    assert line(selection) == [
        "Showing: Sep 9–11, 2026",
        *("Failed to Send, show only this", "✕"),
        *("Ineligible to Send, show only this", "✕"),
        "Clear all",
    ]
    full = Selection(
        DAY,
        OTHER_DAY,
        broadcasts=("b1", "b2"),
        schools=("Oak",),
        results=(INELIGIBLE,),
        reasons=("no_active_number", "no_sms_number"),
        day=OTHER_DAY,
    )
    assert line(full, b1="Picture day · Sep 1, 2026")[1:] == [
        *("Picture day · Sep 1, 2026, show only this", "✕"),
        *("b2, show only this", "✕"),
        "Oak, clear ✕",
        "Sep 11, 2026, clear ✕",
        "Ineligible to Send, clear ✕",
        "No usable number, clear ✕",
        "Clear all",
    ]


def test_reasons_of_whole_parts_are_named_by_the_parts() -> None:
    reasons = ("duplicate_number", *vocabulary.part_reasons("no_consent"))
    assert line(Selection(DAY, DAY, reasons=reasons))[1:] == [
        *("already reached, show only this", "✕"),
        *("opted out or not opted in, show only this", "✕"),
        "Clear all",
    ]


def test_each_chip_names_the_filter_that_it_clears() -> None:
    selection = Selection(DAY, DAY, schools=("Oak",), reasons=(vocabulary.NOT_STATED_KEY,))
    clicks = re.findall('data-press="([^"]*)"', chips.selection_line(selection, {}))
    assert clicks == ["clear=school", "clear=reason", "clear=all"]


def test_html_in_a_name_is_shown_as_text() -> None:
    markup = chips.selection_line(
        Selection(DAY, DAY, ("b1",), schools=(ODD_SCHOOL,)), {"b1": '"><script>{x}'}
    )
    assert "<b>*" not in markup
    assert "<script" not in markup
    assert [words for _, words in _pieces(markup)][1:3] == [
        '"><script>{x}, clear ✕',
        f"{ODD_SCHOOL}, clear ✕",
    ]
