"""Tables that can be sorted and clicked, as HTML."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pages.parts.draw import tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column, Sort, table
from pages.parts.look_up import owners

COLUMNS = [
    Column("School", ["Oak & <b>", "Lincoln"], "school"),
    Column("Numbers", [1200, 3], "numbers"),
    Column("Since", [date(2026, 9, 1), None]),
]
WIDTHS = Path("pages/parts/media/widths.css")
SORT = Sort(("school", "numbers"), "-numbers")


def test_the_head_of_a_column_is_a_button_that_shows_how_the_list_is_sorted() -> None:
    html = table(COLUMNS, "Schools", sort=SORT)
    assert re.findall(r'data-press="([^"]*)"', html) == ["sort=school", "sort=numbers"]
    assert re.findall(r'aria-sort="(\w+)"><button type="button" data-press="(.*?)"', html) == [
        ("descending", "sort=numbers")
    ]


def test_only_columns_that_can_be_sorted_have_a_button() -> None:
    assert table(COLUMNS, "Schools", sort=Sort(("school",))).count("<button") == 1
    assert "<button" not in table(COLUMNS, "Schools")


@pytest.mark.parametrize(
    ("by", "after"),
    [(None, "school"), ("school", "-school"), ("-school", None), ("-numbers", "school")],
)
def test_a_head_sorts_ascending_then_descending_then_as_at_first(by: str | None, after: str | None) -> None:
    assert Sort(SORT.keys, by).after("school") == after


@pytest.mark.parametrize(("by", "valid"), [("school", "school"), ("-school", "-school"), ("shoe", None)])
def test_a_list_is_sorted_by_its_own_columns_only(by: str, valid: str | None) -> None:
    assert Sort.valid(("school",), by).by == valid


def test_a_row_that_can_be_clicked_has_one_button_in_its_first_cell() -> None:
    html = table(COLUMNS, "Schools", buttons=[attribute("school", 'Oak & "b"='), None])
    assert html.count("<tr data-press-row>") == html.count("<button") == 1
    assert 'data-press="school=Oak &amp; &#34;b&#34;="' in html
    assert "Lincoln</td>" in html


def test_cells_are_escaped_written_by_the_locale_and_aligned_by_their_kind() -> None:
    html = table(COLUMNS, 'Schools of "A"', kind="small")
    assert "<td>Oak &amp; &lt;b&gt;</td>" in html
    assert '<th scope="col" class="count">Numbers</th>' in html
    assert '<td class="count">1,200</td><td class="time">Sep 1, 2026</td></tr>' in html
    assert '<td class="count">3</td><td></td></tr>' in html
    assert (
        '<div class="sms list small" role="region" tabindex="0" aria-label="Schools of &#34;A&#34;">'
        in html
    )


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("x" * 40, ""),
        ("x" * 41, ' class="long"'),
        (Markup("<b>{}</b>").format("x" * 40), ""),
        (Markup("<b>{}</b>").format("x" * 41), ' class="long"'),
    ],
)
def test_a_long_cell_breaks_into_lines_by_its_text_and_not_by_its_tags(cell: str, kind: str) -> None:
    assert f"<td{kind}>" in table([Column("Name", [cell])], "Names")


def test_empty_page_says_why_and_links_to_the_next_step() -> None:
    html = tables.empty("No <texts>", "None match.", Markup("<button>Clear</button>"))
    assert html == (
        '<div class="sms empty"><p><b>No &lt;texts&gt;</b></p><p>None match.</p>'
        "<p><button>Clear</button></p></div>"
    )


def test_facts_are_a_list_of_labels_and_escaped_facts() -> None:
    assert tables.facts({"Sent by": "<Pat>"}) == (
        '<dl class="sms facts"><dt>Sent by</dt><dd>&lt;Pat&gt;</dd></dl>'
    )


def test_a_cell_shows_what_would_act_unseen() -> None:
    hostile = [Column("School", ["Oak \u202e\x1b[31m"])]
    html = table(hostile, "Schools", buttons=[attribute("school", "Oak \u202e")])
    assert r">Oak \u202e\u001b[31m</button></td>" in html
    assert 'data-press="school=Oak \u202e"' in html, "what a click selects is the value itself"
    facts = {"contact_id": "P\u202e1", "school": "", "language": "", "phone_type": "", "name": "Ana"}
    student = {"household_id": None, "student_name": None, "student_id": None}
    assert r"</b> · P\u202e1" in owners.owners([facts | student], {"contacts": 1})
    assert r"<dd>Oak \u202e</dd>" in tables.facts({"School": "Oak \u202e"})


def test_the_style_sheet_has_a_title_for_every_column_that_is_stacked() -> None:
    places = re.findall(
        r"td:nth-child\((\d+)\) \{ --label: var\(--c(\d+)\)", WIDTHS.read_text(encoding="utf-8")
    )
    every = [str(place) for place in range(1, tables.MOST_STACKED + 1)]
    assert places == list(zip(every, every, strict=True))
    columns = [Column(f"Column {place}", ["a word"]) for place in every]
    assert f"--c{tables.MOST_STACKED}: " in table(columns, "Words", is_stacked=True)
    with pytest.raises(ValueError, match="column 15"):
        table([*columns, Column("One more", ["a word"])], "Words", is_stacked=True)


def test_rows_with_many_words_are_stacked_on_a_phone_with_the_titles_of_their_columns() -> None:
    words = [
        Column("Time", ["4 PM"]),
        Column("School", ["Oak"]),
        Column('"A" é', ["b"]),
        Column("Texts", [7]),
    ]
    result = Column("Result", ["Sent"], "result")
    stacked = table([*words, result], "Texts")
    assert 'class="sms list stacked"' in stacked
    assert "--c1: &#34;Time&#34;; --c2: &#34;School&#34;; --c3: &#34;\\22 A\\22  \\e9 &#34;" in stacked
    assert '<td class="lead">Sent</td>' in stacked
    assert "stacked" not in table(words, "Four columns have room")
    assert "stacked" not in table([*words, result], "Texts", is_stacked=False)
    counts = [Column(f"Result {place}", [place]) for place in range(6)]
    assert "stacked" not in table([words[0], *counts], "Counts are compared beside each other")
