"""Files with personal data that pages make: each link hands its file out once, within some minutes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.access import person_at_machine
from pages.parts.downloads import one_use
from pages.parts.downloads.one_use import LINKS, OneUseFile
from tests.pages.fetching import Answer, fetch

FILE = OneUseFile(b"family\n", "families of Peña.csv", "text/csv")


def post(token: str) -> Answer:
    return fetch(one_use.URL, "POST", f"token={token}".encode())


def test_a_file_is_handed_out_once_and_is_not_kept_by_any_browser() -> None:
    token = LINKS.open(FILE, person_at_machine())
    answer = post(token)
    assert (answer.status, answer.content) == (200, FILE.content)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].endswith("families%20of%20Pe%C3%B1a.csv")
    again = post(token)
    assert (again.status, again.headers["cache-control"]) == (204, "no-store")
    assert again.content == b"", "a browser would leave its page for a text"


def test_a_file_on_the_disk_is_read_when_it_is_handed_out(tmp_path: Path) -> None:
    file = tmp_path / "rejected.csv"
    file.write_bytes(b"before")
    token = LINKS.open(OneUseFile(file, "rejected.csv", "text/csv"), person_at_machine())
    file.write_bytes(b"after")
    assert post(token).content == b"after"


def test_a_file_that_is_gone_is_refused_with_what_to_do(tmp_path: Path) -> None:
    answer = post(
        LINKS.open(OneUseFile(tmp_path / "rejected.csv", "rejected.csv", "text/csv"), person_at_machine())
    )
    assert (answer.status, answer.headers["cache-control"]) == (410, "no-store")
    assert b"download the file from there again" in answer.content


def test_a_link_closes_by_itself_after_some_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert one_use.OPEN_SECONDS <= 600
    monkeypatch.setattr(one_use, "OPEN_SECONDS", 0)
    token = LINKS.open(FILE, person_at_machine())
    assert not LINKS.is_open(token, FILE, person_at_machine())
    assert post(token).status == 204


@pytest.mark.parametrize("body", [b"", b"token=", b"token=%ff", b"other=x", b"token=" + b"x" * 5000])
def test_anything_but_a_token_gets_nothing(body: bytes) -> None:
    LINKS.open(FILE, person_at_machine())
    assert fetch(one_use.URL, "POST", body).status in (204, 413)
    assert fetch(one_use.URL).status == 405


def _page() -> None:
    from pages.parts.downloads import one_use

    one_use.button("Download", one_use.OneUseFile(b"family\n", "families.csv", "text/csv"), "families")


def test_the_button_keeps_its_link_until_it_is_used_and_then_gets_another() -> None:
    def token() -> str:
        (found,) = re.findall(r'name="token" value="([\w-]{32})"', app.get("html")[0].proto.body)
        return str(found)

    app = AppTest.from_function(_page).run()
    first = token()
    app.run()
    assert token() == first
    assert post(first).content == b"family\n"
    app.run()
    assert token() != first
    assert post(token()).content == b"family\n"


def test_a_button_drawn_for_a_viewer_of_before_opens_no_link() -> None:
    def page() -> None:
        import streamlit as st

        from data.access import Viewer
        from pages.parts.downloads import one_use

        if st.session_state.setdefault("is_first", True):
            st.session_state["is_first"] = False
            file = one_use.OneUseFile(b"family\n", "families.csv", "text/csv")
            one_use._button("Download", file, "families", Viewer("principal", "school", ("Lincoln High",)))

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert not app.get("html")
