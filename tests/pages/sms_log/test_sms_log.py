"""SMS Log, run alone over a small log of its own."""

from __future__ import annotations

import re
from datetime import datetime

from streamlit.testing.v1 import AppTest

from tests.pages.district import (
    FAILED,
    FORMULA,
    INELIGIBLE,
    NOT_YET,
    ODD_SCHOOL,
    SENDING,
    SENT,
    TEXTS,
    figures,
    html,
    listed,
    opened,
    pressed,
    said,
    shown,
    sms_log,
)

PICTURE_DAY = "Picture day · Sep 1, 2026"


def test_the_tiles_add_up_to_the_texts() -> None:
    test = opened(sms_log)
    assert figures(test) == [1, 1, 117, 1, 1]
    assert sum(figures(test)) == TEXTS
    assert f"counts the same {TEXTS} texts" in said(test)


def test_the_finding_claims_no_more_than_a_carrier_knows() -> None:
    test = opened(sms_log)
    assert "**Carriers took 117 of 121 texts (96.7%).** No report can show who read one." in said(test)
    assert "**Undelivered: 2 (1.7%)**" in said(test)
    assert "1 had already got it" in said(test)
    everything = f"{said(test)} {html(test)} {' '.join(_alts(test))}".lower()
    assert "delivered" not in everything.replace("undelivered", "").replace("of texts not delivered", "")


def test_first_shown_are_the_thirty_days_up_to_the_newest_text() -> None:
    assert shown(opened(sms_log)) == ["Aug 31–Sep 29, 2026"]


def test_all_results_stay_in_sight_when_one_is_chosen() -> None:
    test = pressed(opened(sms_log), "result", FAILED)
    assert figures(test) == [1, 1, 117, 1, 1]
    assert html(test).count('class="tile paler"') == 4
    assert shown(test) == ["Aug 31–Sep 29, 2026", FAILED]
    assert listed(test) == 1
    assert "hold the same 1 text: " in said(test)
    assert "of the 121 that the figures at the top count" in said(test)


def test_a_result_that_is_pressed_is_the_same_as_one_in_the_address() -> None:
    by_press, by_address = pressed(opened(sms_log), "result", FAILED), opened(sms_log, result=[FAILED])
    assert _but_tokens(by_press) == _but_tokens(by_address)
    assert said(by_press) == said(by_address)


def _but_tokens(test: AppTest) -> str:
    """What a page draws, without that by which each visitor's downloads are known."""
    return re.sub(r'name="transfer" value="[^"]+"', "", html(test))


def test_an_undelivered_part_is_the_sum_of_the_texts_that_it_lists() -> None:
    test = opened(sms_log)
    parts = dict(re.findall(r'data-press="part=(\w+)"[^>]*><b>(\d+)</b>', html(test)))
    assert parts == {"already_reached": "1", "not_stated": "1"}
    for part, figure in parts.items():
        listing = pressed(opened(sms_log), "part", part)
        assert listed(listing) == int(figure)
        assert f"hold the same {figure} text" in said(listing)
        assert sum(map(int, parts.values())) == sum(figures(listing)[3:]), "and the tiles stay as they are"


def test_dates_the_wrong_way_round_are_swapped_and_it_is_said() -> None:
    test = opened(sms_log, period=["2026-09-09", "2026-09-01"])
    assert shown(test) == ["Sep 1–9, 2026"]
    assert "swapped" in test.info[0].value


def test_a_bad_value_in_the_address_is_left_out_and_it_is_said() -> None:
    test = opened(sms_log, period=["banana"], school=["Nowhere"], result=[SENT, "Delivered"])
    assert test.info[0].value == (
        "This link has filters we can't use (dates, school, result). They were ignored."
    )
    assert test.multiselect(key="result_field").value == ["sent"]
    for bad in ({"day": ["banana"]}, {"reason": ["luck"]}, {"broadcast": ["Ghost · Sep 1, 2026"]}):
        assert "This link has a filter we can't use" in opened(sms_log, **bad).info[0].value, bad
    assert opened(sms_log, school=["Lincoln High"]).info.len == 0


def test_broadcasts_come_newest_first_with_their_dates() -> None:
    assert opened(sms_log).multiselect(key="broadcast_field").options == [
        PICTURE_DAY,
        f"{FORMULA} · Sep 1, 2026",
    ]


def test_a_chosen_broadcast_stays_chosen_when_the_dates_leave_it_out() -> None:
    test = opened(sms_log, broadcast=[PICTURE_DAY], period=["2026-08-01", "2026-08-02"])
    assert test.multiselect(key="broadcast_field").value == ["b1"]
    assert "No texts in these dates." in html(test)
    assert "The log runs from Sep 1, 2026 to Sep 29, 2026." in html(test)


def test_the_list_begins_at_its_first_page_again_when_the_filter_or_the_order_changes() -> None:
    test = opened(sms_log)
    assert listed(test) == 20
    test.pagination[0].select(7).run()
    assert listed(test) == 1
    assert "121–121 of 121 texts" in said(test)
    pressed(test, "sort", "school")
    assert "1–20 of 121 texts" in said(test)
    test.pagination[0].select(2).run()
    test.multiselect(key="school").select("Lincoln High").run()
    assert "1–20 of 108 texts" in said(test)


def test_a_head_sorts_all_of_the_list_up_then_down_then_as_at_first() -> None:
    test = opened(sms_log)
    newest_first = _column(test, 0)
    assert newest_first == sorted(newest_first, key=_moment, reverse=True)
    assert _column(pressed(test, "sort", "result"), 5)[:3] == [NOT_YET, SENDING, SENT]
    assert _column(pressed(test, "sort", "result"), 5)[:3] == [FAILED, INELIGIBLE, SENT]
    assert _column(pressed(test, "sort", "result"), 0) == newest_first


def test_names_from_a_file_are_words_and_never_marks() -> None:
    test = opened(sms_log, school=[ODD_SCHOOL])
    assert ODD_SCHOOL in shown(test)
    assert "<b>*K" not in html(test)
    assert "&lt;b&gt;*K-8*" in html(test)
    assert "[site](" not in said(test)


def test_numbers_and_times_are_written_as_people_write_them() -> None:
    test = opened(sms_log)
    assert "Requested (Central)" in html(test)
    assert "(212) 555-01" in html(test)
    assert re.search(r"Sep 29, 2026 8:\d\d AM", html(test))


def test_why_is_told_of_what_was_not_taken_and_of_nothing_else() -> None:
    assert _column(opened(sms_log, result=[SENT]), 6) == [""] * 20
    assert _column(opened(sms_log, result=[INELIGIBLE]), 6) == ["Already got it"]
    assert _column(opened(sms_log, result=[FAILED]), 6) == ["Not stated"]


def _moment(words: str) -> datetime:
    return datetime.strptime(words, "%b %d, %Y %I:%M %p")  # noqa: DTZ007 - compared with its like


def _alts(test: AppTest) -> list[str]:
    return [figure.proto.alt for figure in test.get("plotly_chart")]


def _column(test: AppTest, place: int) -> list[str]:
    rows = html(test).rsplit("<tbody>", 1)[1].split("<tr")[1:]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    return [re.sub("<[^>]+>", "", row[place]) for row in cells]
