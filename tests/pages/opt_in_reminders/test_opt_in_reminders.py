"""Opt-in reminders over seven numbers: parts that add up, the filter, notes, results and the plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import clock, settings
from data.tables import notes
from data.tables.notes import Draft
from data.words import catalog
from pages.parts.frame.session import PLAN_DEFAULT, PLAN_START
from pages.parts.opt_in_reminders import pending
from tests.answers import Fill
from tests.pages import reminding
from tests.pages.district import PENDING, html
from tests.pages.opt_in_reminders.page import RemindersPage


@pytest.fixture(autouse=True)
def _district(district: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    district.write_text(reminding.SETTINGS, encoding="utf-8")
    fill(settings.load().logs, reminding.tables())


def test_the_parts_of_the_pending_numbers_add_up() -> None:
    assert RemindersPage.open().sums == {
        PENDING: "6",
        "can't receive texts": "\N{MINUS SIGN} 1",
        "no contact": "\N{MINUS SIGN} 1",
        "recently reminded": "\N{MINUS SIGN} 1",
        "= To remind now": "3",
        "by email": "2",
        "on paper": "1",
    }


def test_the_finding_says_how_many_can_be_reminded_and_how() -> None:
    assert RemindersPage.open().text.splitlines()[0] == (
        "**3 of 6 pending numbers can be reminded now:** 2 by email, 1 on paper. "
        "Lincoln High has the most: 3."
    )


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, "**No number is pending.** Everyone has answered."),
        ({"reminded": 1}, "**The only pending number can't be reminded now.**"),
        ({"reminded": 1, "no_contact": 1}, "**None of 2 pending numbers can be reminded now.**"),
        ({"paper": 1}, "**The only pending number can be reminded now:** 0 by email, 1 on paper."),
        ({"e_mail": 2}, "**All 2 pending numbers can be reminded now:** 2 by email, 0 on paper."),
        (
            {"e_mail": 1000, "paper": 234, "reminded": 1},
            "**1,234 of 1,235 pending numbers can be reminded now:** 1,000 by email, 234 on paper.",
        ),
    ],
)
def test_the_finding_fits_none_one_some_and_all(counts: dict[str, int], sentence: str) -> None:
    assert pending.finding({key: counts.get(key, 0) for key in pending.PARTS}, []) == sentence


def test_the_same_parts_are_counted_for_every_school_grade_language_and_age() -> None:
    page = RemindersPage.open()
    heads = [PENDING, "by email", "on paper", "can't receive texts", "no contact", "recently reminded"]
    assert page.table("Pending numbers by school") == [
        ["School", *heads],
        ["Lincoln High", "3", "2", "1", "0", "0", "0"],
        ["Oak Elementary", "2", "0", "0", "1", "0", "1"],
        ["No school", "1", "0", "0", "0", "1", "0"],
    ]
    page.select("Count by", "language")
    assert [row[:2] for row in page.table("Pending numbers by language")] == [
        ["Language", PENDING],
        ["English", "2"],
        ["Spanish", "2"],
        ["Somali", "1"],
        ["No language", "1"],
    ]
    page.select("Count by", "age")
    head, row = page.table("Pending numbers by time pending")
    assert head == ["Pending for", *heads]
    assert row[1:] == ["6", "2", "1", "1", "1", "1"]


def test_a_click_on_a_school_filters_the_page_and_a_second_click_clears_it() -> None:
    page = RemindersPage.open().click("school", "Oak Elementary")
    assert (page.sums[PENDING], page.sums["= To remind now"]) == ("2", "0")
    assert page.make_button.disabled
    assert page.click("school", "Oak Elementary").sums[PENDING] == "6"


def test_recently_reminded_families_are_reminded_again_only_if_the_filter_says_so() -> None:
    assert RemindersPage.open(alone=["none"]).sums["by email"] == "3"


def test_a_language_without_a_flyer_is_noted() -> None:
    notes = RemindersPage.open(alone=["none"]).notes
    assert notes == ["No flyer in Somali: 1 family gets it in English."]


def test_without_a_short_code_the_error_names_the_setting_and_the_rest_of_the_page_works(
    district: Path,
) -> None:
    district.write_text(reminding.SETTINGS.replace('short_code = "67587"', ""), encoding="utf-8")
    page = RemindersPage.open()
    assert page.sums[PENDING] == "6"
    assert "short\\_code" in page.errors


def test_the_flyer_is_described_for_people_who_cant_see_it() -> None:
    assert RemindersPage.open().images == [
        "The flyer as it is printed: text “Y” or “Yes” to 67587. The PDF below has the same words."
    ]


def test_the_flyer_follows_the_school_and_language_of_the_filter_until_another_is_selected() -> None:
    page = RemindersPage.open(school=["Lincoln High"], language=["Spanish"])
    assert page.flyer_of == ("Lincoln High", "es")
    assert "“Y” or “Yes” to 68453" in page.images[0], "the school has a short code of its own"
    next(one for one in page.test.selectbox if one.label == "Flyer for").set_value("").run()
    assert page.flyer_of == ("", "es")
    assert page.click("school", "Lincoln High").flyer_of == ("", "es"), "no school is filtered by"
    assert page.click("school", "Lincoln High").flyer_of == ("Lincoln High", "es")
    several = RemindersPage.open(school=["Lincoln High", "Oak Elementary"])
    assert several.flyer_of == ("", "en")


def test_without_a_batch_the_plan_starts_today_also_after_midnight(fill: Fill) -> None:
    fill(settings.load().logs, reminding.tables(reminded_days_ago=40))
    page, today = RemindersPage.open(), clock.today(settings.load().zone)
    assert page.test.date_input[0].value == today
    page.test.session_state[PLAN_DEFAULT.name] = yesterday = today - timedelta(days=1)
    page.test.session_state[PLAN_START.name] = yesterday
    page.test.run()
    assert page.test.date_input[0].value == today
    page.test.date_input[0].set_value(yesterday).run()
    page.test.run()
    assert page.test.date_input[0].value == yesterday, "somebody entered it"


def test_the_plan_starts_with_its_first_batch_and_shows_what_was_reminded() -> None:
    page = RemindersPage.open()
    zone = settings.load().zone
    start = (datetime.now(UTC) - timedelta(days=2)).astimezone(zone).date()
    first, *_others = page.table("Steps of the plan")[1:]
    assert first == [
        "First two weeks (now)",
        catalog.days(start, start + timedelta(days=13)),
        "Email the flyer. Send it home on paper if there is no address.",
        f"{catalog.day(start)}: 1 number",
    ]
    days = [day for week in page.table("Calendar of the plan")[1:] for day in week if day]
    assert len(days) == 30
    assert days[0] == f"{catalog.short_day(start)}\nFirst two weeks\n1 reminded"
    assert [day for day in days if "today" in day] == [days[2]]


def test_the_plan_shows_the_notes_on_its_days() -> None:
    zone = settings.load().zone
    start = (datetime.now(UTC) - timedelta(days=2)).astimezone(zone).date()
    second = start + timedelta(days=1)
    notes.add(settings.load().logs, Draft(start - timedelta(days=9), second, "Strike"))
    notes.add(settings.load().logs, Draft(second, second, "Snow day"))
    page = RemindersPage.open()
    days = [day for week in page.table("Calendar of the plan")[1:] for day in week if day]
    assert days[0].endswith("1 reminded\nNote a")
    assert days[1] == f"{catalog.short_day(second)}\nNotes a, b"
    assert "Note" not in days[2]
    assert f"{catalog.day(second)}: Snow day" in html(page.test)


def test_the_list_of_batches_says_who_made_which() -> None:
    head, batch = RemindersPage.open().table("Reminder batches, newest first")
    assert head == ["Created", "Created by", "Filter", "Numbers", "By email", "On paper"]
    assert batch[1:] == ["an administrator", "Oak Elementary", "1", "1", "0"]


def test_a_young_batch_has_no_results_yet() -> None:
    assert "Results appear a week after the batch was created." in RemindersPage.open().text


def test_a_batch_whose_time_is_over_shows_its_results(fill: Fill) -> None:
    fill(settings.load().logs, reminding.tables(reminded_days_ago=8, list_as_of=datetime.now(UTC)))
    page = RemindersPage.open()
    assert "**After 7 days, 0 of 1 reminded numbers had opted in (too few to compare).**" in page.text
    assert "Of those not reminded: 0 of 3 (too few to compare)." in page.text
    assert page.table("Opted in 7 days after the reminder, by school")[0] == [
        "School",
        "Reminded",
        "Opted in, reminded",
        "Not reminded",
        "Opted in, not reminded",
    ]
