"""What changed on SMS Log: asked for only when it's open, in words, as bars and as a table that add up."""

from __future__ import annotations

from datetime import date

import pytest

from data.access import Viewer, rights
from pages.parts.sms_log.what_changed import languages, splits
from queries import Selection, comparison
from tests.pages.district import ODD_SCHOOL
from tests.pages.sms_log.page import SmsLogPage

WEEK = ["2026-09-08", "2026-09-14"]  # 24 texts, all sent; of 33 in the week before, 2 weren't delivered
CHART = 2
TABLE = 'aria-label="What changed by language'
MINUS = "\N{MINUS SIGN}"


def opened(**link: list[str]) -> SmsLogPage:
    page = SmsLogPage(**{"period": WEEK, **link})
    assert "Undelivered went" not in page.sentences
    page.test.session_state["what_changed_open"] = True
    return page.run()


def words(page: SmsLogPage) -> str:
    lines = page.sentences.replace("\\", "").splitlines()
    return next(line for line in lines if line.startswith("Undelivered went"))


def test_schools_add_up_to_the_change_of_the_share() -> None:
    page = opened()
    assert words(page) == (
        f"Undelivered went from 6.1% to 0.0% ({MINUS}6.06 points). Lincoln High lowered it by 6.01 points. "
        "Its undelivered share went from 7.1% to 0.0%."
    )
    assert page.table("What changed by school") == [
        ["Lincoln High", *_points("6.01", "6.00", "0.01"), "2 of 28 (7.1%)", "0 of 20 (0.0%)"],
        [ODD_SCHOOL, f"{MINUS}0.05 points", "No change", f"{MINUS}0.05 points", "0 of 5", "0 of 4"],
        ["All", *_points("6.06", "6.00", "0.06"), "2 of 33 (6.1%)", "0 of 24 (0.0%)"],
    ]
    rate, mix = page.figure(CHART)["data"]
    assert sum(rate["x"]) + sum(mix["x"]) == pytest.approx(-100 * 2 / 33)
    assert page.alt(CHART).startswith(f"What changed by school. Lincoln High: {MINUS}6.01 points (2 → 0).")


def _points(*sizes: str) -> list[str]:
    return [f"{MINUS}{size} points" for size in sizes]


def test_reasons_add_up_to_the_change_of_the_count() -> None:
    page = opened(changed_by=["reason"], changed_in=["count"])
    assert words(page) == (
        f"Undelivered went from 2 to 0 texts ({MINUS}2). Duplicate number lowered it by 1 text. "
        "It was the reason for 3.0% of all texts, and then for 0.0%."
    )
    assert page.table("What changed by reason") == [
        ["Duplicate number", f"{MINUS}1", "1 of 33 (3.0%)", "0 of 24 (0.0%)"],
        ["Not stated", f"{MINUS}1", "1 of 33 (3.0%)", "0 of 24 (0.0%)"],
        ["All", f"{MINUS}2", "2 of 33 (6.1%)", "0 of 24 (0.0%)"],
    ]


def test_a_click_on_a_group_narrows_the_page_to_it() -> None:
    page = opened(changed_by=["reason"])
    assert page.offers("reason=not_stated")
    assert page.offers("figure=reason:ineligible:duplicate_number")
    page = opened().click("school", "Lincoln High")
    assert page.chips == ["Lincoln High"]
    assert words(page) == f"Undelivered went from 7.1% to 0.0% ({MINUS}7.14 points)."


def test_languages_are_counted_by_the_contacts_and_filter_nothing() -> None:
    page = opened(changed_by=["language"])
    assert page.table("What changed by language")[0][0] == "Language not stated"
    assert not page.offers("language=")


def test_many_texts_are_counted_by_language_only_once_somebody_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(languages, "AT_ONCE", 50)
    page = opened(changed_by=["language"])
    assert "Counting 57 texts by language can take a minute or more." in page.sentences
    assert TABLE not in page.html
    next(button for button in page.test.button if button.label == "Count by language").click()
    assert TABLE in page.run().html
    page.test.session_state["period"] = []
    assert TABLE not in page.run().html, "other texts need another click"


def test_who_may_see_no_names_is_offered_no_languages() -> None:
    way = comparison.compared(Selection(date(2026, 9, 8), date(2026, 9, 14)), comparison.BEFORE)
    assert way
    offers = {role: list(splits.offered(Viewer("a", role=role), way)) for role in rights.ROLES}
    without = ["school", "broadcast", "reason"]
    assert offers[rights.HELP_DESK] == without
    assert offers[rights.ADMINISTRATOR] == offers[rights.SCHOOL] == [*without, "language"]


def test_another_broadcast_is_not_split_by_broadcast() -> None:
    page = opened(period=[], against=["broadcast"], against_broadcast=["b0"], broadcast=["b1"])
    ways = next(field for field in page.test.segmented_control if field.label == "Split by")
    assert ways.options == ["School", "Reason", "Language"]


def test_too_few_texts_are_not_split() -> None:
    page = SmsLogPage(period=["2026-09-08", "2026-09-09"])
    page.test.session_state["what_changed_open"] = True
    page.run()
    note = "Too few to compare: 9 texts before (Sep 1–2, 2026)."
    assert page.sentences.replace("\\", "").count(note) == 2


def test_without_a_comparison_nothing_has_changed() -> None:
    page = SmsLogPage(period=WEEK, against=["none"])
    assert "What changed" not in [part.label for part in page.test.expander]
