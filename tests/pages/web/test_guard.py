"""The guard before Streamlit: which requests are answered, and what every answer tells the browser."""

from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from streamlit import config

from pages.parts.web.base_path import path_below_base
from pages.parts.web.guard import Guard
from tests.signing_in import ORIGIN, SECRETS, secrets_in

OWN = "127.0.0.1:8501"
FOREIGN = "attacker.example"
DOWNLOAD = "/download/sms_log.csv"
LINK = {"sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
FRAME = {"sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"}


async def page(scope: Scope, _receive: Receive, send: Send) -> None:
    """Stand in for Streamlit, which answers whatever gets to it."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def answer(
    path: str = "/sms_log", method: str = "GET", kind: str = "http", **headers: str
) -> dict[str, Any]:
    """Return the first message of the answer to a request."""
    sent: list[Any] = []
    named = {"host": OWN, **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    scope = {"type": kind, "path": path, "method": method, "headers": raw, "query_string": b""}

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "websocket.connect" if kind == "websocket" else "http.request"}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    asyncio.run(Guard(page)(scope, receive, send))
    first: dict[str, Any] = sent[0]
    return first


def status(path: str = "/sms_log", method: str = "GET", **headers: str) -> int:
    """Return the status of the answer to a request."""
    code: int = answer(path, method, **headers)["status"]
    return code


@pytest.mark.parametrize("host", [OWN, "localhost", "LOCALHOST:8501", "[::1]:8501"])
def test_a_page_opens_under_the_names_of_this_machine(host: str) -> None:
    assert status(host=host) == 200


@pytest.mark.parametrize(
    "host",
    [FOREIGN, f"{OWN}.{FOREIGN}", "localhost.", f"{FOREIGN}@127.0.0.1", "[::1", "", "10.0.0.5"],
)
def test_a_name_that_someone_else_pointed_at_this_machine_opens_nothing(host: str) -> None:
    assert status(host=host) == 421


def test_a_page_opens_under_a_name_of_the_settings_once_people_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "district.toml"
    file.write_text('hosts = "Sms.example.org reports.example.org"\n')
    monkeypatch.setenv("DISTRICT_TOML", str(file))
    assert (status(), status(host="sms.example.org")) == (200, 421)
    with secrets_in(tmp_path, SECRETS.replace(ORIGIN, "https://of-the-sign-in.example.org")):
        names = ("sms.example.org", "reports.example.org:443", "of-the-sign-in.example.org", OWN)
        assert {status(host=name) for name in names} == {200}
        assert status(host="example.org") == 421


def test_settings_that_cannot_be_read_leave_the_names_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(tmp_path / "missing.toml"))
    assert (status(), status(host=FOREIGN)) == (200, 421)


@pytest.mark.parametrize(
    "origin",
    [
        "http://127.0.0.1:9999",
        "http://localhost:8501",
        "http://attacker.example",
        "javascript://127.0.0.1:8501",
        "null",
        "",
        f"http://{OWN}.attacker.example",
    ],
)
def test_only_an_own_page_connects_and_writes(origin: str) -> None:
    assert answer("/_stcore/stream", kind="websocket", origin=origin)["type"] == "websocket.close"
    assert status("/_stcore/upload_file/a/b", "PUT", origin=origin) == 403
    assert status(DOWNLOAD, origin=origin) == 403


def test_what_does_not_say_where_it_comes_from_neither_connects_nor_writes() -> None:
    assert answer("/_stcore/stream", kind="websocket")["type"] == "websocket.close"
    assert {status("/_stcore/upload_file/a/b", method) for method in ("PUT", "POST", "DELETE")} == {403}


def test_a_write_with_an_own_origin_is_refused_if_the_browser_says_that_it_comes_from_elsewhere() -> None:
    own = {"origin": f"http://{OWN}"}
    upload = "/_stcore/upload_file/a/b"
    assert status(upload, "PUT", **own, sec_fetch_site="same-origin") == 200
    assert status(upload, "PUT", **own, sec_fetch_site="cross-site") == 403
    assert status("/files/once", "POST", **own, sec_fetch_site="same-site", **LINK) == 403


@pytest.mark.parametrize("origin", [f"http://{OWN}", f"https://{OWN}"])
def test_an_own_page_connects_writes_and_downloads(origin: str) -> None:
    assert answer("/_stcore/stream", kind="websocket", origin=origin)["type"] == "websocket.accept"
    assert status("/_stcore/upload_file/a/b", "PUT", origin=origin) == 200
    assert status(DOWNLOAD, sec_fetch_site="same-origin") == status(DOWNLOAD, sec_fetch_site="none") == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "something new"])
def test_another_page_may_link_to_a_page_but_neither_frame_it_nor_start_a_download(site: str) -> None:
    assert status(sec_fetch_site=site, **LINK) == 200
    assert status(sec_fetch_site=site, **FRAME) == status(sec_fetch_site=site) == 403
    for path in (DOWNLOAD, "/download/rows_left_out.csv", "/media/a.zip", "/files/a"):
        assert {status(path, sec_fetch_site=site, **way) for way in (LINK, FRAME)} == {403}


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/sign_in/default"])
def test_only_an_own_page_signs_a_person_in_or_out(path: str) -> None:
    assert {status(path, sec_fetch_site=site, **LINK) for site in ("cross-site", "same-site")} == {403}
    assert status(path, sec_fetch_site="same-origin", **LINK) == 200
    assert status(path, sec_fetch_site="none", **LINK) == 200
    assert status(path, sec_fetch_site="cross-site", **LINK, referer=f"http://{OWN}/sms_log") == 403


def test_an_old_browser_shows_by_the_referer_that_an_own_page_signs_out() -> None:
    assert status("/auth/logout") == status("/auth/logout", referer=f"http://{FOREIGN}/{OWN}/") == 403
    assert status("/auth/logout", referer=f"http://{OWN}/sms_log") == 200


def test_the_provider_sends_a_person_back() -> None:
    assert status("/oauth2callback", sec_fetch_site="cross-site", **LINK) == 200
    assert status("/oauth2callback", sec_fetch_site="cross-site", **FRAME) == 403
    assert (
        status("/oauth2callback", "POST", sec_fetch_site="cross-site", origin="https://id.example") == 403
    )


def test_no_browser_keeps_a_file() -> None:
    for path in (DOWNLOAD, "/media/a.zip", "/files/once"):
        assert (b"cache-control", b"no-store") in answer(path)["headers"]
    assert "cache-control" not in dict(answer()["headers"])


def test_every_answer_tells_the_browser_what_it_may_do_with_it() -> None:
    for first in (answer(), answer(host=FOREIGN), answer(DOWNLOAD, origin="null")):
        headers = {name.decode(): value.decode() for name, value in first["headers"]}
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self' blob: 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy


def test_streamlit_trusts_no_other_page_and_asks_no_server_for_its_address() -> None:
    options = tomllib.loads(
        (Path(__file__).parents[3] / ".streamlit/config.toml").read_text(encoding="utf-8")
    )
    assert options["client"]["allowedOrigins"] == []
    assert options["browser"]["serverAddress"] == "localhost"
    assert options["server"]["address"] == "127.0.0.1"


def test_files_below_the_path_of_a_proxy_are_opened_by_no_other_page() -> None:
    scope = {"path": f"/reports{DOWNLOAD}", "root_path": "/reports"}
    assert path_below_base(scope) == DOWNLOAD
    assert path_below_base({**scope, "path": DOWNLOAD}) == DOWNLOAD


def test_files_below_a_base_path_are_kept_by_no_browser_and_opened_by_no_other_page() -> None:
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "/base/")
    try:
        kept = dict(answer("/base/media/rows.csv")["headers"])
        linked = status(f"/base{DOWNLOAD}", sec_fetch_site="cross-site", **LINK)
        page_linked = status("/base/sms_log", sec_fetch_site="cross-site", **LINK)
    finally:
        config.set_option("server.baseUrlPath", before)
    assert kept[b"cache-control"] == b"no-store"
    assert (linked, page_linked) == (403, 200)
