"""SMS Status, run alone over a small consent list of its own: totals, schools, filters, the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.words import vocabulary
from pages.parts.downloads import SMS_STATUS
from pages.parts.frame import session
from pages.parts.sms_status import number_list
from tests.pages.district import OPTED_IN, OPTED_OUT, PENDING
from tests.pages.sms_status.page import SmsStatusPage, Tile


def test_a_tile_has_numbers_their_share_their_contacts_and_the_meaning() -> None:
    tiles = SmsStatusPage().tiles
    assert list(tiles) == [status.name for status in vocabulary.STATUSES]
    assert tiles[OPTED_OUT] == Tile(
        "1 number, 33.3%", "of 2 contacts", "Chose not to get texts at this number."
    )
    assert tiles[PENDING] == Tile(
        "1 number, 33.3%", "of 0 contacts", "Hasn't confirmed yet (hasn't replied “Y” or “Yes”)."
    )


def test_the_finding_says_how_many_numbers_can_be_texted() -> None:
    sentences = SmsStatusPage().sentences
    assert (
        "**1 of 3 numbers (33.3%) can be texted.** Pending Opt-In: 1 (33.3%). Opted Out: 1 (33.3%).\n"
    ) in sentences
    assert "differs between short codes" not in sentences


def test_tiles_stay_in_sight_and_the_list_is_filtered_when_one_is_selected() -> None:
    page = SmsStatusPage(status=["opted_out"])
    assert list(page.tiles) == [PENDING, OPTED_IN, OPTED_OUT]
    assert page.selected == ["status=opted_out"]
    assert [row[1] for row in page.rows] == [OPTED_OUT, OPTED_OUT]
    assert (
        "Rows in the list and its downloads: 2. Different numbers: 1. Different contacts: 2."
        in page.sentences
    )


def test_a_chip_clears_its_filter() -> None:
    assert SmsStatusPage(status=["opted_out"], school=["Lincoln High"]).chips[:2] == [
        "clear=school",
        "clear=status",
    ]
    assert not SmsStatusPage().chips


def test_every_school_stays_in_sight_when_one_is_selected() -> None:
    page = SmsStatusPage(school=["Lincoln High"])
    assert page.selected == ["school=Lincoln High"]
    assert page.schools == [
        ["Lincoln High", "too few to compare", "0", "1", "1", "2"],
        ["No school", "too few to compare", "1", "0", "0", "1"],
    ]
    assert page.tiles[PENDING].numbers == "0 numbers, 0.0%"


def test_schools_with_few_numbers_have_no_share() -> None:
    assert "No school has enough numbers to compare." in SmsStatusPage().sentences


def test_filters_that_nothing_matches_offer_to_be_cleared() -> None:
    page = SmsStatusPage(status=["pending"], school=["Lincoln High"])
    assert page.empty == (
        "No numbers match these filters. Other numbers are on the consent lists. Clear filters"
    )
    assert "clear=all" in page.clicks
    assert not [click for click in page.clicks if click.startswith("sort=")]


def test_without_a_consent_list_the_page_says_where_to_import_one(nothing_imported: Path) -> None:
    assert nothing_imported.exists()
    page = SmsStatusPage()
    assert page.empty.startswith("No consent list yet.")
    assert page.empty.endswith("Import a consent list")
    assert not page.tiles


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (None, ["", "Pat c0", "Pat c1", "Pat c2"]),
        ("name", ["Pat c0", "Pat c1", "Pat c2", ""]),
        ("-name", ["Pat c2", "Pat c1", "Pat c0", ""]),
        ("shoe size", ["", "Pat c0", "Pat c1", "Pat c2"]),
    ],
)
def test_the_list_is_sorted_by_the_column_in_the_session(by: str | None, names: list[str]) -> None:
    page = SmsStatusPage().set_state(**{session.sort_of(SMS_STATUS).name: by})
    assert [row[4] for row in page.rows] == names


def test_a_click_on_a_head_changes_the_list_alone() -> None:
    def page() -> None:
        import streamlit as st

        from pages import sms_status

        st.write(sms_status._click("sort", "name"))

    test = AppTest.from_function(page).run()
    assert test.markdown[0].value == "list"
    assert test.session_state[session.sort_of(SMS_STATUS).name] == "name"


def test_every_column_of_the_list_can_be_sorted_by() -> None:
    heads = [click for click in SmsStatusPage().clicks if click.startswith("sort=")]
    assert heads == [f"sort={name}" for name in number_list.COLUMNS]


def test_each_status_has_downloads_of_its_own_rows() -> None:
    assert [(offer.label, offer.files) for offer in SmsStatusPage().downloads] == [
        ("Pending Opt-In: 1 row", 3),
        ("Opted In: 1 row", 3),
        ("Opted Out: 2 rows", 3),
        ("All statuses: 4 rows", 3),
    ]
    (offer,) = SmsStatusPage(status=["opted_out"]).downloads
    assert (offer.label, offer.files) == ("Opted Out: 2 rows", 3)
    assert offer.statuses == {"opted_out"}


def test_the_line_over_the_list_and_the_proof_under_it_have_the_same_count() -> None:
    sentences = SmsStatusPage().sentences
    assert "1–4 of 4 rows" in sentences
    assert sentences.endswith(
        "Rows in the list and its downloads: 4. Different numbers: 3. Different contacts: 3. "
        "The totals above count each number once. 1 number is shared by several contacts. "
        "Consent list updated Sep 30, 2026, 12:00 AM CT. All times are CT."
    )


def test_the_chart_says_its_finding_to_screen_readers() -> None:
    assert SmsStatusPage().alt == (
        "Numbers in each status at the end of each day. "
        "Only Sep 30, 2026 is known so far. The next consent list will show changes."
    )


def test_a_second_click_on_a_status_clears_it() -> None:
    def page() -> None:
        import streamlit as st

        from pages import sms_status

        if st.button("click"):
            sms_status._click("status", "pending")

    test = AppTest.from_function(page).run()
    test.button[0].click().run()
    assert test.session_state["status"] == ["pending"]
    test.button[0].click().run()
    assert test.session_state["status"] == []


@pytest.mark.parametrize(("per", "first"), [("month", "month"), ("week", "week"), ("year", "day")])
def test_a_link_selects_the_period_by_its_key(per: str, first: str) -> None:
    page = SmsStatusPage(per=[per])
    assert page.alt.startswith(f"Numbers in each status at the end of each {first}.")


def test_the_selected_period_is_kept_by_its_key() -> None:
    page = SmsStatusPage()
    page.test.segmented_control[0].set_value("month").run()
    assert page.test.session_state["per"] == ["month"]
    assert page.alt.startswith("Numbers in each status at the end of each month. Only Sep 2026 is known")
