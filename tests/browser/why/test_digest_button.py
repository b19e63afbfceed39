"""The weekly digest in a real browser: the button on Broadcasts saves a file that needs nothing else."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server, settle


def test_the_button_saves_a_digest_that_opens_alone(server: Server, tab: Page, tmp_path: Path) -> None:
    tab.goto(f"{server.address}/broadcasts")
    settle(tab)
    with tab.expect_download() as downloading:
        tab.get_by_role("button", name="Download weekly digest").click()
    assert downloading.value.suggested_filename.startswith("weekly_digest_2026-")
    file = tmp_path / "digest.html"
    downloading.value.save_as(file)
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(file.as_uri())
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Text messages of the week")
    expect(tab.get_by_role("table").last).to_contain_text("Who can fix it")
    assert requests == [file.as_uri()]
