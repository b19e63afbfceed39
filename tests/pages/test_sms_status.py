"""SMS Status, run alone over a small consent list of its own."""

from __future__ import annotations

import pytest

from tests.pages.district import (
    OPTED_OUT,
    figures,
    html,
    listed,
    opened,
    said,
    sms_status,
)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("212.555.0100", "**Yes, \\(212\\) 555\\-0100 may be texted.**"),
        ("+1 (212) 555-0101", "**No, \\(212\\) 555\\-0101 may not be texted.**"),
        ("2125550129", "is in no consent list"),
        ("12", "not a phone number"),
        ("2.12555E+09", "scientific form"),
    ],
)
def test_a_number_in_any_form_is_answered_in_a_sentence(typed: str, answer: str) -> None:
    test = opened(sms_status)
    test.text_input[0].set_value(typed).run()
    told = [*test.success, *test.warning]
    assert answer in told[0].value.replace("\\.", ".") or answer in told[0].value
    assert not test.query_params


def test_a_shared_number_and_one_that_no_phone_has_are_said_to_be_so() -> None:
    test = opened(sms_status)
    test.text_input[0].set_value("2125550101").run()
    assert "2 contacts share it" in said(test)
    test.text_input[0].set_value("1115550101").run()
    assert "no phone anywhere" in said(test)


def test_totals_of_statuses_say_what_they_count() -> None:
    test = opened(sms_status)
    assert figures(test) == [1, 1, 1]
    assert "number of 2 contacts" in html(test)
    assert listed(test) == 4
    assert "hold the same 4 rows: 3 numbers of 3 contacts." in said(test)
    assert listed(opened(sms_status, status=[OPTED_OUT])) == 2
