"""The dialog of a figure: what it says, how it is counted, and what can be done with it."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from datetime import date

import pytest

import queries
from data.access import Viewer, needs, person_at_machine
from pages.parts.figures import of_numbers, of_texts, receipt
from pages.parts.figures.figure import Figure
from pages.parts.frame import data_source
from queries import Selection
from queries.__main__ import main
from tests.pages.district import FAILED, INELIGIBLE, ODD_SCHOOL, SENT, pressed, text_of
from tests.pages.fetching import download_url, fetch
from tests.pages.sms_log.page import SmsLogPage
from tests.viewers import HELP_DESK_ROLE, SCHOOL_ROLE, in_role

SEPTEMBER = Selection(date(2026, 9, 1), date(2026, 9, 30))
OF_TEXTS = {
    "stage:undelivered": 2,
    "stage:sent": 117,
    "result:failed": 1,
    "part:already_reached": 1,
    "reason:ineligible:duplicate_number": 1,
    "reason:failed:not_stated": 1,
    "broadcast:b0": 1,
    f"school:{ODD_SCHOOL}": 0,
    "school:Lincoln High": 2,
    "day:2026-09-07": 8,
}
OF_NUMBERS = {"status:opted_in": 1, "owners:Lincoln High": 2}
Capture = pytest.CaptureFixture[str]


def figure_of(key: str, viewer: Viewer | None = None, selection: Selection = SEPTEMBER) -> Figure | None:
    """Return a figure of a page that shows a selection."""
    viewer = viewer or person_at_machine()
    if key in OF_NUMBERS:
        return of_numbers.figure(key, viewer, Selection())
    return of_texts.figure(key, viewer, selection, selection)


@pytest.mark.parametrize(("key", "number"), [*OF_TEXTS.items(), *OF_NUMBERS.items()])
def test_a_figure_its_command_and_its_recount_are_the_same(key: str, number: int, capfd: Capture) -> None:
    with queries.reading(data_source.shown().uri):
        figure = figure_of(key)
        assert figure
        assert figure.number == number
        assert receipt.recount(figure, person_at_machine()).number == number
        words = shlex.split(receipt.command(figure, person_at_machine()))
    assert words[:3] == [".venv/bin/python", "-m", "queries"]
    assert main([*words[3:], "--format", "json"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    named = figure.row.split(", ") if figure.row not in ("", "all texts") else []
    own = [row for row in rows if all(name in _stored(row) for name in named)]
    assert number in own[-1].values(), (figure, rows)


def _stored(row: dict[str, object]) -> list[object]:
    return ["no reason" if name == "reason" and value is None else value for name, value in row.items()]


@pytest.mark.parametrize(
    "key",
    ["result:delivered", "part:luck", "reason:failed", "school:", "day:x", "luck:1", "", "broadcast:b9"],
)
def test_what_no_page_shows_is_no_figure(key: str) -> None:
    assert figure_of(key) is None


def test_the_dialog_says_the_figure_its_question_and_its_filters() -> None:
    page = SmsLogPage(school=["Lincoln High"])
    pressed(page.test, "figure", "result:failed")
    assert "**1 of 108 texts** (0.9%)." in page.sentences.replace("\\", "")
    assert page.facts["Question"] == queries.read("result_totals").sentence
    assert (page.facts["Schools"], page.facts["Results"]) == ("Lincoln High", FAILED)
    assert page.facts["Log updated"] == "Sep 29, 2026, 8:59 AM CT"
    assert page.facts["Files"] == "log.csv"
    assert "--school='Lincoln High'" in page.test.code[0].value
    assert {"list=result:failed", "download=xlsx", "download=csv"} <= set(page.clicks)
    assert "Download 1 contact ID" in page.html
    page.test.button(key="recount").click().run()
    assert re.search(r"Counted again, one by one: \*\*1\*\*, in [\d.\\]+ seconds", text_of(page.test))
    assert "Both are the same." in page.sentences


def test_show_in_the_list_selects_what_the_figure_counts() -> None:
    page = SmsLogPage(result=["sent"])
    pressed(page.test, "figure", "part:already_reached")
    pressed(page.test, "list", "part:already_reached")
    assert page.chips == ["Duplicate number"]
    assert page.column("Result") == [INELIGIBLE]
    assert "open_figure" not in page.test.session_state


def test_contact_ids_are_one_column_of_different_ids() -> None:
    answer = fetch(download_url("contact_ids_of_texts", "csv", SEPTEMBER))
    assert answer.status == 200
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Contact ID"]
    assert sorted(rows[1:]) == sorted([f"c{place}"] for place in range(30))
    name = "contact_ids_of_texts_2026-09-01_2026-09-30_as_of_2026-09-29.csv"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    of_numbers_too = fetch(download_url("contact_ids_of_numbers", "csv", Selection()))
    assert of_numbers_too.content.decode("utf-8-sig").split() == ["Contact", "ID", "c0", "c1", "c2"]


def test_only_who_sees_names_gets_contact_ids() -> None:
    for report in ("contact_ids_of_texts", "contact_ids_of_numbers"):
        assert not in_role(HELP_DESK_ROLE).may(*needs.downloads(report))
        assert in_role(SCHOOL_ROLE).may(*needs.downloads(report))


def test_a_command_for_one_school_counts_that_school_only() -> None:
    viewer = in_role(SCHOOL_ROLE, ("Lincoln High",))
    with queries.reading(data_source.shown().uri):
        figure = figure_of("result:sent", viewer)
        assert figure
        words = shlex.split(receipt.command(figure, viewer))
    assert "--school=Lincoln High" in words
    assert INELIGIBLE not in words
    assert f"--result={SENT}" in words
