"""Without a sign-in, only this machine reaches the dashboard: it neither starts nor answers elsewhere.

A server that Uvicorn starts binds its address after the app has started, so each request is looked at, too.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from data.errors import Problem
from data.words.catalog import N_, _
from pages.parts.frame import errors
from pages.parts.sign_in import sign_in_setup
from pages.parts.web.answers import NO_STORE

POLICY_VIOLATION = 1008  # of a WebSocket, RFC 6455
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
ONLY_HERE = N_(
    "Nobody has to sign in to this dashboard, so it answers only on its own machine. "
    "To reach it from here, set up the sign-in: docs/sign-in.md."
)


class AddressCheck:
    """An ASGI middleware that keeps a dashboard without a sign-in on its own machine."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the app that answers the requests that are let through."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, refuse it with a sentence, or refuse to start."""
        if scope["type"] == "lifespan":
            problem = await run_in_threadpool(_problem_at_start)
            if problem:
                await receive()
                await send({"type": "lifespan.startup.failed", "message": problem})
                return
        elif not sign_in_setup.is_on() and not _is_of_this_machine(scope):
            errors.LOG.warning("Refused a request from another machine")
            await _refuse(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _problem_at_start() -> str | None:
    try:
        sign_in_setup.check_start()
    except Problem as problem:
        return str(problem)
    return None


def _is_of_this_machine(scope: Scope) -> bool:
    """Return whether a request came in at a loopback address, and not through a proxy that says so."""
    address, _port = scope.get("server") or (None, None)
    headers = Headers(scope=scope)
    return sign_in_setup.is_loopback(address) and not any(name in headers for name in FORWARDED)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
    else:
        await PlainTextResponse(_(ONLY_HERE), 403, headers=NO_STORE)(scope, receive, send)
