"""What a browser gets from the downloads, without a server: the routes, called as a server calls them."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette

from data import settings
from data.tables import store
from pages.parts.downloads import routes
from pages.parts.filters.url import pairs_of
from pages.parts.imports import skipped_rows
from queries import Selection

Send = Callable[[Any], Awaitable[None]]


def fetched(path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """The answer at a path: status, headers, content."""
    return asyncio.run(fetching(path, method))


async def fetching(path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """The same, beside others."""
    start: dict[str, Any] = {}
    body = io.BytesIO()

    async def send(message: Any) -> None:
        start.update(message if message["type"] == "http.response.start" else {})
        body.write(message.get("body", b""))

    await asked(path, send, method=method)
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, body.getvalue()


async def asked(path: str, send: Send, *, method: str = "GET", goes_away: bool = False) -> None:
    """Ask as a browser does, which may go away as soon as it has asked."""
    messages = iter([] if goes_away else [{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in messages:
            return message
        if not goes_away:
            await asyncio.sleep(600)
        return {"type": "http.disconnect"}

    route, _, query = path.partition("?")
    scope = {"type": "http", "method": method, "path": route, "query_string": query.encode(), "headers": []}
    app = Starlette(routes=[*routes.routes(), *skipped_rows.routes()])
    await app({**scope, "asgi": {"spec_version": "2.3"}}, receive, send)


def address(report: str, form: str, selection: Selection, **more: str) -> str:
    """The address of a download."""
    return f"/download/{report}.{form}?{urlencode([*pairs_of(selection), *more.items()])}"


def left() -> list[str]:
    """What downloads have left behind in the working folder of the logs."""
    return sorted(file.name for file in store.workspace(settings.load().logs).glob("download-*"))
