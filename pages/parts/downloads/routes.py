"""The answer to a download request: the rows of a filter, sent while they are made.

The filter is in the URL. A phone number never is: what the look-up shows of one can't be downloaded.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import partial

import anyio
from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from data.access import Viewer
from data.jobs.child_process import ChildError
from data.words.catalog import _
from pages.parts.downloads import order_placement
from pages.parts.downloads.download_process import DownloadProcess
from pages.parts.downloads.reports import FORMATS, REPORTS
from pages.parts.downloads.transfers import Record, Transfer
from pages.parts.filters.url import selection_of
from pages.parts.frame import errors
from pages.parts.sign_in import doors
from pages.parts.web import answers
from queries import Selection

TOKEN_NAME = "transfer"  # noqa: S105 - a name in URLs
VALID_TOKEN = re.compile(r"[\w-]{8,64}")
WAIT_SECONDS = 0.2
STALL_SECONDS = 60  # without a byte taken by the browser


class DownloadResponse(StreamingResponse):
    """A file that is sent while it is made; its process ends once the browser has gone away."""

    def __init__(self, process: DownloadProcess, headers: dict[str, str]) -> None:
        """Take a process that has started; it is ended in any case."""
        super().__init__(self._chunks(), headers=headers)
        self._process = process
        self._has_failed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, then end its process in any case, also if the browser stops reading."""

        async def send_in_time(message: Message) -> None:
            with anyio.move_on_after(STALL_SECONDS) as limit:
                await send(message)
            if limit.cancelled_caught:
                errors.LOG.warning("A download was ended: nothing of it was read for %s s", STALL_SECONDS)
                raise ClientDisconnect

        try:
            await super().__call__(scope, receive, send_in_time)
        except* ClientDisconnect:
            pass
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._process.end, has_failed=self._has_failed)

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        try:
            while chunk := await to_thread.run_sync(self._process.next_chunk, abandon_on_cancel=True):
                yield chunk
        except Exception as error:  # noqa: BLE001 - its text may hold a number, so it goes no further
            self._has_failed = True
            _log(error)
            # The response breaks off, so that the file isn't mistaken for complete.
            raise RuntimeError("a download failed; the line before has its place") from None


def routes() -> list[Route]:
    """Return the routes of all downloads."""
    return [
        Route(f"/download/{report}.{file_format}", _endpoint(report, file_format), methods=["GET"])
        for report in REPORTS
        for file_format in REPORTS[report].formats
    ]


def _endpoint(report: str, file_format: str) -> Callable[[Request], Awaitable[Response]]:
    @doors.for_viewer(f"/download/{report}")
    async def download(request: Request, viewer: Viewer) -> Response:
        try:
            selection = selection_of(
                (name, value) for name, value in request.query_params.multi_items() if name != TOKEN_NAME
            )
        except ValueError:
            return answers.sentence(_(answers.UNUSABLE), 400)
        try:
            return await _response(request, report, file_format, viewer, selection)
        except ChildError as error:
            _log(error)
            return answers.sentence(_(answers.UNEXPECTED), 500)

    return download


async def _response(
    request: Request, report: str, file_format: str, viewer: Viewer, selection: Selection
) -> Response:
    order = await run_in_threadpool(order_placement.place_order, report, file_format, viewer, selection)
    headers = {
        "Content-Type": FORMATS[file_format].media_type,
        "Content-Disposition": f'attachment; filename="{order.file_name}"',
        **answers.NO_STORE,
    }
    if FORMATS[file_format].is_compressed:  # otherwise, the server would compress it once more
        headers["Content-Encoding"] = "identity"
    if request.method == "HEAD":
        return Response(headers=headers)
    await run_in_threadpool(order_placement.record_order, order, selection)
    token = request.query_params.get(TOKEN_NAME, "")
    progress = Record(
        token if VALID_TOKEN.fullmatch(token) else None, Transfer(order.file_name, order.rows)
    )
    process = DownloadProcess(order, progress)
    await _start(process, request)
    return DownloadResponse(process, headers)


async def _start(process: DownloadProcess, request: Request) -> None:
    """Wait until few enough others run, then start; end what can't start, or whose browser has gone."""
    try:
        await _wait(process, request)
        await run_in_threadpool(process.start)
    except BaseException as error:
        has_failed = not isinstance(error, ClientDisconnect)
        with anyio.CancelScope(shield=True):
            await run_in_threadpool(partial(process.end, has_failed=has_failed))
        raise


async def _wait(process: DownloadProcess, request: Request) -> None:
    while not process.take_slot():
        if await request.is_disconnected():
            raise ClientDisconnect
        await anyio.sleep(WAIT_SECONDS)


def _log(error: Exception) -> None:
    if isinstance(error, ChildError):  # its text is a place in the code
        errors.LOG.error("%s, while a download was made", error)
    else:
        errors.log_unexpected(error)
