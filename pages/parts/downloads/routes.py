"""What the server answers where a download is asked for: the rows of a filter, sent while they are made.

The filter is in the address, a phone number never is: what one number is asked about is not downloaded.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import partial

import anyio
from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from data.access import Viewer
from data.errors import Problem
from pages.parts.downloads import download_order
from pages.parts.downloads.download_order import REPORTS
from pages.parts.downloads.download_process import BrokenOff, Making
from pages.parts.downloads.transfers import Record, Transfer
from pages.parts.filters.url import selection_of
from pages.parts.frame import errors

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
# These are compressed already; without the word, the server would compress them once more.
AS_IT_IS = {
    "xlsx": {"Content-Encoding": "identity"},
    "parquet": {"Content-Encoding": "identity"},
    "csv": {},
}
FIT_TOKEN = re.compile(r"[\w-]{8,64}")
WAIT_SECONDS = 0.2


class ClosingStream(StreamingResponse):
    """A file that is sent while it is made, and no longer made once the browser has gone away."""

    def __init__(self, making: Making, headers: dict[str, str]) -> None:
        """Take what has begun; it is ended in any case."""
        super().__init__(self._pieces(), headers=headers)
        self._making = making
        self._is_fault = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer; whatever happens, end what it is made by."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._making.end, is_fault=self._is_fault)

    async def _pieces(self) -> AsyncGenerator[bytes, None]:
        try:
            while piece := await to_thread.run_sync(self._making.next_piece, abandon_on_cancel=True):
                yield piece
        except Exception as fault:  # noqa: BLE001 - its text may hold a number, so it goes no further
            self._is_fault = True
            _note(fault)
            # The file breaks off, so that it can't pass for whole.
            raise RuntimeError("a download broke off; the line before has its place") from None


def routes() -> list[Route]:
    """The addresses of all downloads."""
    return [
        Route(f"/download/{report}.{form}", _endpoint(report, form), methods=["GET"])
        for report in REPORTS
        for form in FORMS
    ]


def _endpoint(report: str, form: str) -> Callable[[Request], Awaitable[Response]]:
    async def download(request: Request) -> Response:
        given = request.query_params.multi_items()
        try:
            selection = selection_of((key, value) for key, value in given if key != "transfer")
        except ValueError:
            return _refusal("This address names something that the dashboard does not know.", 400)
        token = request.query_params.get("transfer", "")
        try:
            order = await run_in_threadpool(download_order.placed, report, form, Viewer(), selection)
            headers = {
                "Content-Type": FORMS[form],
                "Content-Disposition": f'attachment; filename="{order.name}"',
                "Cache-Control": "no-store",
                **AS_IT_IS[form],
            }
            if request.method == "HEAD":
                return Response(headers=headers)
            waiting = Transfer(order.name, order.rows, REPORTS[report].noun)
            making = Making(order, Record(token if FIT_TOKEN.fullmatch(token) else None, waiting))
            await _begin(making)
        except Problem as problem:
            return _refusal(str(problem), 503)
        except Exception as fault:  # noqa: BLE001 - its text may hold a number, so it goes no further
            _note(fault)
            return _refusal("The file could not be made; the server's log has the place of the fault.", 500)
        return ClosingStream(making, headers)

    return download


async def _begin(making: Making) -> None:
    """Wait for a place, then start; what can't start is ended."""
    try:
        while not making.has_place():  # noqa: ASYNC110 - a place is freed by other threads
            await anyio.sleep(WAIT_SECONDS)
        await run_in_threadpool(making.begin)
    except BaseException:
        with anyio.CancelScope(shield=True):
            await run_in_threadpool(partial(making.end, is_fault=True))
        raise


def _note(fault: Exception) -> None:
    if isinstance(fault, BrokenOff):  # of the maker, which has told the place and nothing else
        errors.LOG.error("%s, in the making of a download", fault)
    else:
        errors.log_unexpected(fault)


def _refusal(words: str, code: int) -> Response:
    return PlainTextResponse(words, code, headers={"Cache-Control": "no-store"})
