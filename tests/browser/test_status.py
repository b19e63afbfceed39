"""SMS Status in a real browser: a number that nobody else sees, and a page for the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.dashboard import Server, chromium, served, settle

PATIENCE = 60_000  # milliseconds; a busy machine is no fault of the dashboard
FIELD = "Phone number, in any form"
TYPED = "(212) 555-0133"
DIGITS = TYPED[-4:]
ANSWER = ".sms.answer"
OAK = "Oak Elementary"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("status")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        expect.set_options(timeout=PATIENCE)
        yield running


@pytest.fixture
def page(server: Server, browser: Browser) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    tab.set_default_timeout(PATIENCE)
    tab.goto(f"{server.address}/sms_status")
    settle(tab)
    yield tab
    tab.close()


def look_up(page: Page, typed: str) -> None:
    page.get_by_label(FIELD).fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_be_visible()


def test_a_typed_number_is_in_no_address_no_log_and_on_no_other_viewers_page(
    server: Server, browser: Browser, page: Page
) -> None:
    other = browser.new_page()
    other.goto(f"{server.address}/sms_status")
    settle(other)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    look_up(page, TYPED)
    page.locator('[data-press^="status="]').first.click()
    page.wait_for_url("**status=*")
    expect(page.locator(ANSWER)).to_contain_text(DIGITS)
    other.locator('[data-press^="school="]').first.click()
    other.wait_for_url("**school=*")
    assert DIGITS not in other.locator("main, section").first.inner_text().split("The numbers, one row")[0]
    expect(other.get_by_label(FIELD)).to_have_value("")
    other.close()
    assert DIGITS not in page.url.split("/", 3)[-1]
    assert not [url for url in asked if DIGITS in url.split("/", 3)[-1]]
    assert DIGITS not in server.output.read_text()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert DIGITS not in kept, "a browser that several people use keeps no number"


def test_a_pressed_row_is_looked_up_and_its_number_is_in_no_address(server: Server, page: Page) -> None:
    number = page.locator('[data-press^="number="]').first
    shown = number.inner_text()
    number.focus()
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_contain_text(shown)
    expect(page.locator(ANSWER)).to_be_focused()
    expect(page.locator(ANSWER)).to_be_in_viewport()
    assert shown[-4:] not in page.url.split("/", 3)[-1]
    assert shown not in server.output.read_text()


def test_the_page_is_narrowed_sorted_and_widened_again_with_the_keyboard_alone(page: Page) -> None:
    def press(what: str, key: str = "Enter") -> None:
        page.locator(f'[data-press="{what}"]').first.focus()
        page.keyboard.press(key)

    pending = page.locator('[data-press^="status="]').first
    status = (pending.get_attribute("data-press") or "").partition("=")[2]
    press(f"status={status}", "Space")
    page.wait_for_url("**status=*")
    expect(pending).to_have_attribute("aria-pressed", "true")
    expect(pending).to_be_focused()
    press(f"school={OAK}")
    page.wait_for_url("**school=Oak*")
    rows = page.locator("tr", has=page.locator('[data-press^="number="]'))
    press("sort=name")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Name")
    first = rows.first.inner_text()
    press("sort=name")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Name")
    expect(page.locator('[data-press="sort=name"]')).to_be_focused()
    assert rows.first.inner_text() != first
    assert {status, OAK} <= set(rows.first.locator("td").all_inner_texts())
    press("clear=school")
    page.wait_for_url(lambda url: "school=" not in url)
    expect(page.locator(".sms.chips")).to_be_focused()
    press("clear=status")
    page.wait_for_url(lambda url: "status=" not in url)
    assert not page.locator(".sms.chips button").count()


def test_a_link_to_a_narrowed_page_shows_it_narrowed(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/sms_status?school={OAK.replace(' ', '+')}&per=Week")
    expect(page.locator(f'[data-press="school={OAK}"]')).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("radio", name="Week")).to_be_checked()


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_and_a_narrowed_page_are_usable_by_everyone(
    server: Server, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.address}/sms_status?school={OAK.replace(' ', '+')}")
    settle(page)
    look_up(page, page.locator('[data-press^="number="]').first.inner_text())
    page.locator('[data-press^="status="]').first.click()
    page.wait_for_url("**status=*")
    settle(page)
    violations = Axe().run(page).response["violations"]
    assert not [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), "scrolls sideways"
    context.close()
