"""The way of an administrator through the running dashboard, in a real browser."""

from __future__ import annotations

import csv
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from data import vocabulary
from tests import browser_here

ROOT = Path(__file__).parents[2]
CHROMIUM = browser_here.browser()
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RESULTS = [result.name for result in vocabulary.RESULTS]
TYPED = "(212) 555-0133"
PATIENCE = 60_000  # milliseconds; a busy machine is no fault of the dashboard

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, and the file that has all that it said."""

    address: str
    output: Path


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    for _attempt in range(600):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310 - loopback
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the dashboard did not start within a minute")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard of a district that has imported nothing yet."""
    folder = tmp_path_factory.mktemp("journey")
    (folder / "district.toml").write_text('timezone = "America/Chicago"\nlogs = "logs"\n')
    known = {**os.environ, "DISTRICT_TOML": str(folder / "district.toml"), "XDG_DATA_HOME": str(folder)}
    port = free_port()
    running = Server(f"http://127.0.0.1:{port}", folder / "output.txt")
    options = ["--server.headless", "true", "--server.port", str(port)]
    with running.output.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", *options],
            cwd=ROOT,
            env=known,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(running.address)
            yield running
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page()
        tab.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield tab
        browser.close()


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a messaging service gives: sixty texts of every result."""
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


def test_a_first_visit_straight_to_a_page_ends_on_that_page(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/sms_status")
    expect(page.get_by_role("heading", level=1)).to_have_text("SMS Status")
    expect(page.get_by_text("These are sample logs")).to_be_visible()
    expect(page.get_by_role("link", name="SMS Log")).to_be_visible()


def test_a_number_that_is_typed_is_in_no_address_and_in_no_log(server: Server, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.address}/sms_status")
    page.get_by_label("Phone number, in any form").fill(TYPED)
    page.keyboard.press("Enter")
    expect(
        page.get_by_text(re.compile("may be texted|may not be texted|no consent list")).first
    ).to_be_visible()
    page.get_by_role("link", name="SMS Log").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SMS Log")
    digits = TYPED[-4:]
    assert digits not in page.url.rsplit("/", 1)[-1]
    assert not [url for url in asked if digits in url.split("/", 3)[-1]]
    assert digits not in server.output.read_text()
    assert not [url for url in asked if not url.startswith((server.address, "data:", "blob:"))]


def test_from_an_exported_file_to_the_same_rows_in_a_download(
    server: Server, page: Page, export: Path, tmp_path: Path
) -> None:
    page.goto(f"{server.address}/imports")
    page.locator("input[type=file]").set_input_files(export)
    page.get_by_role("button", name="Take this file in").click()
    expect(page.get_by_text("60 rows read = 60 new.")).to_be_visible()
    expect(page.get_by_text("These are sample logs")).to_have_count(0)
    page.get_by_role("link", name="SMS Log").click()
    expect(page.get_by_text("counts the same 60 texts")).to_be_visible()
    counted = sum(int(figure) for figure in page.locator(".tile .figure b").all_inner_texts())
    with page.expect_download() as started:
        page.get_by_role("button", name="Download 60 texts (CSV)").click()
    started.value.save_as(tmp_path / "texts.csv")
    with (tmp_path / "texts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == counted == 60
    assert {row["Result"] for row in rows} == set(RESULTS)


def test_a_filter_lives_in_the_address_and_survives_a_reload(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/sms_log?result={RESULTS[-1].replace(' ', '+')}")
    expect(page.get_by_text("1–12 of 12 texts")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1–12 of 12 texts")).to_be_visible()
    assert "result=" in page.url
    page.get_by_role("link", name="SMS Status").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SMS Status")
    assert "result=" not in page.url
    page.get_by_role("link", name="SMS Log").click()
    expect(page.get_by_text("1–12 of 12 texts")).to_be_visible()
