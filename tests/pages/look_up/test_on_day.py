"""The status of one number on an earlier day, on Look up."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data import clock, settings
from pages.parts.look_up.history import on_day
from tests.pages import known_numbers
from tests.pages.district import OPTED_IN, OPTED_OUT, field, html
from tests.pages.markup import parsed
from tests.viewers import HELP_DESK_ROLE

pytestmark = pytest.mark.usefixtures("of_known_numbers")


def look_up(role: str = "administrator") -> None:
    import queries
    from data.access import Viewer
    from pages import look_up
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        look_up.show(Viewer("a person", role, None))


def asked(number: int, day: str = "", role: str = "") -> AppTest:
    """Return the page after a number was looked up, opened by a link with a day if there is one."""
    test = AppTest.from_function(look_up, kwargs={"role": role} if role else None, default_timeout=30)
    if day:
        test.query_params["on"] = [day]
    test.run()
    test.text_input[0].set_value(str(number))
    next(button for button in test.button if button.label == "Look up").click().run()
    assert not test.exception
    return test


def answers(test: AppTest) -> list[str]:
    """Return the sentences about the day."""
    return [line.text for block in parsed(html(test)).all("div", "on_day") for line in block.all("p")]


def test_a_day_is_answered_with_the_status_of_then_how_it_is_known_and_what_came_next() -> None:
    test = asked(known_numbers.SAID_YES)
    assert answers(test) == []
    field(test.date_input, "on").set_value(date(2026, 4, 30)).run()
    assert answers(test) == [
        (
            "On Apr 30, 2026: Pending Opt-In since Apr 1, 2026. How we know: contact list. "
            "Changed to Opted In on May 4, 2026, 9:00 AM CT."
        )
    ]
    assert test.query_params == {"on": "2026-04-30"}, "a link has the day, and no number"
    field(test.date_input, "on").set_value(date(2026, 5, 4)).run()
    assert answers(test) == [
        (
            "On May 4, 2026: Opted In since May 4, 2026, 9:00 AM CT. How we know: keyword reply. "
            "It hasn't changed since."
        )
    ]


@pytest.mark.parametrize(
    ("number", "day", "sentence"),
    [
        (
            known_numbers.SAID_NOTHING,
            "2026-07-31",
            (
                "On Jul 31, 2026: No status is known. "
                "The first consent list with this number is from Aug 1, 2026."
            ),
        ),
        (
            known_numbers.OF_AN_OLDER_LIST,
            "2026-05-03",
            (
                "On May 3, 2026: No status is known. "
                "The first status in the log is from May 4, 2026, 9:00 AM CT."
            ),
        ),
    ],
    ids=["noticed in a list", "logged"],
)
def test_before_its_first_status_a_number_has_none(number: int, day: str, sentence: str) -> None:
    assert answers(asked(number, day)) == [sentence]


def test_each_short_code_is_answered_by_its_name() -> None:
    out, opted_in = answers(asked(known_numbers.ONE_CODE_EACH, "2026-05-05"))
    assert out.startswith("On May 5, 2026: Short code 67588: Opted Out since May 5, 2026")
    assert opted_in.startswith("On May 5, 2026: Short code 67587: Opted In since May 4, 2026")


def test_a_number_without_a_status_has_no_field_and_a_day_to_come_is_dropped() -> None:
    assert not asked(known_numbers.ONLY_TEXTED).date_input
    tomorrow = clock.today(settings.load().zone) + timedelta(days=1)
    assert not answers(asked(known_numbers.SAID_YES, tomorrow.isoformat()))


def test_the_help_desk_reads_the_status_on_a_day_as_it_reads_that_of_now() -> None:
    (sentence,) = answers(asked(known_numbers.SAID_YES, "2026-04-30", role=HELP_DESK_ROLE))
    assert sentence.startswith("On Apr 30, 2026: Pending Opt-In since Apr 1, 2026.")


def test_a_change_that_only_the_next_list_shows_may_have_been_before() -> None:
    row = {
        "short_code": "67587",
        "status": OPTED_IN,
        "since": datetime(2026, 5, 4, 9, tzinfo=settings.load().zone),
        "how": "keyword reply",
        "observed_after": None,
        "next_status": OPTED_OUT,
        "until": datetime(2026, 9, 1, tzinfo=settings.load().zone),
        "is_next_logged": False,
    }
    (possible,) = on_day.paragraphs([{**row, "may_be_next": True}], date(2026, 8, 15))
    assert "It may have changed by then: the list of Sep 1, 2026 has" in possible
    (later,) = on_day.paragraphs([{**row, "may_be_next": False}], date(2026, 7, 15))
    assert "by Sep 1, 2026." in later
