"""A limit on what uploads take of the server's memory, which is where Streamlit keeps them.

Streamlit limits each file, but not how many files a visitor sends.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config, runtime

from data.words.catalog import N_, _
from pages.parts.web.base_path import path_below_base

PATH = "/_stcore/upload_file/"
VISITS = 2  # so many visitors may send as much as one may, at a time
FORM_BYTES = 1 << 16  # of a request around its file
TOO_MUCH = N_("The uploaded files take too much memory. Import or remove some, then upload the others.")
NO_LENGTH = N_("This upload doesn't say how large it is. Upload the file from the Imports page.")


class UploadLimit:
    """An ASGI middleware that refuses uploads beyond what one visitor, and all, may keep in memory."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the app that keeps the uploads."""
        self._app = app
        self._arriving: dict[str, int] = {}
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse an upload with a sentence."""
        path = path_below_base(scope) if scope["type"] == "http" else ""
        if not path.startswith(PATH) or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        if not length.isdecimal():
            await PlainTextResponse(_(NO_LENGTH), 411)(scope, receive, send)
            return
        session = path.removeprefix(PATH).partition("/")[0]
        with self._room(session, int(length)) as is_enough:
            app = self._app if is_enough else PlainTextResponse(_(TOO_MUCH), 413)
            await app(scope, receive, send)

    @contextmanager
    def _room(self, session: str, size: int) -> Iterator[bool]:
        """Yield whether there is room for an upload, and count it as long as it arrives."""
        most = config.get_option("server.maxUploadSize") * (1 << 20) + FORM_BYTES
        with self._lock:
            kept = _kept()
            of_session = kept.get(session, 0) + self._arriving.get(session, 0) + size
            of_all = sum(kept.values()) + sum(self._arriving.values()) + size
            is_enough = of_session <= most and of_all <= VISITS * most
            if is_enough:
                self._arriving[session] = self._arriving.get(session, 0) + size
        try:
            yield is_enough
        finally:
            if is_enough:
                with self._lock:
                    self._arriving[session] -= size


def _kept() -> dict[str, int]:
    """Return how many bytes of uploads Streamlit keeps, by session."""
    files = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return {session: sum(len(one.data) for one in [*kept.values()]) for session, kept in [*files.items()]}
