"""Every colour against its ground in both themes, as WCAG 2.2 computes it: marks 3 : 1, words 4.5 : 1."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest

from pages.parts.draw import charts, tables
from pages.parts.sms_log import days_chart, undelivered_chart
from pages.parts.sms_log.undelivered_chart import Bar
from tests.pages.district import DASHBOARD, FAILED, NOT_YET, SENDING

THEME = tomllib.loads((DASHBOARD.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
    "theme"
]
GROUNDS = tuple(THEME[name]["backgroundColor"] for name in ("light", "dark"))
TEXTS = tuple(THEME[name]["textColor"] for name in ("light", "dark"))
MARK, WORDS = 3.0, 4.5
THEMES = pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
Colour = tuple[float, float, float]


def colour(code: str) -> Colour:
    red, green, blue = (int(code[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def over(upper: str, ground: str, opacity: float) -> Colour:
    red, green, blue = (
        opacity * above + (1 - opacity) * below
        for above, below in zip(colour(upper), colour(ground), strict=True)
    )
    return red, green, blue


def light(of: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in of)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast(colour("#000000"), colour("#ffffff")) == pytest.approx(21)
    assert contrast(colour("#767676"), colour("#ffffff")) == pytest.approx(4.54, abs=0.01)


@THEMES
@pytest.mark.parametrize("result", charts.COLOURS)
def test_the_colour_of_a_result_can_be_seen_on_its_ground(result: str, is_dark: bool) -> None:  # noqa: FBT001
    assert contrast(colour(charts.COLOURS[result][is_dark]), colour(GROUNDS[is_dark])) >= MARK


@THEMES
def test_the_two_greys_of_what_is_on_its_way_are_told_apart_by_their_lightness(is_dark: bool) -> None:  # noqa: FBT001
    greys = [colour(charts.COLOURS[name][is_dark]) for name in (NOT_YET, SENDING)]
    assert contrast(*greys) >= 1.5


@THEMES
def test_shares_and_those_that_stand_out_can_be_seen_and_told_apart(is_dark: bool) -> None:  # noqa: FBT001
    ground, quiet, ink = (colour(code[is_dark]) for code in (GROUNDS, charts.QUIET, charts.INK))
    assert contrast(quiet, ground) >= MARK
    assert contrast(quiet, ink) >= 2


def figures(*, is_dark: bool) -> list[charts.Figure]:
    answer = pa.table({"day": [date(2026, 9, 2)], "result": [FAILED], "texts": [70]})
    shares = pa.table(
        {"day": [date(2026, 9, 2)], "texts": [70], "undelivered": [7], "undelivered_pct": [10.0]}
    )
    first, last = date(2026, 9, 1), date(2026, 9, 30)
    days = days_chart.Days(answer, shares, (1.0, 2.0), first, last, [date(2026, 9, 9), date(2026, 9, 10)])
    bar = Bar("Oak", "Oak", "10.0%  7 of 70", {FAILED: 10.0})
    made = undelivered_chart.figure([bar], (), is_dark=is_dark)
    return [days_chart.figure(days, is_dark=is_dark), made]


@THEMES
def test_every_word_in_a_figure_can_be_read_on_its_ground(is_dark: bool) -> None:  # noqa: FBT001
    ground = GROUNDS[is_dark]
    for figure in figures(is_dark=is_dark):
        layout = figure["layout"]
        axes = [
            axis
            for name, axis in layout.items()
            if re.match(r"[xy]axis", name) and axis.get("visible", True)
        ]
        inks = [layout["font"]["color"], *(axis["tickfont"]["color"] for axis in axes)]
        assert all(contrast(colour(ink), colour(ground)) >= WORDS for ink in inks)
        own = [note["font"].get("color") for note in layout["annotations"]]
        own += [
            shape["label"]["font"].get("color") for shape in layout.get("shapes", ()) if shape.get("label")
        ]
        assert set(own) == {None}, "these take the colour of the figure"
        for shade in (shape for shape in layout.get("shapes", ()) if shape.get("label")):
            shaded = over(shade["fillcolor"], ground, shade["opacity"])
            assert contrast(colour(layout["font"]["color"]), shaded) >= WORDS


@THEMES
def test_the_accent_is_the_theme_s_own_and_can_be_read(is_dark: bool) -> None:  # noqa: FBT001
    own = (THEME["primaryColor"], THEME["dark"]["primaryColor"])
    assert own[is_dark] in tables.ACCENT
    assert contrast(colour(own[is_dark]), colour(GROUNDS[is_dark])) >= WORDS


@THEMES
def test_what_is_paler_can_still_be_read(is_dark: bool) -> None:  # noqa: FBT001
    rules = re.findall(r"([^{}]*)\{[^{}]*?opacity: ([\d.]+)", tables.CSS)
    opacities = [float(opacity) for _, opacity in rules]
    assert len(opacities) > 3
    assert any("paler" in selector for selector, _ in rules)
    for opacity in opacities:
        ground = GROUNDS[is_dark]
        assert contrast(over(TEXTS[is_dark], ground, opacity), colour(ground)) >= WORDS


def test_colours_in_the_page_and_in_the_figures_are_the_same() -> None:
    style = tables.style()
    for place, (on_light, on_dark) in enumerate(charts.COLOURS.values()):
        assert f"--result-{place}: light-dark({on_light}, {on_dark});" in style
    assert all(one != other for one, other in pairwise(charts.COLOURS.values()))
