"""SMS Log beside other texts: what is compared, and the change of each figure."""

from __future__ import annotations

import pytest

from tests.pages.district import FAILED, FORMULA, INELIGIBLE, NOT_YET, ODD_SCHOOL, SENDING, SENT
from tests.pages.sms_log.page import UNDELIVERED, SmsLogPage

MINUS = "\N{MINUS SIGN}"
WEEK = ["2026-09-08", "2026-09-14"]  # 24 texts, all sent; 29 of 33 were in the week before


def changes(page: SmsLogPage) -> dict[str, str]:
    return {title: tile.change for title, tile in page.tiles.tiles.items()}


def test_tiles_show_their_change_against_the_period_before() -> None:
    page = SmsLogPage(period=WEEK)
    assert page.against == "Compared with: Sep 1–7, 2026"
    assert changes(page) == {
        NOT_YET: f"{MINUS}3.0 points, compared with 3.0% (1 text)",
        SENDING: f"{MINUS}3.0 points, compared with 3.0% (1 text)",
        SENT: "+12.1 points, compared with 87.9% (29 texts)",
        INELIGIBLE: f"{MINUS}3.0 points, compared with 3.0% (1 text)",
        FAILED: f"{MINUS}3.0 points, compared with 3.0% (1 text)",
    }
    assert [stage for stage in page.tiles.stages if "points" in stage] == [
        f"Sending 0 0.0% {MINUS}6.1 points, compared with 6.1% (2 texts)",
        f"Undelivered 0 0.0% {MINUS}6.1 points, compared with 6.1% (2 texts)",
    ]
    assert page.finding.endswith("Before (Sep 1–7, 2026), 6.1% weren't delivered.")


def test_parts_show_their_change_of_all_texts() -> None:
    page = SmsLogPage(period=["2026-09-01", "2026-09-07"], against=["broadcast"], against_broadcast=["b1"])
    part = page.tiles.parts["already_reached"]
    assert part.title == "already reached +3.0 points, compared with 0.0% (0 texts)"


def test_schools_are_compared_with_themselves() -> None:
    page = SmsLogPage(period=WEEK, by=["school"]).open_undelivered_table()
    assert page.table("Undelivered texts by school") == [
        ["Lincoln High", "20", "0", "0", "0.0%", "7.1%", f"{MINUS}7.1 points"],
        [ODD_SCHOOL, "4", "0", "0", "0.0%", "0.0%", "Too few to compare"],
    ]
    assert page.alt(UNDELIVERED).endswith("In parentheses: the change in points against Sep 1–7, 2026.")


def test_reasons_are_compared_by_their_share_of_all_texts() -> None:
    page = SmsLogPage(
        period=["2026-09-01", "2026-09-07"], by=["reason"], against=["broadcast"], against_broadcast=["b1"]
    ).open_undelivered_table()
    assert page.table("Undelivered texts by reason") == [
        ["Duplicate number", INELIGIBLE, "1", "50.0%", "3.0%", "0.0%", "+3.0 points"],
        ["Not stated", FAILED, "1", "50.0%", "3.0%", "1.7%", "+1.4 points"],
    ]


def test_broadcasts_are_compared_with_another_one() -> None:
    page = SmsLogPage(against=["broadcast"], against_broadcast=["b1"]).open_undelivered_table()
    assert page.table("Undelivered texts by broadcast") == [
        ["Picture day", "60", "0", "1", "1.7%", "1.7%", "No change"],
        [FORMULA, "61", "1", "0", "1.6%", "1.7%", "No change"],
    ]


def test_same_weekdays_are_compared_on_average() -> None:
    page = SmsLogPage(period=["2026-09-28", "2026-09-29"], against=["weekdays"])
    assert page.against == (
        "Compared with the average of: "
        "Sep 21–22, 2026, Sep 14–15, 2026, Sep 7–8, 2026, and Aug 31–Sep 1, 2026"
    )


def test_too_few_texts_are_not_compared() -> None:
    page = SmsLogPage(period=["2026-09-09", "2026-09-09"])
    assert page.finding.endswith("There are no texts to compare with (Sep 2, 2026).")
    page = SmsLogPage(period=["2026-09-08", "2026-09-09"])
    assert page.finding.endswith("Too few to compare: 9 texts before (Sep 1–2, 2026).")
    assert set(changes(page).values()) == {""}


def test_another_broadcast_is_compared_once_it_is_selected() -> None:
    page = SmsLogPage(against=["broadcast"], broadcast=["b1"])
    assert page.against == ""
    assert not page.offers("compare=b0"), "the list is asked for once the field is open"
    page.test.session_state["other_broadcast_open"] = True
    assert not page.run().offers("compare=b1"), "it is the selected one"
    page.click("compare", "b0")
    assert not page.test.session_state["other_broadcast_open"]
    assert page.against == f"Compared with: {FORMULA} · Sep 1, 2026"
    assert changes(page)[SENT].endswith("compared with 96.7% (59 texts)")
    assert page.finding.endswith("Of the other broadcast, 1.6% weren't delivered.")


@pytest.mark.parametrize("selected", [["none"], ["broadcast"]])
def test_without_a_comparison_tiles_have_no_change(selected: list[str]) -> None:
    page = SmsLogPage(period=WEEK, against=selected)
    assert page.against == ""
    assert set(changes(page).values()) == {""}
    assert "compare" not in page.finding
    assert "Before" not in page.finding


def test_a_comparison_that_a_link_cannot_name_is_ignored_with_a_notice() -> None:
    page = SmsLogPage(against=["luck"], period=WEEK)
    assert page.notices == ["This link has a filter we can't use (comparison). It was ignored."]
    assert page.against == "Compared with: Sep 1–7, 2026"
    page = SmsLogPage(against=["broadcast"], against_broadcast=["b9"])
    assert page.notices == ["This link has a filter we can't use (earlier broadcast). It was ignored."]


def test_the_period_before_is_not_in_the_url() -> None:
    page = SmsLogPage(period=WEEK, against=["last_year"])
    assert page.against == "Compared with: Sep 9–15, 2025"
    page.test.selectbox(key="against_field").select("before").run()
    assert page.test.session_state["against"] == []
    page.test.selectbox(key="against_field").select("none").run()
    assert page.test.session_state["against"] == ["none"]


def test_another_broadcast_leaves_the_url_with_the_kind_that_it_belongs_to_and_comes_back() -> None:
    page = SmsLogPage(period=WEEK, against_broadcast=["b1"])
    assert page.notices == ["This link has a filter we can't use (earlier broadcast). It was ignored."]
    page.run()
    assert page.notices == []
    assert "against_broadcast" not in page.test.query_params
    for kind, in_url in (("broadcast", ["b1"]), ("last_year", []), ("broadcast", ["b1"])):
        page.test.session_state["against"] = [kind]
        page.run()
        assert page.test.query_params.get("against_broadcast", []) in (in_url, *in_url)
        assert page.notices == []
