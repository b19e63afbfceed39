"""SMS Log, opened alone over a small log of its own."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.pages.district import FAILED, INELIGIBLE, NOT_YET, ODD_SCHOOL, SENDING, SENT, TEXTS
from tests.pages.sms_log.page import DAYS, UNDELIVERED, SmsLogPage

PICTURE_DAY = "Picture day · Sep 1, 2026"
DATES = "Aug 31–Sep 29, 2026"


def test_tiles_add_up_to_the_texts() -> None:
    page = SmsLogPage()
    assert page.counts == [1, 1, 117, 1, 1]
    assert sum(page.counts) == TEXTS
    assert f"counts the same {TEXTS} texts." in page.sentences


def test_finding_claims_no_more_than_a_carrier_knows() -> None:
    page = SmsLogPage()
    assert page.finding == (
        "**117 of 121 texts (96.7%) were accepted by carriers.** "
        "Carriers don't report whether a text was read. "
        "**2 texts (1.7%) weren't delivered.** The most common reason: Duplicate number (1). "
        "2 are in progress. There are no texts to compare with (Jul 27–Aug 25, 2026)."
    )
    everything = " ".join([page.sentences, page.html, page.alt(DAYS), page.alt(UNDELIVERED)]).lower()
    for negative in ("undelivered", "weren't delivered", "but not delivered"):
        everything = everything.replace(negative, "")
    assert "delivered" not in everything


def test_page_shows_the_thirty_days_up_to_the_newest_text_first() -> None:
    page = SmsLogPage()
    assert page.dates == DATES
    assert page.chips == []


def test_all_tiles_keep_their_figures_when_one_is_selected() -> None:
    page = SmsLogPage().click_result(FAILED)
    assert page.counts == [1, 1, 117, 1, 1]
    assert page.tile(FAILED).is_selected
    assert [title for title, tile in page.tiles.tiles.items() if tile.is_paler] == [
        NOT_YET,
        SENDING,
        SENT,
        INELIGIBLE,
    ]
    assert (page.dates, page.chips) == (DATES, [FAILED])
    assert page.column("Result") == [FAILED]
    assert (
        "The chart, the list and its download show the same 1 text. The figures at the top count all 121."
        in page.sentences
    )


@pytest.mark.parametrize("link", ["failed", FAILED])
def test_clicked_result_is_the_same_as_one_in_a_link(link: str) -> None:
    """Links hold the key of a result; those of earlier versions hold its name."""
    by_click, by_link = SmsLogPage().click_result(FAILED), SmsLogPage(result=[link])
    assert _without_tokens(by_click) == _without_tokens(by_link)
    assert by_click.sentences == by_link.sentences


def _without_tokens(page: SmsLogPage) -> str:
    """Return the page's HTML without the tokens of each visitor's downloads and rows."""
    return re.sub(r'name="transfer" value="[^"]+"|story=[\w-]+', "", page.html)


def test_part_of_undelivered_is_the_number_of_texts_it_lists() -> None:
    parts = {key: part.texts for key, part in SmsLogPage().tiles.parts.items()}
    assert parts == {"already_reached": 1, "not_stated": 1}
    for key, texts in parts.items():
        page = SmsLogPage().click("part", key)
        assert len(page.rows) == texts
        assert "The chart, the list and its download show the same 1 text." in page.sentences
        assert page.counts[3:] == [1, 1], "the tiles stay as they are"


def test_reversed_dates_are_swapped_with_a_notice() -> None:
    page = SmsLogPage(period=["2026-09-09", "2026-09-01"])
    assert page.dates == "Sep 1–9, 2026"
    assert page.notices == ["The dates were in reverse order, so we swapped them."]


def test_filters_in_a_link_that_cannot_be_used_are_ignored_with_a_notice() -> None:
    page = SmsLogPage(period=["banana"], school=["Nowhere"], result=["sent", "Delivered"])
    assert page.notices == [
        "This link has filters we can't use (dates, school, result). They were ignored."
    ]
    assert page.chips == [SENT]
    for bad in ({"day": ["banana"]}, {"reason": ["luck"]}, {"broadcast": ["Ghost · Sep 1, 2026"]}):
        assert "This link has a filter we can't use" in SmsLogPage(**bad).notices[0], bad
    assert SmsLogPage(school=["Lincoln High"]).notices == []


def test_selected_broadcast_stays_selected_outside_the_dates() -> None:
    page = SmsLogPage(broadcast=[PICTURE_DAY], period=["2026-08-01", "2026-08-02"])
    assert page.chips == [PICTURE_DAY]
    assert "No texts in this date range. The log covers Sep 1–29, 2026." in page.empty.text


def test_list_begins_at_its_first_page_again_with_another_filter_or_order() -> None:
    page = SmsLogPage()
    assert len(page.rows) == 20
    page.test.pagination[0].select(7).run()
    assert len(page.rows) == 1
    assert "121–121 of 121 texts" in page.sentences
    page.click("sort", "school")
    assert "1–20 of 121 texts" in page.sentences
    page.test.pagination[0].select(2).run()
    page.test.multiselect(key="school_field").select("Lincoln High").run()
    assert "1–20 of 108 texts" in page.sentences


def test_head_sorts_the_whole_list_up_then_down_then_as_at_first() -> None:
    page = SmsLogPage()
    newest_first = page.column("Requested (CT)")
    assert newest_first == sorted(newest_first, key=_moment, reverse=True)
    assert page.click("sort", "result").column("Result")[:3] == [NOT_YET, SENDING, SENT]
    assert page.click("sort", "result").column("Result")[:3] == [FAILED, INELIGIBLE, SENT]
    assert page.click("sort", "result").column("Requested (CT)") == newest_first


def _moment(words: str) -> datetime:
    return datetime.strptime(words, "%b %d, %Y, %I:%M %p")  # noqa: DTZ007 - compared with its like


def test_names_from_a_file_are_words_and_never_markup() -> None:
    page = SmsLogPage(school=[ODD_SCHOOL])
    assert page.chips == [ODD_SCHOOL]
    assert "<b>*K" not in page.html
    assert set(page.column("School")) == {ODD_SCHOOL}
    assert "[site](" not in page.sentences


def test_numbers_and_times_are_written_as_people_write_them() -> None:
    page = SmsLogPage()
    assert all(re.fullmatch(r"\(212\) 555-01\d\d", number) for number in page.column("Number"))
    assert re.fullmatch(r"Sep 29, 2026, 8:\d\d AM", page.column("Requested (CT)")[0])


def test_reason_is_shown_of_undelivered_texts_only() -> None:
    assert set(SmsLogPage(result=["sent"]).column("Reason")) == {""}
    assert SmsLogPage(result=["ineligible"]).column("Reason") == ["Duplicate number"]
    assert SmsLogPage(result=["failed"]).column("Reason") == ["Not stated"]


def test_head_says_when_the_log_was_updated() -> None:
    assert SmsLogPage().freshness.startswith("Log updated Sep 29, 2026, 8:")
