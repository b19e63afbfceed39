"""The order of dates in a column, from all of its dates, and where they leave it open."""

from __future__ import annotations

import pytest

from data.importer.rows.times import dates, day_order

PROVEN = [
    (["25/05/2026", "06/05/2026"], {"dmy"}),
    (["05/25/2026", "05/06/2026"], {"mdy"}),
    (["05/06/2026", "07/08/2026"], {"mdy", "dmy"}),
    (["25/05/2026", "05/25/2026"], set()),
    (["03-13-21"], {"mdy"}),
    # A year with two figures: the part that stays the same is the year.
    (["26/05/06", "26/05/07", "26/05/25"], {"ymd"}),
    (["13/05/26", "25/05/26", "06/05/26"], {"dmy"}),
    (["05/06/26", "05/07/26", "05/08/26"], {"mdy", "dmy", "ymd"}),
    (["13/05/26"], {"dmy", "ymd"}),
    # These prove nothing.
    (["2026-05-06", "May 6, 2026"], {"mdy", "dmy", "ymd"}),
    (["2026/05/25"], {"mdy", "dmy", "ymd"}),
    ([], {"mdy", "dmy", "ymd"}),
]


@pytest.mark.parametrize(("texts", "orders"), PROVEN)
def test_all_dates_of_a_column_prove_its_order(texts: list[str], orders: set[str]) -> None:
    read = [dates.read(text.lower(), 0) for text in texts]
    assert day_order.proven(one for one in read if one) == orders


@pytest.mark.parametrize(
    ("region", "separator", "order"),
    [
        *(("US", "/", "mdy"), ("US", "-", "mdy"), ("US", ".", None), ("PR", "/", "mdy")),
        *(("GB", "/", "dmy"), ("GB", ".", "dmy"), ("AU", "/", "dmy"), ("MX", "/", "dmy")),
        *(("CA", "/", None), ("SE", "/", None)),
    ],
)
def test_a_region_has_an_order_or_none(region: str, separator: str, order: str | None) -> None:
    assert day_order.usual(region, frozenset({separator})) == order


@pytest.mark.parametrize(
    ("text", "is_figures"),
    [
        *(("05/06/2026", True), ("6/6/2026", True), ("05/06/07", True), ("05/06/05", True)),
        *(("05/05/05", False), ("2026-05-06", False), ("may 6, 2026", False)),
    ],
)
def test_a_date_whose_parts_may_change_places_is_figures(text: str, *, is_figures: bool) -> None:
    date = dates.read(text, 0)
    assert date
    assert date.is_figures == is_figures
