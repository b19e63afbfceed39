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
    (["26/05/06", "26/05/07", "26/05/25"], {"dmy", "ymd"}),
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
    ("texts", "order"),
    [
        (["26/05/06", "26/05/07", "26/05/24", "26/05/25"], "ymd"),
        (["13/05/26", "25/05/26", "06/05/26", "07/05/26"], "dmy"),
        (["26/12/30", "27/01/02", "27/01/03", "27/01/04"], "ymd"),
        # The last day of several months, a few days, and days over many years: either may be the year.
        (["31/12/25", "31/01/26", "31/01/26", "31/01/26"], None),
        (["26/05/06", "26/05/07"], None),
        (["31/12/28", "30/12/20", "29/11/24", "28/10/19"], None),
        # What fits in one order needs nothing more, and what fits in three is left to the region.
        (["05/25/26", "05/26/26", "05/27/26", "05/28/26"], None),
        (["05/06/26", "05/07/26", "05/08/26", "05/09/26"], None),
    ],
)
def test_the_part_that_hardly_changes_is_likely_the_year(texts: list[str], order: str | None) -> None:
    read = [one for text in texts if (one := dates.read(text.lower(), 0))]
    assert day_order.by_years(read, day_order.proven(read)) == order


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
