"""Totals, opened alone: rounded counts for people who need no exact ones."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import dashboard
from data import settings
from data.access import Viewer, needs, person_at_machine
from data.tables import notes
from data.tables.notes import Draft
from pages.parts.totals import since_month
from tests.answers import Fill
from tests.districts import write_settings
from tests.pages.totals.page import TotalsPage
from tests.rounded_districts import (
    ANYBODY,
    GRANT,
    LINCOLN,
    OCTOBER,
    RESULTS,
    SEPTEMBER,
    STATUSES,
    VIEWERS,
    Numbers,
    Texts,
    tables,
)

_NOT_YET, _SENDING, SENT, INELIGIBLE, FAILED = RESULTS
PENDING, OPTED_IN, OPTED_OUT = STATUSES
TEXTS: Texts = {
    (OCTOBER, LINCOLN, SENT): 1398,
    (OCTOBER, LINCOLN, FAILED): 131,
    (OCTOBER, LINCOLN, INELIGIBLE): 3,
    (OCTOBER, GRANT, SENT): 88,
    (OCTOBER, GRANT, FAILED): 7,
    (SEPTEMBER, None, SENT): 1233,
    (SEPTEMBER, LINCOLN, SENT): 2,
}
NUMBERS: Numbers = {
    (LINCOLN, OPTED_IN): 62,
    (LINCOLN, PENDING): 4,
    (GRANT, OPTED_IN): 13,
    (GRANT, PENDING): 6,
    (None, PENDING): 5,
}
ALIKE = {1398: 1402, 131: 129, 88: 91, 7: 5, 1233: 1237, 62: 58, 13: 17, 6: 7, 5: 6, 4: 1, 3: 0, 2: 4}
UNMISTAKABLE = 100  # a smaller number may be the size of a font


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory, fill: Fill) -> tuple[Path, Path]:
    """Two districts whose counts round alike."""
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
    fill(str(one / "logs"), tables(TEXTS, NUMBERS))
    texts = {cell: ALIKE[count] for cell, count in TEXTS.items()}
    numbers = {cell: ALIKE[count] for cell, count in NUMBERS.items()}
    fill(str(other / "logs"), tables(texts, numbers))
    return one, other


@pytest.fixture(autouse=True)
def _of_the_first(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(write_settings(folders[0])))


def test_notes_are_marked_in_the_chart_of_months_but_not_for_rounded_totals() -> None:
    uri = settings.load().logs
    notes.add(uri, Draft(date(2026, 10, 5), date(2026, 10, 7), "Strike"))
    try:
        exact, rounded = TotalsPage(person_at_machine()), TotalsPage(ANYBODY)
    finally:
        notes.remove(uri, notes.every(uri)[0])
    assert "<b>a</b> <span>Oct 5–7, 2026: Strike</span>" in exact.all_that_is_sent
    assert "Note a, Oct 5\\u20137, 2026: Strike" in exact.all_that_is_sent, "in the chart"
    assert "Strike" not in rounded.all_that_is_sent


def test_a_month_is_shown_by_school_and_result() -> None:
    page = TotalsPage(ANYBODY, month="2026-10")
    assert page.months == ["All months", "Oct 2026", "Sep 2026"]
    assert page.sentences[1] == (
        "**About 1,625 texts were requested in Oct 2026; about 8% weren't delivered.** "
        "In Sep 2026, there were about 1,235 texts."
    )
    assert page.tables[0] == [
        ["School", "Sent", "Failed to Send", "Texts", "Change from Sep 2026"],
        ["Grant Elementary", "90", "5", "95", "–"],
        ["Lincoln High", "1,400", "130", "1,530", "–"],
        ["No school", "<5", "<5", "–", "–"],
        ["All schools", "1,490", "135", "1,625", "+390"],
    ]
    assert "No count of 5 or more: Not Sent Yet, Sending, Ineligible to Send." in page.sentences


def test_a_change_that_rounding_alone_could_make_is_none() -> None:
    def month(first_day: date, texts: int) -> list[dict[str, object]]:
        of_result: list[dict[str, object]] = [
            {"result": name, "texts": texts if name == SENT else 0} for name in RESULTS
        ]
        line: list[dict[str, object]] = [*of_result, {"result": None, "texts": texts}]
        return [
            {"level": level, "school": None, "first_day": first_day, **row}
            for level in ("school", "total")
            for row in line
        ]

    most = 2 * (2 + 4 * 4)  # of both months: one rounded count, and four under 5
    for more, words in (
        (most, "About the same"),
        (most + 5, f"+{most + 5}"),
        (-most - 5, f"\N{MINUS SIGN}{most + 5}"),
    ):
        changes = since_month.changes(month(OCTOBER, 500 + more), month(SEPTEMBER, 500))
        assert set(changes.of_lines.values()) == {words}


def test_all_months_add_the_rounded_counts() -> None:
    page = TotalsPage(ANYBODY)
    assert page.sentences[1] == (
        "**About 2,860 texts were requested from Sep 2026 to Oct 2026; about 5% weren't delivered.**"
    )
    assert page.tables[0][-2:] == [
        ["No school", "1,235", "–", "1,235"],
        ["All schools", "2,725", "135", "2,860"],
    ]
    assert page.bars == {"Sent": [1490, 1235], "Failed to Send": [135]}
    by_month = page.tables[1]
    assert by_month == [
        ["Month", "Sent", "Failed to Send"],
        ["Oct 2026", "1,490", "135"],
        ["Sep 2026", "1,235", "–"],
    ]


def test_a_share_is_left_out_where_counts_under_5_could_change_it_much() -> None:
    page = TotalsPage(Viewer("of Grant", "totals only", (GRANT,)), month="2026-10")
    assert page.sentences[1] == "**About 95 texts were requested in Oct 2026; about 5% weren't delivered.**"
    page = TotalsPage(ANYBODY, month="2026-09")
    assert page.sentences[1] == "**About 1,235 texts were requested in Sep 2026.**"


def test_numbers_are_shown_by_school_and_status() -> None:
    page = TotalsPage(ANYBODY)
    assert "**About 75 of 85 numbers can be texted.**" in page.sentences
    assert page.tables[2] == [
        ["School", "Pending Opt-In", "Opted In", "Numbers"],
        ["Grant Elementary", "5", "15", "20"],
        ["Lincoln High", "<5", "60", "60"],
        ["No school", "5", "<5", "5"],
        ["All schools", "10", "75", "85"],
    ]
    assert page.sentences[-1] == (
        "A number shared by contacts at several schools counts at each of them. "
        "No count of 5 or more: Opted Out."
    )


def test_one_school_has_no_row_for_all_schools() -> None:
    page = TotalsPage(VIEWERS[1], month="2026-10")
    assert [row[0] for row in page.tables[0]] == ["School", "Lincoln High"]


@pytest.mark.parametrize("month", ["", "2026-10", "2026-09"])
@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: viewer.name)
def test_the_browser_gets_nothing_that_depends_on_an_exact_count(
    viewer: Viewer, month: str, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = TotalsPage(viewer, month).all_that_is_sent
    monkeypatch.setenv("DISTRICT_TOML", str(write_settings(folders[1])))
    assert TotalsPage(viewer, month).all_that_is_sent == one
    shown = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d|\d", one)}
    assert not shown & {count for count in TEXTS.values() if count > UNMISTAKABLE}


def test_the_page_head_says_when_the_data_was_updated_and_not_when_the_newest_text_was_sent() -> None:
    assert TotalsPage(ANYBODY).updates == (
        "Log updated Nov 20, 2026, 8:00 AM CT Consent list updated Sep 1, 2026, 12:00 AM CT"
    )


def test_administrators_see_what_is_published() -> None:
    assert TotalsPage(person_at_machine()).tables == TotalsPage(ANYBODY).tables


def test_the_page_is_the_only_one_of_the_role() -> None:
    assert [path for path, *_rest in dashboard.PAGES if ANYBODY.may(*needs.PAGES[path])] == ["totals"]


@pytest.mark.usefixtures("nothing_imported")
def test_a_district_without_data_says_what_is_missing(logs: str, fill: Fill) -> None:
    fill(logs, tables({(OCTOBER, LINCOLN, SENT): 4}))
    page = TotalsPage(ANYBODY)
    assert page.tables == []
    months, statuses = page.empty
    assert months == (
        "No month can be shown yet. "
        "A month is shown once the log covers all of it, if at least one count is 5 or more."
    )
    assert statuses == (
        "No statuses can be shown yet. "
        "They are shown once a consent list has been imported, if at least one count is 5 or more."
    )
