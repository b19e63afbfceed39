"""Broadcasts, opened alone: the list, the report of one broadcast, its call list and call results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from data.tables import office
from tests.answers import GOLDEN, Fill, ReadGiven
from tests.pages.district import field, html, opened, pressed, text_of


def broadcasts() -> None:
    """Draw the page for who is in the session under as_role and as_schools."""
    import streamlit as st

    import queries
    from data.access import Viewer, person_at_machine
    from pages import broadcasts
    from pages.parts.frame import data_source

    for key, value in st.session_state.pop("pressed", []):
        broadcasts._apply_click(key, value)
    role = st.session_state.get("as_role")
    viewer = (
        Viewer("ann@example.org", role, st.session_state["as_schools"]) if role else person_at_machine()
    )
    with queries.reading(data_source.shown().uri):
        broadcasts.show(viewer)


@pytest.fixture(scope="module")
def snow_day(tmp_path_factory: pytest.TempPathFactory, fill: Fill, read_given: ReadGiven) -> Path:
    """Return the settings of a district with a broadcast that reached 3 of 9 contacts."""
    folder = tmp_path_factory.mktemp("snow")
    fill(str(folder / "logs"), read_given(GOLDEN / "not_reached" / "given"))
    file = folder / "district.toml"
    file.write_text('timezone = "America/Chicago"\nlogs = "logs"\n', encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def logs(snow_day: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the logs, in which every test finds the same call results."""
    monkeypatch.setenv("DISTRICT_TOML", str(snow_day))
    uri = settings.load().logs
    before = office.every(uri)
    yield uri
    added = [entry for entry in office.every(uri) if entry not in before]
    if added:
        office.withdraw(uri, added)
    office.add(uri, [entry.draft() for entry in before if entry not in office.every(uri)])


def _report(**state: object) -> AppTest:
    test = AppTest.from_function(broadcasts, default_timeout=30)
    test.query_params["broadcast"] = "B-1"
    for key, value in state.items():
        test.session_state[key] = value
    test.run()
    assert not test.exception
    return test


def test_the_list_has_each_broadcast_and_a_click_opens_its_report() -> None:
    page = opened(broadcasts)
    listed = html(page)
    for words in ("Snow day", "District office", "3 (33.3%)", "3 (37.5%)", "88.9%", "1–2 of 2 broadcasts"):
        assert words in listed
    report = pressed(page, "report", "B-1")
    assert report.header[0].value == "Snow day"
    assert report.query_params["broadcast"] == "B-1"
    again = pressed(report, "report", "")
    assert "1–2 of 2 broadcasts" in html(again)
    assert "broadcast" not in again.query_params


def test_what_is_in_progress_needs_attention() -> None:
    listed = html(opened(broadcasts))
    assert "Picture day</button>: 1 contact is still in progress." in listed


def test_the_report_says_who_was_reached_and_what_it_takes_to_reach_the_others() -> None:
    page = _report()
    assert (
        "3 of 8 families were reached by text, half of them by 5:40 AM. 1 is in progress. "
        "4 weren&#39;t reached. Of these, 1 only needs to reply “Y” or “Yes”."
    ) in html(page)
    sentences = text_of(page)
    assert "2 of the contacts are phone numbers" in sentences
    assert (
        "5 contacts weren't reached by text.** 1 of them was reached another way. 4 are left" in sentences
    )


def test_the_list_is_narrowed_to_a_school() -> None:
    page = opened(broadcasts)
    field(page.multiselect, "school").select("Oak Elementary").run()
    assert "Picture day" not in html(page).partition("<table>")[2]


def test_a_viewer_of_one_school_reads_of_its_families_alone() -> None:
    page = _report(as_role="school", as_schools=("Oak Elementary",))
    shown = html(page) + text_of(page)
    assert "Eve Diaz" in shown
    for other in ("Fox", "Okafor", "Young", "Lincoln High"):
        assert other not in shown


def test_masked_viewers_read_neither_names_nor_numbers_and_enter_nothing() -> None:
    page = _report(as_role="help desk", as_schools=None)
    listed = html(page)
    assert "Okafor" not in listed
    assert "555" not in listed
    assert 'data-press="call=' not in listed
    assert not page.expander


def test_a_call_result_is_entered_on_the_row_and_moves_the_contact_off_the_list(logs: str) -> None:
    page = _report()
    row = next(part for part in html(page).split("<button ") if "result for Di Fox" in part)
    token = row.partition('data-press="call=')[2].partition('"')[0]
    page = pressed(page, "call", token)
    assert "Di Fox · Eli Fox · Lincoln High · English" in text_of(page)
    next(own for own in page.button if own.label == "Save call result").click().run()
    assert not page.exception
    newest = office.every(logs)[-1]
    assert (newest.contact_id, newest.broadcast, newest.school) == ("C-4", "B-1", "Lincoln High")
    assert newest.value == "Called, reached"
    assert "2 of them were reached another way. 3 are left to call." in text_of(page)


def test_a_call_result_that_was_a_mistake_is_withdrawn(logs: str) -> None:
    before = office.every(logs)
    page = _report()
    row = next(part for part in html(page).split("<button ") if "result for Cy Okafor" in part)
    page = pressed(page, "call", row.partition('data-press="call=')[2].partition('"')[0])
    next(own for own in page.button if own.label == "Withdraw “Called, reached”").click().run()
    assert not page.exception
    (gone,) = (entry for entry in before if entry not in office.every(logs))
    assert (gone.contact_id, gone.value) == ("C-3", "Called, reached")
    assert "reached another way" not in text_of(page).partition("weren't reached by text")[2]


def test_a_call_result_of_a_number_is_withdrawn_from_the_contact_who_has_it(logs: str) -> None:
    before = office.every(logs)
    about = office.Draft("call_result", "No answer", "B-1", number=12125550109, school="Lincoln High")
    office.add(logs, [about])
    page = _report()
    row = next(part for part in html(page).split("<button ") if "result for Hal Young" in part)
    page = pressed(page, "call", row.partition('data-press="call=')[2].partition('"')[0])
    next(own for own in page.button if own.label == "Withdraw “No answer”").click().run()
    assert not page.exception
    assert office.every(logs) == before


def test_the_list_to_print_has_blank_columns_and_only_those_left_to_call() -> None:
    page = pressed(_report(), "on_paper", "open")
    printed = html(page).rpartition('aria-label="Call list"')[2]
    assert "Cy Okafor" not in printed
    assert printed.index("Called") < printed.index("By") < printed.rindex("Result")
    assert "4 contacts to call." in text_of(page)


def test_the_link_of_a_broadcast_that_is_not_there_opens_the_list() -> None:
    page = opened(broadcasts, broadcast=["B-9"])
    assert "isn't in the log" in page.info[0].value
    assert "1–2 of 2 broadcasts" in html(page)
