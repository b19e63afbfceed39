"""Sparklines: small columns, as high as the shares of their steps."""

from __future__ import annotations

import re

from pages.parts.sms_log.undelivered.sparks import sparkline
from tests.pages.markup import parsed


def test_columns_are_as_high_as_their_shares_beside_the_highest() -> None:
    steps = re.findall(r"<i[^>]*>", sparkline([5.0, None, 0.0, 20.0], 20.0, "From 5% to 20%"))
    assert steps == ['<i style="height: 25%">', "<i>", '<i style="height: 4%">', '<i style="height: 100%">']


def test_shares_that_are_all_zero_have_low_columns() -> None:
    assert sparkline([0.0, 0.0], 0.0, "").count("height: 4%") == 2


def test_screen_reader_says_the_label_as_it_is() -> None:
    mark = parsed(str(sparkline([1.0], 1.0, '"<b>"'))).one("span", "spark")
    assert (mark.attributes["role"], mark.attributes["aria-label"]) == ("img", '"<b>"')
