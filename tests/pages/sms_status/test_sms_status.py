"""SMS Status, run alone over a small consent list of its own: totals, schools, narrowing, the list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.words import vocabulary
from pages.parts.downloads import SMS_STATUS
from pages.parts.frame import session
from pages.parts.sms_status import number_list
from tests.pages.district import OPTED_IN, OPTED_OUT, PENDING, html, opened, said, sms_status

TILE = re.compile(r'<button class="tile.*?</button>')


def tiles(test: AppTest) -> dict[str, str]:
    """The words of each tile, by the status that it narrows to."""
    found = [(re.findall(r'data-press="status=(.*?)"', tile)[0], tile) for tile in TILE.findall(html(test))]
    return {status: " ".join(re.sub(r"<[^>]+>", " ", tile).split()) for status, tile in found}


def pressed(test: AppTest) -> list[str]:
    """What is marked as chosen, in tiles and rows."""
    return re.findall(r'data-press="([^"]*)" aria-pressed="true"', html(test))


def rows(test: AppTest) -> list[list[str]]:
    """The cells of the list."""
    body = html(test).split('data-press="sort=number"')[1].split("<tbody>")[1].split("</tbody>")[0]
    cells = [re.findall(r"<td.*?</td>", row) for row in body.split("</tr>") if row]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells]


def narrowed(**chosen: list[str]) -> AppTest:
    """The page after a tile or a row was pressed."""
    test = opened(sms_status)
    for key, values in chosen.items():
        test.session_state[key] = values
    test.run()
    assert not test.exception
    return test


def test_a_tile_says_numbers_their_share_the_contacts_they_reach_and_its_meaning() -> None:
    shown = tiles(opened(sms_status))
    assert list(shown) == [status.name for status in vocabulary.STATUSES]
    assert shown[OPTED_OUT].startswith("Opted Out 1 number, 33.3% of 2 contacts Has chosen to get no texts")
    assert shown[PENDING].startswith("Pending Opt-In 1 number, 33.3% of 0 contacts")


def test_the_finding_says_how_many_may_be_texted() -> None:
    finding = said(opened(sms_status))
    assert "**1 of 3 numbers (33.3%) may be texted.** Pending Opt-In: 1 (33.3%); Opted Out: 1" in finding
    assert "differ between short codes" not in finding


def test_the_tiles_stay_in_sight_and_the_list_narrows_when_one_is_chosen() -> None:
    test = narrowed(status=[OPTED_OUT])
    assert list(tiles(test)) == [PENDING, OPTED_IN, OPTED_OUT]
    assert pressed(test) == [f"status={OPTED_OUT}"]
    assert [row[1] for row in rows(test)] == [OPTED_OUT, OPTED_OUT]
    assert "hold the same 2 rows: 1 number of 2 contacts" in said(test)


def test_a_narrowing_can_be_undone_by_its_own_chip() -> None:
    test = narrowed(status=[OPTED_OUT], school=["Lincoln High"])
    chips = html(test).split('class="sms chips"')[1].split("</div>")[0]
    assert re.findall(r'data-press="(.*?)"', chips) == ["clear=school", "clear=status", "clear=all"]
    assert "data-press" not in html(opened(sms_status)).split('class="sms chips"')[1].split("</div>")[0]


def test_every_school_stays_in_sight_when_one_is_chosen() -> None:
    test = narrowed(school=["Lincoln High"])
    assert pressed(test) == ["school=Lincoln High"]
    schools = html(test).split('class="sms list schools"')[1].split("</table>")[0]
    assert "<td>No school</td>" in schools
    assert tiles(test)[PENDING].startswith("Pending Opt-In 0 numbers, 0.0% of 0 contacts")


def test_a_school_of_few_numbers_is_marked_in_place_of_its_share() -> None:
    test = opened(sms_status)
    assert html(test).count("too few to judge") == 2
    assert "No school has enough numbers to judge its share." in said(test)


def test_nothing_matches_is_said_with_the_way_back() -> None:
    test = narrowed(status=[PENDING], school=["Lincoln High"])
    assert "No number matches all of this." in html(test)
    assert 'data-press="clear=all"' in html(test)
    assert 'data-press="sort=' not in html(test)


def test_without_a_consent_list_the_page_says_where_to_take_one_in(nothing_imported: Path) -> None:
    assert nothing_imported.exists()
    test = opened(sms_status)
    assert "No consent list has been taken in yet." in html(test)
    assert 'href="imports"' in html(test)
    assert not tiles(test)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (None, ["", "Pat c0", "Pat c1", "Pat c2"]),
        ("name", ["Pat c0", "Pat c1", "Pat c2", ""]),
        ("-name", ["Pat c2", "Pat c1", "Pat c0", ""]),
        ("shoe size", ["", "Pat c0", "Pat c1", "Pat c2"]),
    ],
)
def test_the_list_is_sorted_by_the_head_that_was_pressed(by: str | None, names: list[str]) -> None:
    test = opened(sms_status)
    test.session_state[session.sort_of(SMS_STATUS).name] = by
    test.run()
    assert [row[4] for row in rows(test)] == names


def test_every_head_sorts_by_a_column_that_the_question_knows() -> None:
    heads = re.findall(r'data-press="sort=(\w+)"', html(opened(sms_status)))
    assert tuple(heads) == number_list.NAMES


def test_each_status_has_a_download_of_its_own_with_its_rows() -> None:
    offered = r'<p>([^<]*)</p><div class="sms downloads">(.*?)</details>'
    found = re.findall(offered, html(opened(sms_status)))
    assert [(words, made.count("<form")) for words, made in found] == [
        ("Download Pending Opt-In: 1 row", 3),
        ("Download Opted In: 1 row", 3),
        ("Download Opted Out: 2 rows", 3),
        ("Download all of them: 4 rows", 3),
    ]
    ((words, made),) = re.findall(offered, html(narrowed(status=[OPTED_OUT])))
    assert words == "Download Opted Out: 2 rows"
    assert made.count('name="status" value="opted_out"') == 3  # one for each form of file


def test_the_line_over_and_the_proof_under_the_list_say_the_same() -> None:
    test = opened(sms_status)
    assert "1–4 of 4 rows" in said(test)
    assert "hold the same 4 rows: 3 numbers of 3 contacts." in said(test)
    assert "Consent list as of Sep 30, 2026 12:00 AM." in said(test)


def test_the_figure_says_its_finding_to_those_who_do_not_see_it() -> None:
    (figure,) = opened(sms_status).get("plotly_chart")
    assert "All that is known is of Sep 30, 2026" in figure.proto.alt


def test_a_press_chooses_a_status_once_and_undoes_it_the_second_time() -> None:
    def page() -> None:
        import streamlit as st

        from data.words import vocabulary
        from pages.parts.filters import narrowing

        st.multiselect("Statuses", [status.key for status in vocabulary.STATUSES], key="status")
        st.button("press", on_click=narrowing.apply_click, args=("status", vocabulary.STATUSES[0].key))

    test = AppTest.from_function(page).run()
    test.button[0].click().run()
    assert test.session_state["status"] == ["pending"]
    test.button[0].click().run()
    assert test.session_state["status"] == []
