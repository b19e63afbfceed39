"""What a browser gets from the download routes, called as a server calls them, without one."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.applications import Starlette

from data import settings
from data.tables import store
from pages.parts.downloads import one_use, routes
from pages.parts.filters.url import pairs_of
from pages.parts.imports import skipped_rows
from pages.parts.record import record_file
from pages.parts.web import health, metrics
from queries import Selection

Send = Callable[[Any], Awaitable[None]]


class Answer(NamedTuple):
    """A response: its status, its headers by name, and its content."""

    status: int
    headers: dict[str, str]
    content: bytes


def fetch(url: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """Return the response to a request."""
    return asyncio.run(fetch_beside_others(url, method, body, **headers))


async def fetch_beside_others(url: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """Return the response to a request that doesn't wait for the end of others."""
    start: dict[str, Any] = {}
    content = io.BytesIO()

    async def send(message: Any) -> None:
        start.update(message if message["type"] == "http.response.start" else {})
        content.write(message.get("body", b""))

    await request(url, send, method=method, body=body, headers=headers)
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], answered, content.getvalue())


async def request(
    url: str,
    send: Send,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    goes_away: bool = False,
) -> None:
    """Send a request as a browser does, which may go away at once."""
    messages = iter([] if goes_away else [{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in messages:
            return message
        if not goes_away:
            await asyncio.sleep(600)
        return {"type": "http.disconnect"}

    path, _, query = url.partition("?")
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in (headers or {}).items() if value]
    own = (routes, one_use, skipped_rows, record_file, health, metrics)
    app = Starlette(routes=[route for module in own for route in module.routes()])
    await app({**scope, "asgi": {"spec_version": "2.3"}}, receive, send)


def download_url(report: str, file_format: str, selection: Selection, **more: str) -> str:
    """Return the URL of a download."""
    return f"/download/{report}.{file_format}?{urlencode([*pairs_of(selection), *more.items()])}"


def leftovers() -> list[str]:
    """Return what downloads have left in the working folder of the logs."""
    return sorted(file.name for file in store.workspace(settings.load().logs).glob("download-*"))
