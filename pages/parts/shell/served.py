"""Answers with the document of a page and the files that it needs, and says that other URLs have no page.

Streamlit answers every unknown path with its own document, as if it were a page, and sends its scripts as
large as they are.
"""

from __future__ import annotations

import functools
import gzip
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.access import needs
from pages.parts.draw import tables
from pages.parts.shell import document
from pages.parts.web.answers import NO_STORE
from pages.parts.web.base_path import base_path, path_below_base

OK = 200
STATIC = "/static/"
FILES = Path(streamlit.__file__).parent / "static" / "static"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", "": "text/html"}
ROOT = "/"
OWN: Mapping[str, Callable[[], str]] = {
    ROOT: document.page,
    document.SCRIPT: document.script,
    document.STYLE: tables.style,
}
# Ways to compress, the best first: brotli saves a sixth more, but browsers take it only over TLS and from
# this machine. With quality 10, the largest file would take 5 s instead of half a second.
ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": functools.partial(brotli.compress, quality=9),
    "gzip": functools.partial(gzip.compress, compresslevel=6, mtime=0),
}
CHANGING = "no-cache"
LASTING = "public, immutable, max-age=31536000"  # the URL changes with what is in the file


class Documents:
    """An ASGI middleware in front of Streamlit's routes that answers for the documents of pages."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the app that answers everything else."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a page or a file, or for an unknown path; pass on any other."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        path = path_below_base(scope)
        path = ROOT if path[1:] in needs.PAGES else path
        if path in OWN or path in _scripts():
            await (await _file(path, _encoding(scope)))(scope, receive, send)
        elif path in (base_path(), scope.get("root_path")):  # Streamlit sends the browser to the root
            await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, _without_document(scope, receive, send))


async def _file(path: str, encoding: str) -> Response:
    headers = {"Vary": "Accept-Encoding", "Cache-Control": CHANGING if path == ROOT else LASTING}
    headers |= {"Content-Encoding": encoding} if encoding else {}
    body = await run_in_threadpool(_content, path, encoding)
    return Response(body, media_type=MEDIA_TYPES[Path(path).suffix], headers=headers)


@functools.cache
def _content(path: str, encoding: str) -> bytes:
    """Return a file, compressed if the browser takes that; made once it is asked for, as most never are."""
    if encoding:
        return ENCODINGS[encoding](_content(path, ""))
    return OWN[path]().encode() if path in OWN else (FILES / path.removeprefix(STATIC)).read_bytes()


@functools.cache
def _scripts() -> frozenset[str]:
    """Return the paths of Streamlit's scripts and styles."""
    files = (file for file in FILES.rglob("*") if file.suffix in MEDIA_TYPES and file.suffix)
    return frozenset(f"{STATIC}{file.relative_to(FILES).as_posix()}" for file in files)


def _encoding(scope: Scope) -> str:
    """Return the best encoding that the browser takes; "" for none."""
    accepted = Headers(scope=scope).get("accept-encoding", "").replace(" ", "").split(",")
    return next((name for name in ENCODINGS if name in accepted), "")


def _without_document(scope: Scope, receive: Receive, send: Send) -> Send:
    """Return `send` that says in place of Streamlit's document that there is no such page."""
    is_replaced = False

    async def send_or_replace(message: Message) -> None:
        nonlocal is_replaced
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            is_replaced = message["status"] == OK and kind.startswith("text/html")
            if is_replaced:
                await HTMLResponse(document.not_found(), 404, headers=NO_STORE)(scope, receive, send)
        if not is_replaced:
            await send(message)

    return send_or_replace
