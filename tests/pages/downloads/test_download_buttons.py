"""The buttons that download, and the sentences about what they have started."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from pages.parts.downloads import offer, sentences, transfers
from pages.parts.downloads.transfers import Record, Transfer
from pages.parts.filters.url import pairs_of
from queries import Selection
from tests.pages.district import ODD_SCHOOL, SENT
from tests.pages.fetching import download_url, fetch

SEPTEMBER = Selection(date(2026, 9, 1), date(2026, 9, 30))
FEW = Selection(date(2026, 9, 1), date(2026, 9, 30), schools=(ODD_SCHOOL,), results=(SENT,))
FORMATS = ("xlsx", "csv", "parquet")
ENDED_AT = datetime(2026, 9, 30, 13, 14, tzinfo=UTC)


class _Forms(HTMLParser):
    """The forms of a page: the URL that each fetches, its fields, and the label of its button."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.fields: list[list[tuple[str, str]]] = []
        self.labels: list[str] = []
        self._is_in_button = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._is_in_button = tag == "button"
        if tag == "form":
            self.urls.append(attributes["action"])
            self.fields.append([])
        elif tag == "input":
            self.fields[-1].append((attributes["name"], attributes["value"]))

    def handle_data(self, data: str) -> None:
        if self._is_in_button:
            self.labels.append(data)

    def handle_endtag(self, _tag: str) -> None:
        self._is_in_button = False


def test_buttons_fetch_the_selection_and_show_the_size_excel_first() -> None:
    html = offer.forms("sms_log", FEW, 12, "a-token-of-three")
    forms = _Forms(html)
    assert forms.urls == [f"/download/sms_log.{file_format}" for file_format in FORMATS]
    assert forms.fields == [[*pairs_of(FEW), ("transfer", "a-token-of-three")]] * 3
    assert forms.labels == ["Download Excel (8 KB)", "Download CSV (3 KB)", "Download Parquet (3 KB)"]
    assert html.index("sms_log.xlsx") < html.index("Other formats") < html.index("sms_log.csv")


@pytest.mark.parametrize(
    ("report", "file_format", "rows", "label"),
    [
        ("sms_log", "xlsx", 5_020, "Download Excel (233 KB)"),
        ("sms_log", "csv", 5_020, "Download CSV (1.1 MB)"),
        ("sms_log", "xlsx", 500_000, "Download Excel (23 MB)"),
        ("sms_log", "xlsx", 2_000_000, "Download Excel (90 MB, 20 seconds)"),
        ("sms_log", "xlsx", 30_000_000, "Download Excel (1.4 GB, 5 minutes)"),
        ("sms_log", "csv", 9_000_000, "Download CSV (2.0 GB)"),
        ("sms_status", "parquet", 1, "Download Parquet (3 KB)"),
    ],
)
def test_a_button_shows_the_size_and_a_long_time(
    report: str, file_format: str, rows: int, label: str
) -> None:
    assert sentences.button(report, file_format, rows) == label


def test_a_token_leads_to_how_its_download_ended() -> None:
    assert transfers.newest("an-unknown-token") is None
    content = fetch(download_url("sms_log", "csv", SEPTEMBER, transfer="a-token-of-two")).content
    transfer = transfers.newest("a-token-of-two")
    assert transfer
    file_name = "sms_log_2026-09-01_2026-09-30_as_of_2026-09-29.csv"
    sentence = rf"{file_name}: 121 rows \({len(content) / 1000:.0f} KB\), done at \d+:\d\d [AP]M\."
    assert re.fullmatch(sentence, sentences.progress(transfer))


@pytest.mark.parametrize(
    ("transfer", "sentence"),
    [
        (Transfer("x.csv", 5_020), "x.csv: waiting for another download to finish."),
        (Transfer("x.csv", 1, "making"), "x.csv: preparing 1 row."),
        (Transfer("x.csv", 5_020, "making"), "x.csv: preparing 5,020 rows."),
        (
            Transfer("x.csv", 5_020, "sending", 1_000, 412_000),
            "x.csv: 1,000 of 5,020 rows so far (412 KB).",
        ),
        (
            Transfer("x.csv", 5_020, "done", 5_020, 1_240_000, ENDED_AT),
            "x.csv: 5,020 rows (1.2 MB), done at 8:14 AM.",
        ),
        (Transfer("x.csv", 1, "done", 1, 95, ENDED_AT), "x.csv: 1 row (95 bytes), done at 8:14 AM."),
        (
            Transfer("x.csv", 5_020, "stopped", 1_000, 412, ENDED_AT),
            "x.csv: stopped at 8:14 AM after 1,000 of 5,020 rows. The file is incomplete.",
        ),
        (
            Transfer("x.csv", 5_020, "failed", 0, 0, ENDED_AT),
            "x.csv: failed at 8:14 AM after 0 of 5,020 rows. Download it again.",
        ),
    ],
)
def test_progress_is_one_sentence_in_the_districts_time(transfer: Transfer, sentence: str) -> None:
    assert sentences.progress(transfer) == sentence


def test_only_the_newest_transfers_are_kept_and_an_end_is_final() -> None:
    first = Record("the-first-of-many", Transfer("x.csv", 5))
    first.update("done", rows=5, sent_bytes=10)
    first.update("stopped")
    assert first.now.state == "done"
    for place in range(transfers.MAX_KEPT):
        Record(f"another-of-many-{place}", Transfer("x.csv", 5))
    assert transfers.newest("the-first-of-many") is None
    assert transfers.newest("another-of-many-0") is not None
