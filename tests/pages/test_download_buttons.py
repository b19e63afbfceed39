"""The buttons that download, and what is told of how a download goes."""

from __future__ import annotations

import re
from datetime import UTC, date
from html.parser import HTMLParser

from pages.parts import downloads, transfers
from pages.parts.addresses import fields
from queries import Selection
from tests.pages.district import (
    ODD_SCHOOL,
    SENT,
)
from tests.pages.fetching import address, fetched

FORMS = ("xlsx", "csv", "parquet")
SEPTEMBER = Selection(date(2026, 9, 1), date(2026, 9, 30))
FEW = Selection(date(2026, 9, 1), date(2026, 9, 30), schools=(ODD_SCHOOL,), results=(SENT,))


def test_how_a_download_ended_is_told_under_its_token() -> None:
    assert downloads.told("nobody-asked-so") is None
    fetched(address("sms_log", "csv", SEPTEMBER, transfer="a-token-of-two"))
    told = downloads.told("a-token-of-two")
    assert told is not None
    size = len(fetched(address("sms_log", "csv", SEPTEMBER))[2]) / 1000
    name = "sms_log_2026-09-01_2026-09-30_as_of_2026-09-29.csv"
    assert re.fullmatch(rf"{name}: 121 texts, {size:.0f} KB, done at \d+:\d\d [AP]M\.", told), told


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
    html = downloads.buttons("sms_log", FEW, 12, "a-token-of-three")
    found = _Forms(html).found
    assert [action for action, _fields, _words in found] == [f"/download/sms_log.{form}" for form in FORMS]
    assert all(given == [*fields(FEW), ("transfer", "a-token-of-three")] for _, given, _words in found)
    words = [words for _action, _fields, words in found]
    assert words == ["Excel, about 8 KB", "CSV, about 3 KB", "Parquet, about 3 KB"]
    assert html.index("<details") > html.index("sms_log.xlsx")


def test_a_workbook_that_takes_long_says_so_before() -> None:
    long = downloads.buttons("sms_log", SEPTEMBER, 2_000_000, "a-token-of-four")
    assert re.search(r"<button>Excel, about \d+ MB, \d+ seconds</button>", long)


def test_the_time_of_a_transfer_is_the_districts() -> None:
    record = transfers.Record("a-token-of-five", transfers.Transfer("x.csv", 5, "texts"))
    record.tell("done", rows=5, sent=10)
    assert record.now.ended_at is not None
    assert record.now.ended_at.tzinfo is UTC
