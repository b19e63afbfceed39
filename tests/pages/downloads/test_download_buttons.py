"""The buttons that download, and what is told of what they have started."""

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
from tests.pages.fetching import address, fetched

SEPTEMBER = Selection(date(2026, 9, 1), date(2026, 9, 30))
FEW = Selection(date(2026, 9, 1), date(2026, 9, 30), schools=(ODD_SCHOOL,), results=(SENT,))
FORMS = ("xlsx", "csv", "parquet")


class _Forms(HTMLParser):
    """The addresses that the forms of a page would fetch, with the words on their buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str]], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given["action"], [], ""))
        elif tag == "input":
            self.found[-1][1].append((given["name"], given["value"]))

    def handle_data(self, data: str) -> None:
        if self.found and not self.found[-1][2]:
            self.found[-1] = (*self.found[-1][:2], data)


def test_the_buttons_fetch_what_is_selected_excel_first_and_say_how_large_it_is() -> None:
    html = offer.forms("sms_log", FEW, 12, "a-token-of-three")
    found = _Forms(html).found
    assert [action for action, _fields, _words in found] == [f"/download/sms_log.{form}" for form in FORMS]
    assert all(given == [*pairs_of(FEW), ("transfer", "a-token-of-three")] for _, given, _words in found)
    words = [words for _action, _fields, words in found]
    assert words == ["Excel, about 8 KB", "CSV, about 3 KB", "Parquet, about 3 KB"]
    assert html.index("<details") > html.index("sms_log.xlsx")


def test_a_workbook_that_takes_long_says_so_before() -> None:
    long = offer.forms("sms_log", SEPTEMBER, 2_000_000, "a-token-of-four")
    assert re.search(r"<button>Excel, about \d+ MB, \d+ seconds</button>", long)


def test_how_a_download_ended_is_told_under_its_token() -> None:
    assert sentences.told("nobody-asked-so") is None
    _status, _headers, content = fetched(address("sms_log", "csv", SEPTEMBER, transfer="a-token-of-two"))
    told = sentences.told("a-token-of-two")
    assert told is not None
    size = len(content) / 1000
    name = "sms_log_2026-09-01_2026-09-30_as_of_2026-09-29.csv"
    assert re.fullmatch(rf"{name}: 121 texts, {size:.0f} KB, done at \d+:\d\d [AP]M\.", told), told


ENDED = datetime(2026, 9, 30, 13, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("transfer", "told"),
    [
        (Transfer("x.csv", 5_020, "texts"), "x.csv: waits until another download has ended."),
        (Transfer("x.csv", 1, "texts", "making"), "x.csv: 1 text in the making."),
        (
            Transfer("x.csv", 5_020, "texts", "sending", 1_000, 412_000),
            "x.csv: 1,000 of 5,020 texts, 412 KB so far.",
        ),
        (
            Transfer("x.csv", 5_020, "texts", "done", 5_020, 1_240_000, ENDED),
            "x.csv: 5,020 texts, 1.2 MB, done at 8:14 AM.",
        ),
        (
            Transfer("x.csv", 5_020, "texts", "stopped", 1_000, 412, ENDED),
            "x.csv: stopped at 8:14 AM, after 1,000 of 5,020 texts. The file is not whole.",
        ),
        (
            Transfer("x.csv", 5_020, "texts", "failed", 0, 0, ENDED),
            "x.csv: broke off at 8:14 AM, after 0 of 5,020 texts. The file is not whole; ask for it again.",
        ),
    ],
)
def test_how_a_download_goes_is_told_in_the_districts_time(transfer: Transfer, told: str) -> None:
    assert sentences.sentence(transfer) == told


def test_only_the_newest_downloads_are_remembered_and_an_end_is_final() -> None:
    first = Record("the-first-of-many", Transfer("x.csv", 5, "texts"))
    first.tell("done", rows=5, sent=10)
    first.tell("stopped")
    assert first.now.state == "done"
    for place in range(transfers.REMEMBERED):
        Record(f"another-of-many-{place}", Transfer("x.csv", 5, "texts"))
    assert transfers.of("the-first-of-many") is None
    assert transfers.of("another-of-many-0") is not None
