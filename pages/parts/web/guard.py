"""Lets a request through only if it was sent to this dashboard, by a page of this dashboard.

Another web page in the same browser can send requests to the dashboard, or have its own name resolve to
the dashboard's address ("DNS rebinding"). So the name in Host has to be one of the dashboard's own, and
what changes or hands out anything needs an Origin or Sec-Fetch-Site of its own. Every answer tells the
browser what it may do with it.

Sources: OWASP's cheat sheets on cross-site request forgery and cross-site WebSocket hijacking; the Fetch
standard, section "Sec-Fetch-Site" (https://w3c.github.io/webappsec-fetch-metadata/).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data import settings
from data.errors import Problem
from data.words.catalog import N_, _
from pages.parts.frame import errors
from pages.parts.sign_in import sign_in_setup
from pages.parts.web import content_policy
from pages.parts.web.answers import NO_STORE
from pages.parts.web.base_path import path_below_base

LOOPBACK = ("localhost", "127.0.0.1", "::1")
HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:[0-9]{1,5})?")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OWN_SITE = ("same-origin", "none")  # "none": the person typed the URL, or opened a bookmark
FILES = ("/download/", "/files/", "/media/")  # what holds rows of the log, or is made from them
SIGN_IN_AND_OUT = ("/auth/", "/sign_in/")  # another page could sign a person out, or in as somebody else
POLICY_VIOLATION = 1008  # of a WebSocket, RFC 6455

WRONG_HOST = N_(
    "The dashboard doesn't know the name in this URL. "
    "Open it under another name, or add this one to “hosts” in the settings file."
)
OTHER_PAGE = N_("Another web page sent this request, so it was refused. Open the dashboard itself.")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """An ASGI middleware that stands in front of Streamlit's routes and of our own."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the app that answers the requests that are let through."""
        self._app = app
        self._headers = {**HEADERS, "Content-Security-Policy": content_policy.text()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with a sentence."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if refusal:
            errors.LOG.warning("Refused a request of another page or name (%s)", refusal.status_code)
        if scope["type"] == "websocket":
            if refusal:
                await receive()
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            else:
                await self._app(scope, receive, send)
            return
        app = refusal or self._app
        kept = NO_STORE if path_below_base(scope).startswith(FILES) else {}
        await app(scope, receive, _sending(send, {**self._headers, **kept}))


def _sending(send: Send, own: Mapping[str, str]) -> Send:
    """Return `send` with headers of our own in every answer, in place of others of the same name."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in own.items():
                headers[name] = value
        await send(message)

    return send_with_headers


def _refusal(scope: Scope) -> PlainTextResponse | None:
    headers = Headers(scope=scope)
    if _name(headers.get("host", "")) not in _own_names():
        return PlainTextResponse(_(WRONG_HOST), 421)
    if not _is_from_own_page(scope, headers):
        return PlainTextResponse(_(OTHER_PAGE), 403)
    return None


def _is_from_own_page(scope: Scope, headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is not None and not _is_own_origin(origin, headers["host"]):
        return False
    if scope["type"] == "websocket":
        return origin is not None
    path = path_below_base(scope)
    if path.startswith(SIGN_IN_AND_OUT) and "sec-fetch-site" not in headers:  # of an old browser
        return _is_own_origin("/".join(headers.get("referer", "").split("/")[:3]), headers["host"])
    is_own_site = headers.get("sec-fetch-site", "none") in OWN_SITE
    if scope["method"] not in SAFE_METHODS:
        return origin is not None and is_own_site
    if is_own_site:
        return True
    # A link on another page may open a page of the dashboard, but neither frame it nor start a download.
    opens_page = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return opens_page and not path.startswith((*FILES, *SIGN_IN_AND_OUT))


def _is_own_origin(origin: str, host: str) -> bool:
    """Return whether an Origin is the one of this URL. The scheme may differ behind a proxy with TLS."""
    scheme, _separator, rest = origin.partition("://")
    return scheme in ("http", "https") and rest.lower() == host.lower()


def _own_names() -> frozenset[str]:
    """Return the names that browsers may call the dashboard; without a sign-in, those of this machine."""
    if not sign_in_setup.is_on():
        return frozenset(LOOPBACK)
    own = sign_in_setup.own_host()
    try:
        return frozenset((*LOOPBACK, *([own] if own else []), *settings.load().hosts.lower().split()))
    except Problem:  # every page shows it
        return frozenset(LOOPBACK)


def _name(host: str) -> str | None:
    """Return the name in a Host header without its port; None if there is anything else in it."""
    parts = HOST.fullmatch(host.lower())
    return parts and parts["name"].strip("[]")
