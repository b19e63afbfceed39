"""Every color against its ground in both themes, as WCAG 2.2 computes it: marks 3 : 1, words 4.5 : 1."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest

from data.words import vocabulary
from pages.parts.draw import charts, colors, tables
from pages.parts.draw.colors import Shades
from pages.parts.sms_log import days_chart
from pages.parts.sms_log.undelivered import undelivered_chart
from pages.parts.sms_log.undelivered.undelivered_chart import Bar
from tests.pages.district import DASHBOARD, FAILED

THEME = tomllib.loads((DASHBOARD.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
    "theme"
]
GROUNDS = tuple(THEME[name]["backgroundColor"] for name in ("light", "dark"))
TEXTS = tuple(THEME[name]["textColor"] for name in ("light", "dark"))
MARK, WORDS = 3.0, 4.5
THEMES = pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
NAMED = {**colors.RESULTS, **colors.STATUSES, **colors.CHANGES}
Rgb = tuple[float, float, float]


def rgb(code: str) -> Rgb:
    red, green, blue = (int(code[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def over(upper: str, ground: str, opacity: float) -> Rgb:
    red, green, blue = (
        opacity * above + (1 - opacity) * below
        for above, below in zip(rgb(upper), rgb(ground), strict=True)
    )
    return red, green, blue


def luminance(color: Rgb) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)
    assert contrast(rgb("#767676"), rgb("#ffffff")) == pytest.approx(4.54, abs=0.01)


def test_every_result_and_status_has_a_color_by_its_key() -> None:
    assert list(colors.RESULTS) == [result.key for result in vocabulary.RESULTS]
    assert list(colors.STATUSES) == [status.key for status in vocabulary.STATUSES]


@THEMES
@pytest.mark.parametrize("key", NAMED)
def test_a_color_with_a_name_can_be_seen_on_its_ground(key: str, is_dark: bool) -> None:  # noqa: FBT001
    assert contrast(rgb(NAMED[key].on(is_dark=is_dark)), rgb(GROUNDS[is_dark])) >= MARK


@THEMES
def test_the_two_grays_of_texts_in_progress_differ_in_lightness(is_dark: bool) -> None:  # noqa: FBT001
    grays = [rgb(colors.RESULTS[key].on(is_dark=is_dark)) for key in ("not_sent_yet", "sending")]
    assert contrast(*grays) >= 1.5


@THEMES
def test_usual_shares_and_high_shares_can_be_seen_and_differ(is_dark: bool) -> None:  # noqa: FBT001
    ground, quiet, ink = (rgb(shades[is_dark]) for shades in (GROUNDS, colors.QUIET, colors.INK))
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
        assert all(contrast(rgb(ink), rgb(ground)) >= WORDS for ink in inks)
        own = [note["font"].get("color") for note in layout["annotations"]]
        own += [
            shape["label"]["font"].get("color") for shape in layout.get("shapes", ()) if shape.get("label")
        ]
        assert set(own) == {None}, "these take the color of the figure"
        for shade in (shape for shape in layout.get("shapes", ()) if shape.get("label")):
            shaded = over(shade["fillcolor"], ground, shade["opacity"])
            assert contrast(rgb(layout["font"]["color"]), shaded) >= WORDS


@THEMES
def test_the_accent_is_the_theme_s_own_and_can_be_read(is_dark: bool) -> None:  # noqa: FBT001
    own = Shades(THEME["primaryColor"], THEME["dark"]["primaryColor"])
    assert own == colors.ACCENT
    assert contrast(rgb(own.on(is_dark=is_dark)), rgb(GROUNDS[is_dark])) >= WORDS


@THEMES
def test_pale_text_can_still_be_read(is_dark: bool) -> None:  # noqa: FBT001
    rules = re.findall(r"([^{}]*)\{[^{}]*?opacity: ([\d.]+)", tables.style())
    opacities = [float(opacity) for _, opacity in rules]
    assert len(opacities) > 3
    assert any("paler" in selector for selector, _ in rules)
    for opacity in opacities:
        ground = GROUNDS[is_dark]
        assert contrast(over(TEXTS[is_dark], ground, opacity), rgb(ground)) >= WORDS


def test_the_style_sheet_gives_each_class_the_color_of_the_figures() -> None:
    style = tables.style()
    for key, (on_light, on_dark) in colors.RESULTS.items():
        assert f".sms .result-{key} {{ --of-name: light-dark({on_light}, {on_dark}); }}" in style
    for key, (on_light, on_dark) in colors.STATUSES.items():
        assert f".sms.status-{key} {{ --of-name: light-dark({on_light}, {on_dark}); }}" in style
    assert all(one != other for one, other in pairwise(colors.RESULTS.values()))


def test_a_name_has_its_color_by_key_and_its_title_as_text() -> None:
    assert colors.result_name(FAILED) == '<span class="name result-failed">Failed to Send</span>'
    assert colors.legend([colors.status_name("Opted In")]) == (
        '<p class="sms legend"><span class="name status-opted_in">Opted In</span></p>'
    )


def test_parts_bring_their_own_rules_behind_the_shared_ones() -> None:
    style = tables.style()
    assert style.index(".sms th, .sms td {") < style.index(".sms.story td {")
