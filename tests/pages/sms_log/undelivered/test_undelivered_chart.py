"""The chart of undelivered texts by broadcast, school or reason, in Plotly's own form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.words import vocabulary
from pages.parts.draw import colors
from pages.parts.sms_log.undelivered import comparisons, undelivered_chart
from pages.parts.sms_log.undelivered.levels import BY_SCHOOL
from pages.parts.sms_log.undelivered.undelivered_chart import Bar
from queries import Selection
from queries.comparison import BEFORE, compared
from tests.import_files import import_file
from tests.pages.district import FAILED, INELIGIBLE, LOG_HEADER, SENT, write_csv
from tests.pages.sms_log.page import UNDELIVERED, SmsLogPage

LINK = '<a href="http://127.0.0.1:9">Oak</a> & [site](http://127.0.0.1:9)'


def rows(place: int, school: str | None, ineligible: int, failed: int, texts: int) -> list[dict[str, Any]]:
    """Return the rows of one school in the answer to "undelivered_by_school"."""
    both = ineligible + failed
    whole = {"place": place, "school": school, "all_undelivered": both, "texts": texts, "of_all": 3}
    own = ((INELIGIBLE, ineligible), (FAILED, failed))
    return [
        whole | {"result": result, "undelivered": count, "undelivered_pct": 100 * both / texts}
        for result, count in own
    ]


def bars() -> list[Bar]:
    answer = [*rows(1, "Oak", 150, 51, 3295), *rows(2, None, 1, 0, 50), *rows(3, "Tiny", 3, 0, 19)]
    return share_bars(answer)


def share_bars(answer: list[dict[str, Any]]) -> list[Bar]:
    return undelivered_chart.share_bars(answer, BY_SCHOOL)


def traces(given: list[Bar], *selected: str) -> dict[str, dict[str, Any]]:
    figure = undelivered_chart.figure(given, selected, is_dark=False)
    return {trace["name"]: trace for trace in figure["data"]}


def layout(given: list[Bar]) -> dict[str, Any]:
    return dict(undelivered_chart.figure(given, (), is_dark=False)["layout"])


def test_bar_has_its_title_share_and_count() -> None:
    frame = layout(bars())
    assert frame["yaxis"]["ticktext"] == ["Oak", "School not stated", "Tiny"]
    labels = [label["text"] for label in frame["annotations"]]
    assert labels == ["6.1%<br>201 of 3,295", "2.0%<br>1 of 50", "Too few to compare<br>3 of 19"]
    assert frame["showlegend"] is False
    assert frame["yaxis"]["range"] == [2.5, -0.5], "the worst on top"


def test_bar_has_its_change_against_other_texts() -> None:
    other = compared(Selection(date(2026, 9, 8), date(2026, 9, 14)), BEFORE)
    figures = {"compared_share_pct": 5.0, "change_points": 1.1, "is_comparable": True}
    answer = [row | figures for row in rows(1, "Oak", 150, 51, 3295)]
    (bar,) = undelivered_chart.share_bars(answer, BY_SCHOOL, other)
    assert bar.label == "6.1% (+1.1)\n201 of 3,295"
    assert bar.change == "+1.1 points, compared with 5.0%"
    assert "+1.1 points, compared with 5.0%" in traces([bar])[FAILED]["customdata"][0][1]
    (bar,) = undelivered_chart.share_bars(
        [row | {"is_comparable": False} for row in answer], BY_SCHOOL, other
    )
    assert (bar.label, bar.change) == ("6.1%\n201 of 3,295", "")


def test_results_are_stacked_to_the_share_on_the_label() -> None:
    drawn = traces(bars())
    assert list(drawn) == [INELIGIBLE, FAILED]
    sums = [sum(lengths) for lengths in zip(drawn[INELIGIBLE]["x"], drawn[FAILED]["x"], strict=True)]
    assert sums == pytest.approx([100 * 201 / 3295, 2.0, 100 * 3 / 19])
    assert [label["x"] for label in layout(bars())["annotations"]] == pytest.approx(sums)
    assert drawn[FAILED]["marker"]["color"] == colors.result_shades(FAILED).light


def test_label_has_room_beside_the_longest_bar() -> None:
    longest = max(label["x"] for label in layout(bars())["annotations"])
    assert layout(bars())["xaxis"]["range"][1] > 2 * longest
    assert layout([])["height"] > 0


def test_bar_of_too_few_texts_is_paler() -> None:
    opacity = traces(bars())[INELIGIBLE]["marker"]["opacity"]
    assert opacity[:2] == [1, 1]
    assert opacity[2] < 0.5


def test_bars_beside_the_selected_one_turn_paler() -> None:
    for trace in traces(bars(), "Oak").values():
        assert trace["marker"]["opacity"][0] == 1
        assert max(trace["marker"]["opacity"][1:]) < 0.5


def test_click_on_a_bar_selects_its_key() -> None:
    assert [data[0] for data in traces(bars())[FAILED]["customdata"]] == ["Oak", "", "Tiny"]


def test_title_is_words_and_never_markup_of_plotly() -> None:
    hostile = share_bars(rows(1, LINK, 1, 1, 50))
    assert "<a" not in layout(hostile)["yaxis"]["ticktext"][0]
    key, words = traces(hostile)[FAILED]["customdata"][0]
    assert "<a" not in words
    assert key == LINK, "the key stays as it is"


def test_long_title_is_cut_and_whole_under_the_mouse() -> None:
    name = "Absence notices, Washington Elementary"
    given = share_bars(rows(1, name, 1, 1, 50))
    assert layout(given)["yaxis"]["ticktext"] == ["Absence notices, Washingt…"]
    assert traces(given)[FAILED]["customdata"][0][1] == f"{name}<br>4.0%  2 of 50<br>{FAILED}"


def test_reasons_are_counted_and_not_stated_is_a_bar_for_each_result() -> None:
    answer: list[dict[str, Any]] = [
        {"result": FAILED, "reason": None, "texts": 11, "share_pct": 55.0},
        {"result": INELIGIBLE, "reason": None, "texts": 5, "share_pct": 25.0},
        {"result": INELIGIBLE, "reason": "duplicate_number", "texts": 4, "share_pct": 20.0},
    ]
    made = undelivered_chart.reason_bars(answer)
    assert [(bar.title, bar.label) for bar in made] == [
        ("Not stated", "11  55.0%"),
        ("Not stated", "5  25.0%"),
        ("Duplicate number", "4  20.0%"),
    ]
    drawn = traces(made)
    assert drawn[FAILED]["x"] == [11, 0, 0]
    assert drawn[INELIGIBLE]["x"] == [0, 5, 4]


def _many(schools: int) -> Iterator[list[str]]:
    for school in range(schools):
        name = LINK if school == 0 else f"School {school}"
        for place in range(20):
            result = FAILED if place < schools - school else SENT
            row = [f"m{school}-{place}", "b", "Picture day", name, "c0", "2125550100", result, ""]
            yield [*row, "2026-09-30T08:00:00"]


@pytest.mark.usefixtures("nothing_imported")
def test_six_worst_come_first_and_all_on_request(tmp_path: Path) -> None:
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, _many(8)))
    page = SmsLogPage(by=["school"])
    assert _schools(page) == [LINK, *(f"School {place}" for place in range(1, 6))]
    assert page.test.toggle[0].label == "Show all 8 schools"
    page.test.toggle[0].set_value(True).run()
    assert _schools(page) == [LINK, *(f"School {place}" for place in range(1, 8))]
    page.open_undelivered_table().click("school", "School 2")
    assert len(_schools(page)) == 8, "a selected school stays among the others"


@pytest.mark.usefixtures("nothing_imported")
def test_selected_school_is_shown_even_if_it_is_not_among_the_worst(tmp_path: Path) -> None:
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, _many(9)))
    page = SmsLogPage(by=["school"], school=["School 7"])
    assert _schools(page) == [LINK, *(f"School {place}" for place in (1, 2, 3, 4, 5, 7))]
    opacity = page.figure(UNDELIVERED)["data"][0]["marker"]["opacity"]
    assert opacity.index(1) == len(opacity) - 1


@pytest.mark.usefixtures("nothing_imported")
def test_rows_of_the_table_show_how_their_shares_moved(tmp_path: Path) -> None:
    days = [f"2026-09-{day:02d}" for day in (1, 1, 8, 30)]
    texts = [(day, place) for day in days for place in range(20)]
    rows_of_log = (
        [f"m{number}", "b", "Picture day", "Oak", "c0", "2125550100", result, "", f"{day}T08:00:00"]
        for number, (day, place) in enumerate(texts)
        for result in [FAILED if day == days[0] and place < 2 else SENT]
    )
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, rows_of_log))
    page = SmsLogPage(by=["school"]).open_undelivered_table()
    assert 'aria-label="From 10.0% in Sep 1–3, 2026 to 0.0% in Sep 28–30, 2026"' in page.html
    assert "Over time" not in SmsLogPage(by=["school"], day=["2026-09-30"]).open_undelivered_table().html


@pytest.mark.usefixtures("nothing_imported")
def test_finding_names_the_worst_school_and_is_the_alternative_text(tmp_path: Path) -> None:
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, _many(2)))
    page = SmsLogPage(by=["school"])
    finding = f"{LINK} had the largest undelivered share: 10.0% of 20 texts."
    assert page.alt(UNDELIVERED) == f"Undelivered texts by school. {finding}"
    assert "had the largest undelivered share" in page.sentences
    assert "[site](" not in page.sentences
    assert not page.test.toggle


def _every_reason() -> Iterator[list[str]]:
    for place, reason in enumerate(vocabulary.REASONS):
        row = [f"m{place}", "b", "Picture day", "Oak", "c0", "2125550100", reason.result, reason.key]
        yield [*row, "2026-09-30T08:00:00"]


@pytest.mark.usefixtures("nothing_imported")
def test_every_reason_is_shown_so_nothing_offers_to_show_them_all(tmp_path: Path) -> None:
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, _every_reason()))
    page = SmsLogPage(by=["reason"])
    assert len(page.figure(UNDELIVERED)["data"][0]["y"]) > comparisons.WORST
    assert not page.test.toggle


def test_reasons_are_compared_and_a_click_selects_one() -> None:
    page = SmsLogPage(by=["reason"]).open_undelivered_table()
    assert page.alt(UNDELIVERED) == (
        "Undelivered texts by reason. The most common reason: Duplicate number, with 1 text (50.0%)."
    )
    assert page.offers("reason=duplicate_number")
    assert page.offers("reason=not_stated")
    assert page.table("Undelivered texts by reason") == [
        ["Duplicate number", INELIGIBLE, "1", "50.0%"],
        ["Not stated", FAILED, "1", "50.0%"],
    ]


@pytest.mark.parametrize(
    ("key", "label"), [("broadcast", "by broadcast"), ("school", "by school"), ("reason", "by reason")]
)
def test_level_is_selected_by_its_key(key: str, label: str) -> None:
    assert SmsLogPage().compare_by(key).alt(UNDELIVERED).startswith(f"Undelivered texts {label}.")


def test_unknown_level_in_a_link_is_the_usual_one() -> None:
    assert SmsLogPage(by=["weather"]).alt(UNDELIVERED).startswith("Undelivered texts by broadcast.")


def _schools(page: SmsLogPage) -> list[str]:
    return [data[0] for data in page.figure(UNDELIVERED)["data"][0]["customdata"]]
