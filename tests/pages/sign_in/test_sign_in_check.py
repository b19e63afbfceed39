"""The check between the guard and Streamlit: what a stranger, a viewer and an open tab get."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.parts.sign_in import ended_sessions, streamlit_auth
from pages.parts.sign_in.sign_in_check import SignInCheck
from tests import recorded
from tests.signing_in import ADMINISTRATOR, PRINCIPAL, SECRETS, STRANGER, cookie, secrets_in, write_access

UPLOAD = "/_stcore/upload_file/session/file"
CLOSED = (
    *(UPLOAD, "/media/a.zip", "/_stcore/metrics", "/component/x/y.js"),
    *("/download/sms_log.csv", "/files/once"),
)
SIGN_OUT, RETURN = "/auth/logout", "/oauth2callback"
SET_ASIDE = ("", "access_change", "no_note", "new_key")


def entries() -> list[tuple[str, str, str]]:
    """Return who did what of the record, and its detail."""
    kept = [entry for entry in recorded.entries() if entry.action not in SET_ASIDE]
    return [(entry.who, entry.action, entry.detail) for entry in kept]


def answer(path: str, own: str = "", *, sets: str = "", scheme: str = "http") -> dict[str, Any]:
    """Return the first message of the answer; "app" gets through with 200, and may set a cookie."""
    sent: list[Any] = []
    headers = [(b"set-cookie", f"{sets}; Max-Age=2592000; HttpOnly".encode())] if sets else []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    raw = [(b"cookie", own.encode())]
    scope = {"type": "http", "path": path, "method": "GET", "headers": raw, "scheme": scheme}
    asyncio.run(SignInCheck(app)(scope, receive, send))
    assert len(sent) == 2
    first: dict[str, Any] = sent[0]
    return first


def status(path: str, own: str = "") -> int:
    """Return the status of the answer to a request."""
    code: int = answer(path, own)["status"]
    return code


@pytest.mark.parametrize("path", CLOSED)
def test_what_belongs_to_somebody_is_closed_to_strangers(path: str, signing_in: Path) -> None:
    assert signing_in.exists()
    assert [status(path, own) for own in ("", cookie(hours_ago=13), cookie(STRANGER))] == [401, 401, 403]
    assert status(path, cookie()) == 200


@pytest.mark.usefixtures("signing_in")
def test_what_a_browser_needs_to_sign_in_is_open() -> None:
    for path in ("/", "/sms_log", "/static/js/a.js", "/_stcore/health", "/_stcore/host-config", "/healthz"):
        assert status(path) == 200


def test_without_a_sign_in_nothing_is_closed() -> None:
    assert {status(path) for path in (UPLOAD, "/media/a.zip", "/_stcore/metrics")} == {200}


def test_a_sign_out_ends_the_session_for_every_copy_of_the_cookie(signing_in: Path) -> None:
    assert signing_in.exists()
    own, other, before = cookie(), cookie(hours_ago=1), len(entries())
    assert status(UPLOAD, own) == 200
    assert status(SIGN_OUT, own) == status(SIGN_OUT, own) == status(SIGN_OUT) == 200
    assert [status(UPLOAD, each) for each in (own, other)] == [401, 200]
    assert entries()[before:] == [(ADMINISTRATOR, "sign_out", "")]


@pytest.mark.usefixtures("signing_in")
def test_sign_ins_and_refusals_are_recorded_before_the_cookie_goes_out() -> None:
    for sets in (cookie(), cookie(STRANGER), cookie(email_verified=False), f"{USER_COOKIE_NAME}=x", ""):
        assert answer(RETURN, sets=sets)["status"] == 200
    assert entries()[-3:] == [
        (ADMINISTRATOR, "sign_in", ""),
        (STRANGER, "refused", "Not in the access file."),
        (ADMINISTRATOR, "refused", "The sign-in doesn't confirm the email address."),
    ]


def test_a_person_who_is_refused_later_is_recorded_once_for_each_session(signing_in: Path) -> None:
    own, before = cookie(hours_ago=2), len(entries())
    assert status(UPLOAD, own) == 200
    write_access(signing_in, "")
    assert {status(UPLOAD, own) for _time in range(3)} == {403}
    assert sent_to_app(own, [click(), click()]) == [whole_page()] * 2
    assert status(UPLOAD) == status(UPLOAD, cookie(hours_ago=13)) == 401
    assert entries()[before:] == [(ADMINISTRATOR, "refused", "Not in the access file.")]
    assert sent_to_app(cookie(hours_ago=3), [click()]) == [whole_page()]
    assert len(entries()) == before + 2


def test_a_sign_in_that_cannot_be_recorded_hands_out_no_cookie(signing_in: Path, tmp_path: Path) -> None:
    (tmp_path / "in the way").touch()
    write_access(signing_in, more=f'record = "{tmp_path}/in the way"\n')
    refused = answer(RETURN, sets=cookie())
    assert refused["status"] == 503
    assert b"set-cookie" not in dict(refused["headers"])


@pytest.mark.parametrize(
    ("secrets", "scheme", "secure"),
    [
        (SECRETS, "http", ""),
        (SECRETS, "https", "; Secure"),
        (SECRETS.replace("http://127.0.0.1:8501", "https://sms.example.org"), "http", "; Secure"),
        ("", "https", "; Secure"),
        ("", "http", ""),
    ],
)
def test_a_cookie_goes_by_https_alone_where_there_is_any(
    tmp_path: Path, secrets: str, scheme: str, secure: str
) -> None:
    with secrets_in(tmp_path, secrets):
        (value,) = [value for _name, value in answer("/", sets="a=b", scheme=scheme)["headers"]]
    assert value.decode() == "a=b; Max-Age=43200; HttpOnly" + secure


def sent_to_app(
    own: str,
    messages: list[bytes],
    between: Callable[[], object] = lambda: None,
    before: int = 1,
    protocols: str = "",
) -> list[bytes]:
    """Return what gets to the app of a tab's messages; `between` is called when `before` are left."""
    arrived: list[bytes] = []
    waiting = [*messages]

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            arrived.append(message["bytes"])

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        if not waiting:
            return {"type": "websocket.disconnect"}
        if len(waiting) == before:
            between()
        return {"type": "websocket.receive", "bytes": waiting.pop(0)}

    async def send(_message: Any) -> None:
        await asyncio.sleep(0)

    headers = [(b"cookie", own.encode()), (b"sec-websocket-protocol", protocols.encode())]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
    asyncio.run(SignInCheck(app)(scope, receive, send))
    return arrived


def click(part: str = "") -> bytes:
    """Return the message of a click on a button, which draws one part of a page."""
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="undo", trigger_value=True)
    message.rerun_script.fragment_id = part
    sent: bytes = message.SerializeToString()
    return sent


def whole_page() -> bytes:
    """Return the message that only asks for the page."""
    message = BackMsg()
    message.rerun_script.SetInParent()
    sent: bytes = message.SerializeToString()
    return sent


@pytest.mark.usefixtures("signing_in")
def test_a_viewers_clicks_arrive_and_a_strangers_only_draw_the_page() -> None:
    clear = BackMsg(clear_cache=True).SerializeToString()
    sent = [click(), click("list"), clear]
    assert sent_to_app(cookie(), sent) == sent
    for own in ("", cookie(STRANGER), cookie(hours_ago=13)):
        assert sent_to_app(own, sent) == [whole_page()] * 2


@pytest.mark.usefixtures("signing_in")
def test_a_tab_that_connects_again_draws_its_page_first() -> None:
    own, twice = cookie(), [click(), click("list")]
    assert sent_to_app(own, twice, protocols="streamlit, token, session") == [whole_page(), twice[1]]
    assert sent_to_app(own, twice, protocols="streamlit, token") == twice


def test_a_click_in_an_open_tab_does_nothing_once_the_person_signed_out_or_has_another_role(
    signing_in: Path,
) -> None:
    own = cookie()
    claims = streamlit_auth.claims_of_cookies(dict([own.split("=", 1)]))
    twice = [click(), click("list")]
    assert sent_to_app(own, twice, lambda: ended_sessions.end(claims)) == [twice[0], whole_page()]
    later = cookie(hours_ago=1)
    demoted = f'[[people]]\nwho = "{ADMINISTRATOR}"\nrole = "totals only"\n'
    assert sent_to_app(later, twice, lambda: write_access(signing_in, demoted)) == [
        twice[0],
        whole_page(),
    ]
    assert sent_to_app(later, twice) == twice, "the page is drawn for the new role by now"


def test_a_sign_of_life_does_not_pass_for_a_page_drawn_for_the_new_role(signing_in: Path) -> None:
    demoted = f'[[people]]\nwho = "{ADMINISTRATOR}"\nrole = "totals only"\n'
    alive = BackMsg(app_heartbeat=True).SerializeToString()
    messages = [click(), alive, click("list"), click("list")]

    def demote() -> None:
        write_access(signing_in, demoted)

    arrived = sent_to_app(cookie(), messages, demote, before=3)
    assert arrived == [click(), alive, whole_page(), click("list")]


@pytest.mark.usefixtures("signing_in")
def test_only_who_may_import_can_fill_the_memory_for_uploads() -> None:
    assert [status(UPLOAD, cookie(who)) for who in (ADMINISTRATOR, PRINCIPAL)] == [200, 403]
    assert status(UPLOAD, cookie("help@example.org", groups=["Help desk"])) == 403
