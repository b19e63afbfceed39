"""Every page on the sample logs, wide and narrow, light and dark: nothing broken, nothing out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.dashboard import Server, chromium, served, settle

PAGES = ("sms_log", "sms_status", "imports")
WIDE, NARROW = 1280, 390


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("looks")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_usable_by_everyone(
    server: Server, browser: Browser, name: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page, said, asked = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    # Below the root, Streamlit first asks for its health beside the page: two harmless answers of 404.
    page.on(
        "console",
        lambda message: (
            said.append(message.text)
            if message.type == "error" and "/_stcore/" not in message.location.get("url", "")
            else None
        ),
    )
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.goto(f"{server.address}/{name}")
    settle(page)
    assert not page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count()
    assert not said, "the browser's console must stay empty"
    assert not [url for url in asked if not url.startswith((server.address, "data:", "blob:"))]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), "scrolls sideways"
    violations = Axe().run(page).response["violations"]
    assert not [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations]
    context.close()


def test_the_root_sends_on_to_the_first_page(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(server.address)
    page.wait_for_url(f"{server.address}/sms_log")
    settle(page)
    assert page.get_by_role("heading", level=1).inner_text() == "SMS Log"
    assert page.get_by_role("link", name="Start").count() == 0
    page.close()
