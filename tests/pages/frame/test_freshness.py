"""When the data was updated, what can still change, and whether a log is overdue, in sentences."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from pages.parts.frame import freshness
from pages.parts.frame.freshness import Unfinished
from tests.import_files import import_file
from tests.pages.district import LOG_HEADER, SENDING, SENT, html, log_rows, opened, sms_log, write_csv

ZONE = ZoneInfo("America/Chicago")
UPDATED_AT = datetime(2026, 9, 30, 8, 12, tzinfo=ZONE)
NIGHT, WEEK = 24.0, 168.0
NO_LOG_FOR = "No log has arrived since Sep 30, 2026, 8:12 AM CT"


def row(**columns: Any) -> dict[str, Any]:
    usual = {"log_as_of": UPDATED_AT, "newest_text_at": None, "consent_as_of": None, "usual_hours": None}
    return {**usual, **columns}


def summary(unfinished: Unfinished | None = None, **columns: Any) -> str:
    markup = freshness.summary(row(**columns), unfinished)
    return re.sub("<[^>]+>", "", markup.replace("</p><p>", " | "))


@pytest.mark.parametrize(
    ("unfinished", "words"),
    [
        (Unfinished(1526, 6), " · 1,526 can still change · 6 have no final result"),
        (Unfinished(1, 1), " · 1 can still change · 1 has no final result"),
        (Unfinished(1, 0), " · 1 can still change"),
        (Unfinished(0, 2), " · 2 have no final result"),
        (Unfinished(0, 0), " · All results are final"),
        (None, ""),
    ],
)
def test_summary_counts_what_can_still_change(unfinished: Unfinished | None, words: str) -> None:
    assert summary(unfinished) == f"Log updated Sep 30, 2026, 8:12 AM CT{words} | No consent list yet"


def test_summary_says_when_each_list_was_updated() -> None:
    latest, listed = UPDATED_AT - timedelta(minutes=4), UPDATED_AT - timedelta(days=2)
    assert summary(newest_text_at=latest, consent_as_of=listed) == (
        "Log updated Sep 30, 2026, 8:12 AM CT · Latest text 8:08 AM | "
        "Consent list updated Sep 28, 2026, 8:12 AM CT"
    )
    assert "Latest text Sep 28, 2026, 8:12 AM" in summary(newest_text_at=listed)


def test_summary_without_a_log_says_nothing_of_final_results() -> None:
    assert summary(Unfinished(0, 0), log_as_of=None) == "No log yet | No consent list yet"


def test_page_counts_what_can_change_among_the_texts_it_shows() -> None:
    assert "17 can still change · 1 has no final result" in _plain(opened(sms_log))
    assert "All results are final" in _plain(opened(sms_log, period=["2026-09-10", "2026-09-12"]))


@pytest.mark.usefixtures("nothing_imported")
def test_sent_text_can_change_while_it_is_young(tmp_path: Path) -> None:
    rows = [
        ["m0", "b", "Picture day", "Oak", "c0", "2125550100", SENT, "", "2026-09-30T08:00:00"],
        ["m1", "b", "Picture day", "Oak", "c0", "2125550100", SENDING, "", "2026-09-27T08:00:00"],
        ["m2", "b", "Picture day", "Oak", "c0", "2125550100", SENT, "", "2026-09-27T07:59:59"],
        ["m3", "b", "Picture day", "Oak", "c0", "2125550100", SENDING, "", "2026-09-27T07:59:59"],
    ]
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, iter(rows)))
    assert "2 can still change · 1 has no final result" in _plain(opened(sms_log))


@pytest.mark.parametrize(
    ("usual_hours", "hours", "warning"),
    [
        (NIGHT, 48, None),
        (NIGHT, 49, f"{NO_LOG_FOR} (2 days ago). A log usually arrives every night."),
        (1.0, 49, f"{NO_LOG_FOR} (2 days ago). A log usually arrives every hour."),
        (6.0, 73, f"{NO_LOG_FOR} (3 days ago). A log usually arrives every 6 hours."),
        (30.0, 61, f"{NO_LOG_FOR} (2 days ago). A log usually arrives every day."),
        (WEEK, 336, None),
        (WEEK, 337, f"{NO_LOG_FOR} (14 days ago). A log usually arrives every 7 days."),
        (None, 48, None),
        (None, 49, f"{NO_LOG_FOR} (2 days ago)."),
    ],
)
def test_log_is_overdue_by_its_own_rhythm(
    usual_hours: float | None, hours: int, warning: str | None
) -> None:
    now = UPDATED_AT + timedelta(hours=hours)
    assert freshness.overdue(row(usual_hours=usual_hours), now) == warning


def test_log_that_never_came_is_not_overdue() -> None:
    assert freshness.overdue(row(log_as_of=None), UPDATED_AT) is None


@pytest.mark.usefixtures("nothing_imported")
def test_strip_warns_of_an_overdue_log_but_never_of_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years_ago = ([*row[:-1], row[-1].replace("2026", "2021")] for row in log_rows())
    import_file(write_csv(tmp_path / "log.csv", LOG_HEADER, years_ago))
    assert opened(sms_log).warning[0].value.startswith("No log has arrived since Sep 29, 2021, 8:")
    own_logs = settings.load().logs
    monkeypatch.setattr("data.sample.store_uri", lambda: own_logs)
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
