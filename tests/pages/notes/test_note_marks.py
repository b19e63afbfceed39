"""The marks of notes on charts: brackets over their days, letters that never overlap, and hover texts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pages.parts.draw.charts import Figure, framed
from pages.parts.notes import marks
from pages.parts.notes.on_days import MOST, Note, OnDays, listing

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 30)


def _note(note: str, first: date, last: date | None = None, school: str | None = None) -> Note:
    days = {"first_day": first, "last_day": last or first}
    return {"note_id": note, **days, "school": school, "note": note}


def _on_days(*notes: Note, first: date = FIRST, last: date = LAST) -> OnDays:
    return OnDays(first, last, notes, len(notes))


def _october(day: int) -> date:
    return date(2026, 10, day)


def _marked(on_days: OnDays, *, axes: tuple[str, ...] = ("y",)) -> Figure:
    bars: dict[str, Any] = {"type": "bar", "x": [_october(5), _october(20)], "y": [1, 2]}
    places = {day: (day, day) for day in bars["x"]}
    return marks.marked(framed([bars], 330, is_dark=False), on_days, places, is_dark=False, axes=axes)


def test_a_chart_without_notes_is_left_as_it_is() -> None:
    figure = framed([], 330, is_dark=False)
    assert marks.marked(figure, _on_days(), {}, is_dark=False) is figure


def test_a_note_has_a_bracket_over_its_days_and_a_letter_above() -> None:
    figure = _marked(_on_days(_note("Strike", _october(5), _october(7))))
    (bracket,), (letter,) = figure["layout"]["shapes"], figure["layout"]["annotations"]
    left, right = "2026-10-04_12:00", "2026-10-07_12:00"
    assert bracket["path"] == f"M{left},0L{left},1.0L{right},1.0L{right},0"
    assert (letter["text"], str(letter["x"])) == ("<b>a</b>", "2026-10-05 00:00:00")
    assert letter["hovertext"] == "Note a, Oct 5–7, 2026: Strike"
    assert figure["layout"]["height"] == 330 + marks.ROOM
    assert figure["layout"]["margin"]["t"] == 6 + marks.ROOM == letter["yshift"] + marks.ROOM


def test_a_note_is_cut_at_the_ends_of_the_chart() -> None:
    figure = _marked(_on_days(_note("Year", date(2026, 1, 1), date(2027, 1, 1))))
    assert figure["layout"]["shapes"][0]["path"].startswith("M2026-09-30_12:00,0")
    assert figure["layout"]["shapes"][0]["path"].endswith("L2026-10-30_12:00,0")
    assert figure["layout"]["annotations"][0]["xanchor"] == "left"


def test_hovering_a_day_shows_its_notes_in_each_panel() -> None:
    notes = _on_days(_note("Strike", _october(5), _october(7)), _note("Snow", _october(6), _october(20)))
    _bars, *traces = _marked(notes, axes=("y", "y2"))["data"]
    assert [trace["yaxis"] for trace in traces] == ["y", "y2"]
    for trace in traces:
        assert trace["x"] == [_october(5), _october(20)]
        assert trace["customdata"] == ["Note a, Oct 5–7, 2026: Strike", "Note b, Oct 6–20, 2026: Snow"]


def test_a_note_is_text_in_the_hover_and_in_the_list() -> None:
    hostile = "<b>bold</b> <a href='//x'>%{x}</a>"
    notes = _on_days(_note(hostile, _october(5), school="<i>Oak</i>"))
    (text,) = _marked(notes)["data"][-1]["customdata"]
    assert "<b>" not in text.replace("<br>", "")
    assert "&lt;b&gt;bold" in text
    assert "<b>bold" not in listing(notes)
    assert "<i>" not in listing(notes)


def test_a_long_note_has_several_short_lines_in_the_hover() -> None:
    (text,) = _marked(_on_days(_note("word " * 40, _october(5))))["data"][-1]["customdata"]
    assert max(map(len, text.split("<br>"))) <= marks.LINE_LETTERS
    assert text.replace("<br>", " ").count("word") == 40


def test_the_hover_says_how_many_notes_it_leaves_out() -> None:
    notes = _on_days(*(_note(f"n{place}", _october(5)) for place in range(6)))
    (text,) = _marked(notes)["data"][-1]["customdata"]
    assert text.split("<br>")[-1] == "2 more in the list below"


def test_brackets_that_would_cover_each_other_end_at_other_heights() -> None:
    notes = [
        _note("Strike", _october(1), _october(9)),
        _note("Snow", _october(5), _october(12)),
        _note("Later", _october(10), _october(20)),
    ]
    tops = {
        shape["path"].split(",")[2].split("L")[0] for shape in _marked(_on_days(*notes))["layout"]["shapes"]
    }
    assert len(tops) == 2


def test_notes_close_together_share_a_letter_and_a_bracket() -> None:
    notes = _on_days(
        _note("a year ago", date(2025, 10, 5)),
        *(_note(f"n{day}", _october(day)) for day in (5, 7, 9)),
        first=date(2025, 10, 1),
    )
    layout = _marked(notes)["layout"]
    assert [letter["text"] for letter in layout["annotations"]] == ["<b>a</b>", "<b>b–d</b>"]
    assert layout["annotations"][1]["hovertext"].count("Note ") == 3
    assert len(layout["shapes"]) == 2


def test_the_list_names_every_note_and_how_many_more_there_are() -> None:
    notes = [_note("Strike", _october(5), _october(7)), _note("Snow", _october(8), school="Oak")]
    html = listing(OnDays(FIRST, LAST, notes, 3))
    assert "<b>a</b> <span>Oct 5–7, 2026: Strike</span>" in html
    assert "<b>b</b> <span>Oct 8, 2026: Snow (Oak)</span>" in html
    assert "1 more note. Select fewer dates to see it." in html
    assert 'aria-label="Notes on days"' in html


days_of_notes = st.integers(0, 800).flatmap(
    lambda span: st.tuples(
        st.just(span),
        st.lists(st.tuples(st.integers(-20, span + 20), st.integers(0, 60)), max_size=MOST),
    )
)


@given(days_of_notes)
def test_letters_never_overlap_on_a_phone_and_each_note_has_one(
    example: tuple[int, list[tuple[int, int]]],
) -> None:
    span, places = example
    last = FIRST + timedelta(days=span)
    notes = [
        _note(str(place), FIRST + timedelta(days=start), FIRST + timedelta(days=start + length))
        for place, (start, length) in enumerate(sorted(places))
        if start <= span and start + length >= 0
    ]
    on_days = OnDays(FIRST, last, notes, len(notes))
    labels = marks.labels(on_days)
    extents = [marks.extent(label, on_days) for label in labels]
    assert [letter for label in labels for letter, _note in label.named] == [
        letter for letter, _note in on_days.lettered()
    ]
    for (_left, end), (start, _right) in pairwise(extents):
        assert end + marks.BETWEEN <= start
    width = marks.NARROWEST + marks.LETTER * 3
    assert all(start >= -marks.LETTER * 3 and end <= width for start, end in extents)
    for shape in _marked(on_days)["layout"].get("shapes", ()):
        left, right = shape["path"][1:17], shape["path"].rsplit("L", 1)[1][:16]
        assert str(FIRST - timedelta(days=1)) <= left < right <= f"{last}_12:00"
