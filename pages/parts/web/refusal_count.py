"""Counts the requests that were refused, for /metrics, whichever door refused them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATUSES = ("401", "403", "413", "421")
WEBSOCKET = "websocket"  # refused before it was opened
_counts: Counter[str] = Counter()
_lock = threading.Lock()


class RefusalCount:
    """An ASGI middleware in front of all others that only looks at their answers."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the app whose answers are counted."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count a refusal."""
        is_accepted = False

        async def send_counted(message: Message) -> None:
            nonlocal is_accepted
            is_accepted |= message["type"] == "websocket.accept"
            if message["type"] == "http.response.start" and str(message["status"]) in STATUSES:
                _add(str(message["status"]))
            elif message["type"] == "websocket.close" and not is_accepted:
                _add(WEBSOCKET)
            await send(message)

        await self._app(scope, receive, send_counted)


def counts() -> Mapping[str, int]:
    """Return how many requests were refused since this process started, by status."""
    with _lock:
        return {status: _counts[status] for status in (*STATUSES, WEBSOCKET)}


def _add(status: str) -> None:
    with _lock:
        _counts[status] += 1
