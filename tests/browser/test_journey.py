"""An administrator's way through the running dashboard, in a real browser."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.words import vocabulary
from tests.browser.dashboard import LEFT, Server, downloaded

RESULTS = [result.name for result in vocabulary.RESULTS]
TYPED = "(212) 555-0133"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of a messaging service: sixty texts of every result."""
    file = tmp_path_factory.mktemp("export") / "export.csv"
    with file.open("w", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(
            ["Message ID", "Broadcast", "School", "Phone Number", "Delivery Results", "Date/Time"]
        )
        for place in range(60):
            number, when = f"212-555-{100 + place:04d}", f"09/{1 + place % 28:02d}/2026 8:12 AM"
            writer.writerow([f"m{place}", "Picture day", "Oak", number, RESULTS[place % 5], when])
    return file


def test_first_visit_to_a_page_shows_that_page(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_status")
    expect(tab.get_by_role("heading", level=1)).to_have_text("SMS Status")
    expect(tab.get_by_text("Sample data.")).to_be_visible()
    expect(tab.get_by_role("link", name="SMS Log")).to_be_visible()
    expect(tab).to_have_title("SMS Status · School district")


def test_a_url_of_no_page_says_so_and_leads_to_the_first_page(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/nowhere")
    expect(tab).to_have_title("Page not found")
    tab.get_by_role("link", name="Go to SMS reports").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Broadcasts")
    expect(tab).to_have_title("Broadcasts · School district")


def test_typed_number_is_in_no_url_and_in_no_log(server: Server, tab: Page) -> None:
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(f"{server.address}/sms_status")
    tab.get_by_label("Phone number").fill(TYPED)
    tab.keyboard.press("Enter")
    expect(tab.get_by_text(re.compile("can be texted|can't be texted|consent list")).first).to_be_visible()
    tab.get_by_role("link", name="SMS Log").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("SMS Log")
    digits = TYPED[-4:]
    assert digits not in tab.url.rsplit("/", 1)[-1]
    assert not [url for url in requests if digits in url.split("/", 3)[-1]]
    assert digits not in server.said
    assert not [url for url in requests if not url.startswith((server.address, "data:", "blob:"))]


def test_a_start_clears_what_an_earlier_server_left(own_server: Server) -> None:
    assert not [left for left in LEFT if (own_server.output.parent / left).exists()]


def test_exported_file_becomes_the_same_rows_in_a_download(
    own_server: Server, tab: Page, export: Path
) -> None:
    tab.goto(f"{own_server.address}/imports")
    tab.locator("input[type=file]").set_input_files(export)
    tab.get_by_role("button", name="Import 60 rows").click()
    expect(tab.get_by_text("60 rows read: 60 new.")).to_be_visible()
    expect(tab.get_by_text("Sample data.")).to_have_count(0)
    tab.get_by_role("link", name="SMS Log").click()
    expect(tab.get_by_text("counts the same 60 texts")).to_be_visible()
    counted = sum(int(figure) for figure in tab.locator(".tile .figure b").all_inner_texts())
    rows = downloaded(tab)
    assert len(rows) == counted == 60
    assert {row["Result"] for row in rows} == set(RESULTS)


def test_a_link_in_a_sentence_leads_to_its_page_without_a_new_session(
    own_server: Server, tab: Page
) -> None:
    tab.goto(f"{own_server.address}/sms_status")
    link = tab.get_by_role("link", name="Import a consent list")
    link.evaluate("() => window.isSameDocument = true")
    link.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Imports")
    assert tab.evaluate("window.isSameDocument")


def test_filter_stays_in_the_url_and_survives_a_reload(own_server: Server, tab: Page) -> None:
    tab.goto(f"{own_server.address}/sms_log?result={vocabulary.RESULTS[-1].key}")
    expect(tab.get_by_text("1–12 of 12 texts")).to_be_visible()
    tab.reload()
    expect(tab.get_by_text("1–12 of 12 texts")).to_be_visible()
    assert "result=" in tab.url
    tab.get_by_role("link", name="SMS Status").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("SMS Status")
    assert "result=" not in tab.url
    tab.get_by_role("link", name="SMS Log").click()
    expect(tab.get_by_text("1–12 of 12 texts")).to_be_visible()
