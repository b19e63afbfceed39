"""The figure of what was not delivered, by broadcast, school or reason, as data in Plotly's own form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.draw import charts
from pages.parts.sms_log import undelivered_chart
from pages.parts.sms_log.undelivered_chart import Bar
from tests.import_files import import_file
from tests.pages.district import (
    FAILED,
    INELIGIBLE,
    LOG_HEADER,
    SENT,
    html,
    opened,
    pressed,
    said,
    sms_log,
    write_csv,
)

LINK = '<a href="http://127.0.0.1:9">Oak</a> & [site](http://127.0.0.1:9)'


def rows(place: int, school: str | None, ineligible: int, failed: int, texts: int) -> list[dict[str, Any]]:
    """What "undelivered_by_school" answers of one school."""
    both = ineligible + failed
    whole = {"place": place, "school": school, "all_undelivered": both, "texts": texts, "of_all": 3}
    own = ((INELIGIBLE, ineligible), (FAILED, failed))
    return [
        whole | {"result": result, "undelivered": count, "undelivered_pct": 100 * both / texts}
        for result, count in own
    ]


def bars() -> list[Bar]:
    told = [*rows(1, "Oak", 150, 51, 3295), *rows(2, None, 1, 0, 50), *rows(3, "Tiny", 3, 0, 19)]
    return undelivered_chart.by_share(told, "school", "school", "No school given")


def traces(given: list[Bar], *chosen: str) -> dict[str, dict[str, Any]]:
    figure = undelivered_chart.figure(given, chosen, is_dark=False)
    return {trace["name"]: trace for trace in figure["data"]}


def layout(given: list[Bar]) -> dict[str, Any]:
    return dict(undelivered_chart.figure(given, (), is_dark=False)["layout"])


def test_each_bar_has_its_own_name_share_and_count() -> None:
    frame = layout(bars())
    assert frame["yaxis"]["ticktext"] == ["Oak", "No school given", "Tiny"]
    labels = [label["text"] for label in frame["annotations"]]
    assert labels == ["6.1%  201 of 3,295", "2.0%  1 of 50", "too few to judge  3 of 19"]
    assert frame["showlegend"] is False
    assert frame["yaxis"]["range"] == [2.5, -0.5], "the worst on top"


def test_the_two_results_are_stacked_to_the_share_that_the_label_tells() -> None:
    drawn = traces(bars())
    assert list(drawn) == [INELIGIBLE, FAILED]
    sums = [sum(lengths) for lengths in zip(drawn[INELIGIBLE]["x"], drawn[FAILED]["x"], strict=True)]
    assert sums == pytest.approx([100 * 201 / 3295, 2.0, 100 * 3 / 19])
    assert [label["x"] for label in layout(bars())["annotations"]] == pytest.approx(sums)
    assert drawn[FAILED]["marker"]["color"] == charts.COLOURS[FAILED][0]


def test_a_label_has_room_beside_the_longest_bar() -> None:
    longest = max(label["x"] for label in layout(bars())["annotations"])
    assert layout(bars())["xaxis"]["range"][1] > 2 * longest
    assert layout([])["height"] > 0


def test_who_has_too_few_texts_is_marked_in_words_and_paler() -> None:
    opacity = traces(bars())[INELIGIBLE]["marker"]["opacity"]
    assert opacity[:2] == [1, 1]
    assert opacity[2] < 0.5


def test_the_chosen_bar_stays_and_the_others_turn_paler() -> None:
    for trace in traces(bars(), "Oak").values():
        assert trace["marker"]["opacity"][0] == 1
        assert max(trace["marker"]["opacity"][1:]) < 0.5


def test_a_press_on_a_bar_tells_its_key() -> None:
    assert [told[0] for told in traces(bars())[FAILED]["customdata"]] == ["Oak", "", "Tiny"]


def test_a_name_is_words_and_never_a_mark_of_plotlys() -> None:
    hostile = undelivered_chart.by_share(rows(1, LINK, 1, 1, 50), "school", "school", "")
    assert "<a" not in layout(hostile)["yaxis"]["ticktext"][0]
    told = traces(hostile)[FAILED]["customdata"][0]
    assert "<a" not in told[1]
    assert told[0] == LINK, "the key stays as it is"


def test_a_long_name_is_cut_and_whole_under_the_mouse() -> None:
    name = "Absence notices, Washington Elementary"
    given = undelivered_chart.by_share(rows(1, name, 1, 1, 50), "school", "school", "")
    assert layout(given)["yaxis"]["ticktext"] == ["Absence notices, Washingt…"]
    assert traces(given)[FAILED]["customdata"][0][1] == name


def test_reasons_stand_by_their_texts_and_those_not_stated_for_each_result() -> None:
    answer: list[dict[str, Any]] = [
        {"result": INELIGIBLE, "reason": "duplicate_number", "texts": 4, "share_pct": 20.0},
        {"result": INELIGIBLE, "reason": None, "texts": 5, "share_pct": 25.0},
        {"result": FAILED, "reason": None, "texts": 11, "share_pct": 55.0},
    ]
    made = undelivered_chart.by_reason(undelivered_chart.most_first(answer))
    assert [(bar.name, bar.label) for bar in made] == [
        ("Not stated", "11  55.0%"),
        ("Not stated", "5  25.0%"),
        ("Already got it", "4  20.0%"),
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


def alt(test: AppTest) -> str:
    return str(test.get("plotly_chart")[1].proto.alt)


@pytest.mark.usefixtures("nothing_imported")
def test_the_six_worst_come_first_and_all_on_request(tmp_path: Path) -> None:
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, _many(8)))
    test = opened(sms_log, by=["School"])
    assert _schools(test) == [LINK, *(f"School {place}" for place in range(1, 6))]
    assert test.toggle[0].label == "All 8 schools, not only the 6 worst"
    test.toggle[0].set_value(True).run()
    assert _schools(test) == [LINK, *(f"School {place}" for place in range(1, 8))]
    pressed(test, "school", "School 2")
    assert len(_schools(test)) == 8, "a school that is chosen stays among the others"


@pytest.mark.usefixtures("nothing_imported")
def test_the_finding_names_the_worst_as_words_and_is_heard_with_the_figure(tmp_path: Path) -> None:
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, _many(2)))
    test = opened(sms_log, by=["School"])
    assert alt(test) == (
        f"Undelivered texts by school. {LINK} had the largest share undelivered: 10.0% of 20 texts."
    )
    assert "had the largest share" in said(test)
    assert "[site](" not in said(test)
    assert not test.toggle


def test_reasons_are_compared_too_and_each_tells_what_it_chooses() -> None:
    test = opened(sms_log, by=["Reason"])
    assert alt(test).startswith("Undelivered texts by reason. Most often: ")
    for reason in ("duplicate_number", "not_stated"):
        assert f'data-press="reason={reason}"' in html(test)


def _schools(test: AppTest) -> list[str]:
    spec = test.get("plotly_chart")[1].proto.spec
    return [told[0] for told in json.loads(spec)["data"][0]["customdata"]]
