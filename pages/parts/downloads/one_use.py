"""Files with personal data that a page makes itself, such as a reminder batch: each link is used once.

Streamlit's own download button would hand its file to anybody who has the URL, also after its page has
closed.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data import record
from data.access import Viewer
from data.words.catalog import N_, _
from pages.parts.draw.html import Markup
from pages.parts.frame.session import OPEN_LINKS
from pages.parts.sign_in import doors
from pages.parts.web import answers

LOG = logging.getLogger(__name__)
URL = "/files/once"
OPEN_SECONDS = 600
REDRAW_SECONDS = 2  # after which the button of a used or closed link gets a new one
MOST_BYTES_SENT = 1000  # a token is far shorter
CLOSED = N_("This file is no longer there. Go back to the page, and download the file from there again.")
FORM = Markup(
    '<form class="sms download" method="post" action="{}">'
    '<input type="hidden" name="token" value="{}"><button>{}</button></form>'
)


@dataclass(frozen=True)
class OneUseFile:
    """A file to download: its content, or the path of it, and the name that the browser gives it."""

    content: bytes | Path
    name: str
    media_type: str


class Links:
    """The open links of this process, each to one file. A link closes when it is used, or after a time."""

    def __init__(self) -> None:
        """Begin without any."""
        self._files: dict[str, tuple[float, OneUseFile, Viewer | None]] = {}
        self._lock = threading.Lock()

    def open(self, file: OneUseFile, viewer: Viewer | None) -> str:
        """Open a link to a file for one person, as long as role and schools stay the same.

        Return its token, which can't be guessed.
        """
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._close_expired()
            self._files[token] = (time.monotonic() + OPEN_SECONDS, file, viewer)
        return token

    def is_open(self, token: str | None, file: OneUseFile, viewer: Viewer | None) -> bool:
        """Return whether a token still stands for a file of a person."""
        with self._lock:
            self._close_expired()
            return token in self._files and self._files[token][1:] == (file, viewer)

    def take(self, token: str, viewer: Viewer) -> OneUseFile | None:
        """Close a link and return its file; None if it isn't open, or is another person's."""
        with self._lock:
            self._close_expired()
            _until, file, owner = self._files.get(token, (0, None, None))
            if owner != viewer:
                return None
            del self._files[token]
            return file

    def _close_expired(self) -> None:
        now = time.monotonic()
        for token in [token for token, (until, *_file) in self._files.items() if until <= now]:
            del self._files[token]


LINKS = Links()


def button(label: str, file: OneUseFile, key: str) -> None:
    """Draw a button that downloads a file. `key` is the same whenever this button is drawn."""
    viewer = doors.viewer_of_session()
    st.fragment(_button, run_every=REDRAW_SECONDS, key=f"one use of {key}")(label, file, key, viewer)


def routes() -> list[Route]:
    """Return the route of these files."""
    return [Route(URL, _download, methods=["POST"])]


def _button(label: str, file: OneUseFile, key: str, viewer: Viewer | None) -> None:
    if doors.viewer_of_session() != viewer:  # the file was made for the viewer of before
        st.rerun()
    tokens = OPEN_LINKS.get_or({})
    if not LINKS.is_open(tokens.get(key), file, viewer):
        tokens[key] = LINKS.open(file, viewer)
    st.html(FORM.format(URL, tokens[key], label))


@doors.for_viewer(URL)
async def _download(request: Request, viewer: Viewer) -> Response:
    sent = bytearray()
    async for chunk in request.stream():
        sent += chunk
        if len(sent) > MOST_BYTES_SENT:
            return answers.sentence(_(CLOSED), 413)
    tokens = parse_qs(sent.decode("ascii", "replace")).get("token", [""])
    file = LINKS.take(tokens[0], viewer)
    if file is None:  # such as at a second click: the browser stays on the page, which gets a new link
        return Response(status_code=204, headers=answers.NO_STORE)
    content = file.content
    if isinstance(content, Path):
        try:
            content = await run_in_threadpool(content.read_bytes)
        except OSError as error:  # its text has a path
            LOG.warning("A file of a page couldn't be read: %s", type(error).__name__)
            return answers.sentence(_(CLOSED), 410)
    await run_in_threadpool(partial(record.write, viewer, "download", about=file.name, masked=False))
    LOG.info("A file of a page was handed out: %s, %s bytes", file.media_type, len(content))
    return Response(content, headers=answers.headers_of_file(file.name), media_type=file.media_type)
