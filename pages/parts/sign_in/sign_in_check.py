"""Lets through only what the person behind a request may reach. It stands between the guard and Streamlit.

Pages and routes ask who a person is themselves. This one closes what Streamlit serves beside them, and
what an open tab could still do with what was drawn for somebody who has signed out or lost a right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.access import NotAllowed, Viewer, needs
from data.errors import Problem
from pages.parts.frame import errors
from pages.parts.sign_in import cookies, doors, sign_in_entries, sign_in_setup, streamlit_auth
from pages.parts.sign_in.standing import Absence, viewer_in
from pages.parts.web import answers
from pages.parts.web.base_path import path_below_base

# Everything below these belongs to somebody, except for what a browser needs before the sign-in.
CLOSED = ("/_stcore/", "/media/", "/component/", "/app/", "/download/", "/files/")
NEEDING: Mapping[str, needs.Rights] = {  # uploads fill the memory that imports need
    "/_stcore/upload_file/": needs.PAGES["imports"],
    "/_stcore/metrics": needs.PAGES["setup"],
}
ERROR = re.compile("[a-z_]{1,60}")  # of OAuth 2.0, RFC 6749, section 4.1.2.1
OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")


class SignInCheck:
    """An ASGI middleware that answers a stranger's request with a sentence."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the app that answers the requests that are let through."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "websocket" and sign_in_setup.is_on():
            await self._app(scope, _of_viewer(scope, receive), send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, cookies.tightened(send, is_https=scope["scheme"] == "https"))
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = path_below_base(scope)
        if not sign_in_setup.is_on():
            await self._app(scope, receive, send)
            return
        if path.startswith(CLOSED) and path not in OPEN:
            answer = await run_in_threadpool(doors.viewer_or_refusal, HTTPConnection(scope))
            if isinstance(answer, Viewer):
                await (_refusal(path, answer) or self._app)(scope, receive, send)
                return
            claims = streamlit_auth.claims_of_cookies(HTTPConnection(scope).cookies)
            await run_in_threadpool(sign_in_entries.note_refusal, claims)
            await answer(scope, receive, send)
            return
        if path == streamlit_auth.SIGN_OUT_PATH:
            claims = streamlit_auth.claims_of_cookies(HTTPConnection(scope).cookies)
            if claims:
                await run_in_threadpool(sign_in_entries.end_session, claims)
        if path == streamlit_auth.RETURN_PATH:
            scope, send = _without_free_text(scope), _recording_sign_in(scope, receive, send)
        await self._app(scope, receive, send)


def _refusal(path: str, viewer: Viewer) -> Response | None:
    """Return the answer to a viewer who lacks the rights for an address of Streamlit's."""
    rights = next((own for start, own in NEEDING.items() if path.startswith(start)), ())
    try:
        viewer.require(*rights)
    except NotAllowed as refusal:
        return answers.sentence(str(refusal), 403)
    return None


def _without_free_text(scope: Scope) -> Scope:
    """Return a request that comes back from the provider without the sentences of an error.

    Anybody can send it, and Streamlit logs them as they are: they could forge lines of the log.
    """
    pairs = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    kept = [
        (name, value if name != "error" or ERROR.fullmatch(value) else "unknown")
        for name, value in pairs
        if not name.startswith("error_")
    ]
    return {**scope, "query_string": urlencode(kept, encoding="latin-1").encode("ascii")}


def _recording_sign_in(scope: Scope, receive: Receive, send: Send) -> Send:
    """Return `send` that hands out the cookie of a sign-in once the record says so, or not at all."""
    is_refused = False

    async def send_recorded(message: Message) -> None:
        nonlocal is_refused
        if message["type"] == "http.response.start":
            claims = streamlit_auth.claims_of_cookies(cookies.set_by(message))
            try:
                await run_in_threadpool(sign_in_entries.write_sign_in, claims)
            except Problem as problem:
                is_refused = True
                errors.LOG.error("A sign-in couldn't be recorded: %s", problem.what_happened)
                await answers.sentence(problem.what_happened, 503)(scope, receive, send)
        if not is_refused:
            await send(message)

    return send_recorded


def _of_viewer(scope: Scope, receive: Receive) -> Receive:
    """Return `receive` of a tab, which only draws the whole page if its person isn't the viewer of before.

    Otherwise a click would call a function with the rights that its page was drawn with, and a part that
    draws itself again would show what the person may see no longer.
    """
    claims = streamlit_auth.claims_of_cookies(HTTPConnection(scope).cookies)
    # A tab that connects again goes on with its session, which may have been drawn for another role.
    before = None if streamlit_auth.goes_on(HTTPConnection(scope).headers) else _standing(claims)

    async def receive_of_viewer() -> Message:
        nonlocal before
        while True:
            message = await receive()
            sent = message.get("bytes")
            if message["type"] != "websocket.receive" or sent is None:
                return message
            now = await run_in_threadpool(_standing, claims)
            if isinstance(now, Viewer) and now == before:
                return message
            if not isinstance(now, Viewer):
                await run_in_threadpool(sign_in_entries.note_refusal, claims)
            plain = streamlit_auth.plain_run(sent)
            if plain is not None:
                if streamlit_auth.asks_for_page(plain):
                    before = now  # until then, what was drawn is of the viewer before
                return {**message, "bytes": plain}

    return receive_of_viewer


def _standing(claims: streamlit_auth.Claims) -> Viewer | Absence:
    try:
        return viewer_in(claims)
    except Problem:  # the page shows it
        return Absence.UNKNOWN
