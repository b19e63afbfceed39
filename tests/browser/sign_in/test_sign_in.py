"""The sign-in in a real browser, with a provider on this machine: in, another role, out, and refused."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from tests.browser.dashboard import (
    LAPTOP,
    PATIENCE,
    Server,
    free_port,
    served,
    settle,
    violations,
    wait_for,
)
from tests.districts import district_in
from tests.import_files import import_file
from tests.pages.district import LOG_HEADER, log_rows, write_csv
from tests.signing_in import ADMINISTRATOR, SECRET, SECRETS, STRANGER, claims

PROVIDERS = ("http://127.0.0.1:8501", "https://id.example.org")  # of SECRETS
SIDEBAR = '[data-testid="stSidebar"]'
DOWNLOAD = "/download/sms_log.csv"
AS = '[[people]]\nwho = "{who}"\nrole = "{role}"\n'


class Place(NamedTuple):
    """A dashboard whose people sign in, and its access file."""

    server: Server
    access: Path

    def let_in(self, who: str, role: str) -> None:
        """Let the access file name one person."""
        self.access.write_text(AS.format(who=who, role=role), encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("district")
    with district_in(folder):
        import_file(write_csv(folder / "log.csv", LOG_HEADER, log_rows()))
    with _provider() as address:
        text = SECRETS.replace(PROVIDERS[0], "http://127.0.0.1:{port}").replace(PROVIDERS[1], address)
        (folder / "secrets.toml").write_text(text, encoding="utf-8")
        access = folder / "access.toml"
        access.write_text(AS.format(who=ADMINISTRATOR, role="administrator"), encoding="utf-8")
        options = ["--secrets.files", str(folder / "secrets.toml")]
        with served(folder, more='access = "access.toml"\n', options=options) as running:
            yield Place(running, access)


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=LAPTOP, reduced_motion="reduce") as context:
        context.set_default_timeout(PATIENCE)
        yield context


@contextmanager
def _provider() -> Iterator[str]:
    port = free_port()
    people = [
        {"sub": who, "email": who, "email_verified": True, "name": "Pat"}
        for who in (ADMINISTRATOR, STRANGER)
    ]
    options = [word for person in people for word in ("--user-claims", json.dumps(person))]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def sign_in(page: Page, who: str) -> None:
    """Sign in as one of the provider's people."""
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name=who).click()
    page.wait_for_selector("h1", timeout=PATIENCE)


def sign_out(page: Page) -> None:
    """Sign out, also at the provider."""
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_text("Sign in to see the reports.")).to_be_visible()


def status(context: BrowserContext, place: Place) -> int:
    """Return the status of a download with the cookies of a profile, as a program would ask for it."""
    return context.request.get(f"{place.server.address}{DOWNLOAD}").status


def test_a_person_gets_in_with_the_role_of_the_access_file_and_out_for_good(
    place: Place, browser: Browser, visit: BrowserContext
) -> None:
    page = visit.new_page()
    page.goto(f"{place.server.address}/sms_status?status=pending")
    expect(page.get_by_text("Sign in to see the reports.")).to_be_visible()
    expect(page.locator(SIDEBAR)).to_have_count(0)
    assert violations(page) == []
    assert status(visit, place) == 401
    sign_in(page, ADMINISTRATOR)
    settle(page)
    expect(page.locator("h1")).to_have_text("Broadcasts")
    expect(page.locator(SIDEBAR)).to_contain_text(f"{ADMINISTRATOR}Administrator")
    assert status(visit, place) == 200
    (cookie,) = [one for one in visit.cookies() if one["name"] == USER_COOKIE_NAME]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert 0 < cookie["expires"] - time.time() <= 12 * 3600
    copy = visit.storage_state()
    see_changes_of_the_access_file(page, place)
    sign_out_of_every_tab(page, place)
    with browser.new_context(storage_state=copy) as copied:
        assert status(copied, place) == 401
        thief = copied.new_page()
        thief.goto(f"{place.server.address}/sms_log")
        expect(thief.get_by_text("You are signed out.")).to_be_visible()
        expect(thief.locator(SIDEBAR)).to_have_count(0)


def see_changes_of_the_access_file(page: Page, place: Place) -> None:
    """See another role, then none, in an open page within seconds: without a click or a restart."""
    expect(page.locator(SIDEBAR)).to_contain_text("Imports")
    place.let_in(ADMINISTRATOR, "help desk")
    expect(page.locator(SIDEBAR)).to_contain_text("Help desk")
    expect(page.locator(SIDEBAR)).not_to_contain_text("Imports")
    place.let_in("somebody@example.org", "administrator")
    expect(page.get_by_text(f"{ADMINISTRATOR} isn't on the access list.")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_role("link")).to_have_text(
        ["Skip to main content", "Sign out"]
    )  # Streamlit may keep the empty sidebar
    assert status(page.context, place) == 403
    place.let_in(ADMINISTRATOR, "administrator")


def sign_out_of_every_tab(page: Page, place: Place) -> None:
    """Sign out in one tab, and see it in another one that was open."""
    page.reload()
    settle(page)
    other = page.context.new_page()
    other.goto(f"{place.server.address}/sms_log")
    settle(other)
    sign_out(page)
    expect(other.get_by_text("You are signed out.")).to_be_visible()


def test_a_session_ends_by_itself_and_an_unknown_person_gets_nothing(
    place: Place, visit: BrowserContext
) -> None:
    stated = {**claims(hours_ago=13), "origin": place.server.address}
    signed = create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(stated)).decode()
    visit.add_cookies([{"name": USER_COOKIE_NAME, "value": signed, "url": place.server.address}])
    page = visit.new_page()
    page.goto(place.server.address)
    expect(page.get_by_text("you signed in more than 12 hours ago")).to_be_visible()
    assert status(visit, place) == 401

    sign_in(page, STRANGER)
    expect(page.get_by_text(f"{STRANGER} isn't on the access list.")).to_be_visible()
    expect(page.locator(SIDEBAR)).to_have_count(0)
    assert status(visit, place) == 403
    sign_out(page)
