"""What a press makes of the filter, and the line that says what is shown and undoes it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from data.words import vocabulary
from pages.parts.filters import narrowing
from queries import Selection
from tests.pages.district import FAILED, INELIGIBLE, ODD_SCHOOL, OPTED_IN, SENT

DAY, OTHER_DAY = date(2026, 9, 9), date(2026, 9, 11)
FULL: dict[str, object] = {
    "broadcast": ["b1"],
    "school": ["Oak"],
    "result": [SENT],
    "reason": ["carrier_trouble"],
    "status": [OPTED_IN],
    "day": DAY,
}
EMPTY: dict[str, object] = {key: None if key == "day" else [] for key in FULL}


def after(before: dict[str, object], *presses: str) -> dict[str, object]:
    """What the fields of the filter hold after presses, told as the browser tells them: "what=value"."""
    test = AppTest.from_function(_page)
    for key, value in before.items():
        test.session_state[key] = value
    test.session_state["presses"] = presses
    test.run()
    assert not test.exception
    held = test.session_state
    return {key: held[key] for key in (*FULL, narrowing.PRESET_ASKED) if key in held}


def _page() -> None:
    import streamlit as st

    from pages.parts.filters import narrowing

    for told in st.session_state["presses"]:
        narrowing.press(*told.split("=", 1))


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("broadcast=b1", "broadcast"),
        ("school=Oak", "school"),
        (f"result={SENT}", "result"),
        ("reason=carrier_trouble", "reason"),
        (f"reason={vocabulary.NOT_STATED_KEY}", "reason"),
        (f"status={OPTED_IN}", "status"),
    ],
)
def test_a_press_chooses_and_the_same_press_undoes_it(told: str, key: str) -> None:
    value = told.partition("=")[2]
    assert after({}, told) == {key: [value]}
    assert after({}, told, told) == {key: []}


def test_a_press_on_another_takes_its_place() -> None:
    assert after({"result": [SENT]}, f"result={FAILED}") == {"result": [FAILED]}
    assert after({"result": [SENT, FAILED]}, f"result={FAILED}") == {"result": [FAILED]}


@pytest.mark.parametrize("part", [part.key for part in vocabulary.PARTS])
def test_a_part_chooses_the_reasons_that_count_under_it(part: str) -> None:
    reasons = list(vocabulary.part_reasons(part))
    assert after({"result": [FAILED]}, f"part={part}") == {"result": [FAILED], "reason": reasons}
    assert after({}, f"part={part}", f"part={part}") == {"reason": []}
    assert after({"reason": reasons[::-1]}, f"part={part}") == {"reason": []}, (
        "in whatever order they stand"
    )


def test_a_day_is_chosen_left_for_another_and_undone() -> None:
    assert after({}, f"day={DAY}") == {"day": DAY}
    assert after({"day": DAY}, f"day={OTHER_DAY}") == {"day": OTHER_DAY}
    assert after({"day": DAY}, f"day={DAY}") == {"day": None}


@pytest.mark.parametrize("key", FULL)
def test_a_chip_undoes_its_own_narrowing_alone(key: str) -> None:
    assert after(FULL, f"clear={key}") == {**FULL, key: EMPTY[key]}


def test_one_chip_undoes_everything() -> None:
    assert after(FULL, "clear=all") == EMPTY
    assert after({}, "clear=all") == {}, "a field that no page has drawn stays away"


def test_going_elsewhere_asks_for_its_dates_and_undoes_everything() -> None:
    asked = {narrowing.PRESET_ASKED: "Last 30 days"}
    assert after(FULL, "go=Last 30 days") == {**EMPTY, **asked}


@pytest.mark.parametrize(
    "told",
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
        "luck=1",
    ],
)
def test_a_press_that_no_page_offers_changes_nothing(told: str) -> None:
    assert after(FULL, told) == FULL


def line(selection: Selection, **labels: str) -> list[str]:
    """The line of what is shown, as somebody reads it: a piece for each of its elements."""
    return [words for _, words in _pieces(narrowing.chips(selection, labels))]


def _pieces(markup: str) -> list[tuple[str, str]]:
    found = re.findall(r"<(p|button [^>]*)>(.*?)</(?:p|button)>", markup)
    return [(tag, unescape(re.sub("<[^>]+>", "", words))) for tag, words in found]


def test_the_line_says_the_days_alone_where_nothing_is_narrowed() -> None:
    assert line(Selection(DAY, OTHER_DAY)) == ["Shown: Sep 9, 2026 – Sep 11, 2026"]
    assert line(Selection(DAY, DAY)) == ["Shown: Sep 9, 2026"]


def test_one_narrowing_is_one_chip_and_several_can_be_undone_at_once() -> None:
    chosen = Selection(DAY, OTHER_DAY, results=(FAILED, INELIGIBLE))
    assert line(chosen) == ["Shown: Sep 9, 2026 – Sep 11, 2026", f"{FAILED}, {INELIGIBLE}, undo ✕"]
    whole = Selection(
        DAY,
        OTHER_DAY,
        broadcasts=("b1", "b2"),
        schools=("Oak",),
        results=(INELIGIBLE,),
        reasons=("no_active_number", "no_sms_number"),
        day=OTHER_DAY,
    )
    assert line(whole, b1="Picture day · Sep 1, 2026")[1:] == [
        "Picture day · Sep 1, 2026, b2, undo ✕",
        "Oak, undo ✕",
        "Sep 11, 2026, undo ✕",
        f"{INELIGIBLE}, undo ✕",
        "No usable number, undo ✕",
        "Undo all",
    ]


def test_each_chip_tells_what_it_undoes() -> None:
    chosen = Selection(DAY, DAY, schools=("Oak",), reasons=(vocabulary.NOT_STATED_KEY,))
    told = re.findall('data-press="([^"]*)"', narrowing.chips(chosen, {}))
    assert told == ["clear=school", "clear=reason", "clear=all"]


def test_a_name_in_a_chip_is_words_and_never_a_mark() -> None:
    made = narrowing.chips(Selection(DAY, DAY, ("b1",), schools=(ODD_SCHOOL,)), {"b1": '"><script>'})
    assert "<b>*" not in made
    assert "<script" not in made
    assert ODD_SCHOOL in " ".join(words for _, words in _pieces(made))
