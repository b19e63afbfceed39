"""As of when, what can still change, and whether a log is overdue: in words."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from data.importer import take_in
from pages.parts.frame import freshness
from pages.parts.frame.freshness import Unfinished
from tests.pages.district import LOG_HEADER, SENDING, SENT, html, log_rows, opened, sms_log, write_csv

ZONE = ZoneInfo("America/Chicago")
AS_OF = datetime(2026, 9, 30, 8, 12, tzinfo=ZONE)
NIGHT, WEEK = 24.0, 168.0


def clock(**other: Any) -> dict[str, Any]:
    known = {"log_as_of": AS_OF, "newest_text_at": None, "consent_as_of": None, "usual_hours": None}
    return {**known, **other}


def line(changing: Unfinished | None = None, **other: Any) -> str:
    return re.sub("<[^>]+>", "", freshness.summary(clock(**other), changing).replace("</p><p>", " | "))


@pytest.mark.parametrize(
    ("changing", "words"),
    [
        (Unfinished(1526, 6), " · 1,526 can still change · 6 stuck, no final word"),
        (Unfinished(1, 0), " · 1 can still change"),
        (Unfinished(0, 2), " · 2 stuck, no final word"),
        (Unfinished(0, 0), " · all results are final"),
        (None, ""),
    ],
)
def test_the_line_says_what_can_still_change(changing: Unfinished | None, words: str) -> None:
    assert line(changing) == f"Log as of Sep 30, 2026 8:12 AM Central{words} | No consent list yet"


def test_the_line_says_as_of_when_each_list_is() -> None:
    newest, listed = AS_OF - timedelta(minutes=4), AS_OF - timedelta(days=2)
    assert line(newest_text_at=newest, consent_as_of=listed) == (
        "Log as of Sep 30, 2026 8:12 AM Central · newest text 8:08 AM | "
        "Consent list as of Sep 28, 2026 8:12 AM Central"
    )
    assert "newest text Sep 28, 2026 8:12 AM" in line(newest_text_at=listed)


def test_without_a_log_nothing_is_said_to_change_or_to_be_final() -> None:
    assert line(Unfinished(0, 0), log_as_of=None) == "No message log yet | No consent list yet"


def test_the_page_counts_what_can_change_among_the_texts_that_it_shows() -> None:
    assert "17 can still change · 1 stuck, no final word" in _plain(opened(sms_log))
    assert "all results are final" in _plain(opened(sms_log, period=["2026-09-10", "2026-09-12"]))


@pytest.mark.usefixtures("nothing_imported")
def test_a_text_that_was_sent_can_change_until_it_is_no_longer_young(tmp_path: Path) -> None:
    rows = [
        ["m0", "b", "Picture day", "Oak", "c0", "2125550100", SENT, "", "2026-09-30T08:00:00"],
        ["m1", "b", "Picture day", "Oak", "c0", "2125550100", SENDING, "", "2026-09-27T08:00:00"],
        ["m2", "b", "Picture day", "Oak", "c0", "2125550100", SENT, "", "2026-09-27T07:59:59"],
        ["m3", "b", "Picture day", "Oak", "c0", "2125550100", SENDING, "", "2026-09-27T07:59:59"],
    ]
    take_in(write_csv(tmp_path / "log.csv", LOG_HEADER, iter(rows)))
    assert "2 can still change · 1 stuck, no final word" in _plain(opened(sms_log))


@pytest.mark.parametrize(
    ("usual", "hours", "told"),
    [
        (NIGHT, 48, None),
        (NIGHT, 49, "No message log since Sep 30, 2026 8:12 AM, 2 days ago; usually one comes nightly."),
        (1.0, 49, "No message log since Sep 30, 2026 8:12 AM, 2 days ago; usually one comes every hour."),
        (
            6.0,
            73,
            "No message log since Sep 30, 2026 8:12 AM, 3 days ago; usually one comes every 6 hours.",
        ),
        (30.0, 61, "No message log since Sep 30, 2026 8:12 AM, 2 days ago; usually one comes every day."),
        (WEEK, 336, None),
        (
            WEEK,
            337,
            "No message log since Sep 30, 2026 8:12 AM, 14 days ago; usually one comes every 7 days.",
        ),
        (None, 48, None),
        (None, 49, "No message log since Sep 30, 2026 8:12 AM, 2 days ago."),
    ],
)
def test_a_log_is_overdue_by_its_own_rhythm(usual: float | None, hours: int, told: str | None) -> None:
    assert freshness.overdue(clock(usual_hours=usual), AS_OF + timedelta(hours=hours)) == told


def test_a_log_that_never_came_is_not_overdue() -> None:
    assert freshness.overdue(clock(log_as_of=None), AS_OF) is None


@pytest.mark.usefixtures("nothing_imported")
def test_a_strip_tells_of_an_overdue_log_but_samples_never_grow_older(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years_ago = ([*row[:-1], row[-1].replace("2026", "2021")] for row in log_rows())
    take_in(write_csv(tmp_path / "log.csv", LOG_HEADER, years_ago))
    assert opened(sms_log).warning[0].value.startswith("No message log since Sep 29, 2021 8:")
    filled = settings.load().logs
    monkeypatch.setattr("data.sample.store_uri", lambda: filled)
    monkeypatch.setenv("DISTRICT_TOML", str(_empty_district(tmp_path)))
    test = opened(sms_log)
    assert "121" in html(test), "the same log as samples"
    assert not test.warning


def _empty_district(folder: Path) -> Path:
    file = folder / "other.toml"
    file.write_text('timezone = "America/Chicago"\nlogs = "other logs"\n', encoding="utf-8")
    return file


def _plain(test: AppTest) -> str:
    return re.sub("<[^>]+>", "", html(test))
