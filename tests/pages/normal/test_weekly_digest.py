"""The week beside the district's own past: its sentences, its digest and the command that prints it."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import pytest

import queries
from data import sample
from data.access import Viewer
from data.sample.failures import BAD_DAY
from pages.__main__ import main
from pages.parts.normal import digest, week
from pages.parts.normal.week import Comparison, Unusual, Week
from tests.house.project import ROOT

PHONE = re.compile(r"\d{3}\D{0,2}555\D?01\d\d")
ROW: dict[str, object] = {
    "is_district": False,
    "school": "Lincoln High",
    "level": "reason",
    "result": "",
    "reason": "account_gone",
    "texts": 812,
    "counted": 41,
    "share_pct": 5.05,
    "usual_pct": 1.1,
    "high_pct": 1.9,
    "weeks": 26,
}
WEEKS: list[dict[str, object]] = [{"share_pct": None}, {"share_pct": 1.0}, {"share_pct": 5.05}]
LAST = Week(date(2026, 9, 29))


def test_an_unusual_share_is_one_sentence_with_its_count_and_the_usual_range() -> None:
    unusual = Unusual(ROW, WEEKS)
    assert unusual.sentence == (
        "Lincoln High, Number no longer in service: 5.0% of texts (41 of 812). "
        "Usual in 26 weeks: 1.1%, at most 1.9%."
    )
    assert unusual.graph == "Shares of 2 weeks, from 1.0% to 5.0%"
    assert unusual.next_step.startswith("Ask for a new number")
    district = Unusual({**ROW, "is_district": True, "school": None, "level": "undelivered"}, [])
    assert district.sentence.startswith("All schools, undelivered texts: ")
    assert (district.next_step, district.graph) == ("", "")


def test_a_finding_says_what_was_compared() -> None:
    assert Comparison(LAST, 0, []).finding.startswith("Sep 23–29, 2026: too few texts")
    assert Comparison(LAST, 30, []).finding == (
        "Sep 23–29, 2026: nothing unusual. 30 shares with enough texts are in their usual range."
    )
    assert Comparison(LAST, 30, [Unusual(ROW, WEEKS)]).finding == (
        "Sep 23–29, 2026: 1 undelivered share is above its usual range."
    )


def test_the_carriers_bad_day_of_the_sample_is_unusual_and_told_in_the_digest(viewer: Viewer) -> None:
    with queries.reading(sample.store_uri()):
        comparison = week.compare(viewer, Week(BAD_DAY))
        page = digest.html(viewer, comparison, is_sample=True)
    assert "carrier_trouble" in {each.row["reason"] for each in comparison.unusual}
    assert all(str(each.row["counted"]) in page for each in comparison.unusual)
    assert not PHONE.search(page)
    assert not re.search(r"<script|<img|<link|src=|href=|url\(", page), "an email loads nothing"


def test_names_of_the_log_are_no_html_in_the_digest(viewer: Viewer) -> None:
    hostile = Unusual({**ROW, "school": "<img src=x onerror=alert(1)>"}, WEEKS)
    with queries.reading(sample.store_uri()):
        page = digest.html(viewer, Comparison(LAST, 1, [hostile]), is_sample=True)
    assert "&lt;img src=x" in page
    assert "<img" not in page


def test_the_command_prints_the_digest_of_a_week(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weekly_digest", "--sample", "--to", str(BAD_DAY)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("<!DOCTYPE html>")
    assert "May 6–12, 2026" in printed


@pytest.mark.usefixtures("nothing_imported")
def test_without_a_log_the_command_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weekly_digest"]) == 2
    assert "python -m data import" in capsys.readouterr().err


def test_the_command_needs_no_streamlit() -> None:
    code = "import sys; sys.modules['streamlit'] = None; import pages.__main__"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
