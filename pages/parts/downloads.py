"""Downloads without a cap: the filtered rows as CSV, streamed, and stopped when the browser goes away.

The filter is in the address, a phone number never is: what one number is asked about is not downloaded.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from datetime import datetime
from html import escape

import anyio
import pyarrow as pa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

import queries
from data import settings
from data.access import Viewer
from data.errors import Problem
from pages.parts import problems, sources
from pages.parts.addresses import fields, selection_of
from pages.parts.spreadsheets import as_csv
from queries import Selection

SMS_LOG, SMS_STATUS = "sms_log", "sms_status"
QUESTIONS = {SMS_LOG: "messages", SMS_STATUS: "statuses"}
Pieces = Generator[bytes, None, None]


class ClosingStream(StreamingResponse):
    """A streamed answer that closes its rows at once when the browser goes away."""

    def __init__(self, pieces: Pieces, headers: dict[str, str]) -> None:
        """Take the pieces of the file, which are closed in any case."""
        super().__init__(_paced(pieces), headers=headers, media_type="text/csv; charset=utf-8")
        self.pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer; whatever happens, close what it is made of."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self.pieces.close)


def routes() -> list[Route]:
    """The addresses of all downloads."""
    return [Route(f"/download/{report}.csv", _endpoint(report), methods=["GET"]) for report in QUESTIONS]


def button(report: str, selection: Selection, label: str) -> str:
    """A form, as HTML, by which the browser fetches the rows of a selection."""
    inputs = "".join(
        f'<input type="hidden" name="{key}" value="{escape(value)}">' for key, value in fields(selection)
    )
    return (
        f'<form class="sms download" method="get" action="/download/{report}.csv">'
        f"{inputs}<button>{escape(label)}</button></form>"
    )


def _endpoint(report: str) -> Callable[[Request], Awaitable[Response]]:
    async def download(request: Request) -> Response:
        try:
            selection = selection_of(request.query_params)
        except ValueError:
            return _refusal("This address names something that the dashboard does not know.", 400)
        try:
            pieces, name = await run_in_threadpool(_started, report, Viewer(), selection)
        except Problem as problem:
            return _refusal(str(problem), 503)
        except Exception as fault:  # noqa: BLE001 - its text may hold a number, so it goes no further
            problems.note(fault)
            return _refusal("The file could not be made; the server's log has the place of the fault.", 500)
        disposition = f'attachment; filename="{name}"'
        return ClosingStream(pieces, {"Content-Disposition": disposition, "Cache-Control": "no-store"})

    return download


def _started(report: str, viewer: Viewer, selection: Selection) -> tuple[Pieces, str]:
    """The file in pieces, the question already put, so that a problem gets an answer; and its name."""
    source = sources.shown()
    with queries.reading(source.uri):
        pieces = _pieces(QUESTIONS[report], viewer, selection)
        next(pieces)
    today = datetime.now(settings.load().zone).date()
    days = [day for day in (selection.from_day, selection.to_day) if day] or [today]
    words = [*(["sample"] if source.is_sample else []), report, *(day.isoformat() for day in days)]
    return pieces, "_".join(words) + ".csv"


def _pieces(question: str, viewer: Viewer, selection: Selection) -> Pieces:
    """First an empty piece, when the question has been put; then the file."""
    empty = queries.read(question).schema(settings.load().timezone).empty_table()
    batches = queries.stream(question, viewer, selection)
    try:
        first = next(batches, None)
        yield b""
        yield as_csv(empty if first is None else pa.Table.from_batches([first]))
        for batch in batches:
            yield as_csv(pa.Table.from_batches([batch]), is_first=False)
    finally:
        batches.close()


async def _paced(pieces: Pieces) -> AsyncGenerator[bytes, None]:
    """The pieces, each made in a thread when the browser has taken the one before."""
    try:
        while piece := await run_in_threadpool(next, pieces, b""):
            yield piece
    except Exception as fault:  # noqa: BLE001 - likewise; the file breaks off, so that it can't pass for whole
        problems.note(fault)
        raise RuntimeError("a download broke off; the line before has its place") from None


def _refusal(words: str, code: int) -> Response:
    return PlainTextResponse(words, code, headers={"Cache-Control": "no-store"})
