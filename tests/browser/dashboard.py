"""A running dashboard and a real browser, for the tests that walk through it and for its pictures."""

from __future__ import annotations

import csv
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests import browser_here

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # the tabs of a profile share the scripts that the first one compiled
]
Scheme = Literal["light", "dark"]
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PATIENCE = 60_000  # milliseconds; a busy machine may be slow
RUNNING = """[data-testid="stApp"]:not([data-test-script-state="notRunning"]),
    [data-testid="stStatusWidget"], [data-testid="stSkeleton"]"""
# A click takes a moment to reach the server, so one look without anything running isn't enough.
QUIET = """
    running => {
      if (document.querySelector(running)) window.quietSince = null;
      else window.quietSince ??= performance.now();
      return window.quietSince !== null && performance.now() - window.quietSince > 400;
    }
"""
# What an earlier server left: an upload that nobody confirmed, and what a process spilled that was killed.
LEFT = ("logs/work/sent/1/log.csv", f"sms-reports/spilled/duckdb_temp_{2**22 + 1}_0_storage_S32K-0.tmp")


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, the file that has all that it said, and its process."""

    address: str
    output: Path
    process: int

    @property
    def said(self) -> str:
        """All that it said, without its port: the port can have the last digits of a number."""
        return self.output.read_text(encoding="utf-8").replace(self.address.rpartition(":")[2], "")


@contextmanager
def served(
    folder: Path,
    *,
    logs: Path | None = None,
    more: str = "",
    options: Sequence[str] = (),
    modules: Path | None = None,
) -> Iterator[Server]:
    """A dashboard, all of it below `folder`: of a district that has imported nothing yet, or of `logs`.

    `more` are lines of its settings, and `options` those of Streamlit. Python looks into the folder
    `modules` first.
    """
    known = f'timezone = "America/Chicago"\nlogs = "{logs or "logs"}"\nshort_code = "67587"\n{more}'
    (folder / "district.toml").write_text(known, encoding="utf-8")
    own = {"DISTRICT_TOML": str(folder / "district.toml"), "XDG_DATA_HOME": str(folder)}
    own |= {"PYTHONPATH": os.pathsep.join([str(modules), str(ROOT)])} if modules else {}
    port = free_port()
    address, file = f"http://127.0.0.1:{port}", folder / "output.txt"
    options = ["--server.headless", "true", "--server.port", str(port), *options]
    with file.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", *options],
            cwd=ROOT,
            env={**os.environ, **own},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"{address}/_stcore/health")
            yield Server(address, file, process.pid)
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = browser_here.browser()
    assert path, "There is no Chromium: `python tests/browser_here.py` installs one."
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def looked_at(server: Server, page: Page, address: str, scheme: Scheme, width: int) -> Iterator[Page]:
    """A page at a link; the browser reports no error and no request to another server."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    errors, requests = [], []
    page.on("request", lambda request: requests.append(request.url))
    # Below the root, Streamlit first asks for its health beside the page: two harmless answers of 404.
    page.on(
        "console",
        lambda message: (
            errors.append(message.text)
            if message.type == "error" and "/_stcore/" not in message.location.get("url", "")
            else None
        ),
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{server.address}/{address}")
    settle(page)
    yield page
    assert not page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count()
    assert not errors, "the browser's console stays empty"
    assert not [url for url in requests if not url.startswith((server.address, "data:", "blob:"))]


def settle(page: Page) -> None:
    """Wait until Streamlit has drawn the page: its title, and nothing running for a moment."""
    page.wait_for_selector("h1", timeout=PATIENCE)
    page.evaluate("window.quietSince = null")
    page.wait_for_function(QUIET, arg=RUNNING, polling=50, timeout=PATIENCE)


def downloaded(page: Page) -> list[dict[str, str]]:
    """The rows of the CSV file that the page offers, where it is folded under "Other formats"."""
    more = page.locator("summary", has_text="Other formats")
    if more.count():
        more.click()
    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile("CSV")).click()
    with started.value.path().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def violations(page: Page, *rules: str) -> list[tuple[str, list[str]]]:
    """Return axe's errors on a page, including Streamlit's own elements: rule and elements.

    `rules` are those to try, if not all.
    """
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else None
    found = Axe().run(page, options=options).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def scrolls_sideways(page: Page) -> bool:
    """Return whether any of the page lies beyond its right edge."""
    answer: bool = page.evaluate(
        """[document.documentElement, document.querySelector('[data-testid="stMain"]')]
        .some(place => place.scrollWidth > place.clientWidth + 1)"""
    )
    return answer


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


def wait_for(url: str) -> None:
    """Wait until a server answers."""
    for _attempt in range(600):
        try:
            urllib.request.urlopen(url, timeout=1).close()  # noqa: S310 - loopback
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "a server did not start within a minute"
    raise AssertionError(message)
