"""What visitors may keep in the server's memory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages.parts.web.uploads import UploadLimit

MEGABYTE = 1 << 20
Kept = MemoryUploadedFileManager


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """Streamlit's own memory of uploads, in a server that allows files of 10 MB."""
    memory = MemoryUploadedFileManager("/upload")
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=memory))
    before = config.get_option("server.maxUploadSize")
    config.set_option("server.maxUploadSize", 10)
    yield memory
    config.set_option("server.maxUploadSize", before)


async def _app(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status(
    limit: UploadLimit, session: str, megabytes: float | None, method: str = "PUT", base: str = ""
) -> int:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.request"}

    length = [] if megabytes is None else [(b"content-length", str(int(megabytes * MEGABYTE)).encode())]
    scope = {
        "type": "http",
        "method": method,
        "path": f"{base}/_stcore/upload_file/{session}/invented-id",
        "headers": length,
    }
    asyncio.run(limit(scope, receive, send))
    code: int = sent[0]["status"]
    return code


def keep(memory: Kept, session: str, megabytes: int) -> None:
    file_id = f"{session} {len(memory.file_storage[session])}"
    memory.add_file(session, UploadedFileRec(file_id, "log.csv", "text/csv", bytes(megabytes * MEGABYTE)))


def test_a_visitor_may_keep_as_much_as_one_file_may_have(kept: Kept) -> None:
    limit = UploadLimit(_app)
    keep(kept, "one", 4)
    keep(kept, "one", 3)
    assert status(limit, "one", 3) == 204
    assert status(limit, "one", 3.5) == 413
    assert status(limit, "another", 10) == 204
    kept.remove_session_files("one")
    assert status(limit, "one", 10) == 204


def test_all_visitors_together_may_keep_twice_that(kept: Kept) -> None:
    limit = UploadLimit(_app)
    keep(kept, "one", 10)
    keep(kept, "two", 8)
    assert (status(limit, "three", 2), status(limit, "three", 3)) == (204, 413)


def test_uploads_that_are_still_arriving_count_too(kept: Kept) -> None:
    statuses: list[int | None] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if len(statuses) < 2:
            statuses.append(None)
            await asyncio.to_thread(lambda: statuses.append(status(limit, "one", 6)))
        await _app(scope, receive, send)

    limit = UploadLimit(app)
    assert kept.file_storage == {}
    assert status(limit, "one", 6) == 204
    assert statuses == [None, 413]


def test_an_upload_without_its_size_is_refused_and_other_requests_pass(kept: Kept) -> None:
    limit = UploadLimit(_app)
    keep(kept, "one", 10)
    assert status(limit, "one", None) == 411
    assert status(limit, "one", None, "DELETE") == 204


def test_uploads_below_a_base_path_are_limited_too(kept: Kept) -> None:
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "base")
    keep(kept, "one", 10)
    try:
        assert status(UploadLimit(_app), "one", 3, base="/base") == 413
    finally:
        config.set_option("server.baseUrlPath", before)
