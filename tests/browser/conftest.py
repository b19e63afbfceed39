"""The fixtures of browser tests: one dashboard and Chromium per process, and a new tab for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.dashboard import LAPTOP, LEFT, PATIENCE, Server, chromium, served

POLICY = "Content Security Policy"


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard of a district that has imported nothing yet, so of sample logs that no test changes."""
    with served(tmp_path_factory.mktemp("district")) as running:
        yield running


@pytest.fixture(scope="module")
def own_server(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Such a dashboard for the tests of one file, which import logs or make batches."""
    folder = tmp_path_factory.mktemp("district")
    shutil.copytree(server.output.parent / "sms-reports", folder / "sms-reports")  # imported sample logs
    for left in LEFT:
        (folder / left).parent.mkdir(parents=True, exist_ok=True)
        (folder / left).write_text("2125550101,Ana\n", encoding="utf-8")
    with served(folder) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    expect.set_options(timeout=PATIENCE)
    with chromium() as running:
        yield running


@pytest.fixture(scope="package")
def profile(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A profile whose first tab stays open, so that all its tabs share the scripts that one compiled."""
    with browser.new_context(viewport=LAPTOP, reduced_motion="reduce") as context:
        context.set_default_timeout(PATIENCE)
        context.new_page().goto(f"{server.address}/_stcore/health")
        yield context


@pytest.fixture
def tab(profile: BrowserContext) -> Iterator[Page]:
    """A tab of a laptop that has never been here: it finds no cookie and nothing stored."""
    page = profile.new_page()
    forbidden: list[str] = []
    page.on("console", lambda message: forbidden.append(message.text) if POLICY in message.text else None)
    yield page
    assert not forbidden, "the pages do what their own policy forbids"
    address = page.evaluate("location.origin")
    profile.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"}
    )
    for opened in profile.pages[1:]:
        opened.close()
