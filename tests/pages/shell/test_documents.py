"""The document of pages, its files, and the answer to a URL of no page."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from typing import NamedTuple

import brotli
import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route

from data.access import needs
from pages.parts.shell import document
from pages.parts.shell.served import FILES, Documents
from pages.parts.web.content_policy import INDEX

SCRIPT = next((FILES / "js").glob("index.*.js"))
URL = f"/static/js/{SCRIPT.name}"


async def _streamlit(_request: object) -> FileResponse:
    await asyncio.sleep(0)
    return FileResponse(INDEX)


async def _health(_request: object) -> PlainTextResponse:
    await asyncio.sleep(0)
    return PlainTextResponse("ok")


class Answer(NamedTuple):
    """The status and headers of an answer, and its body as it was sent."""

    status_code: int
    headers: Mapping[str, str]
    raw: bytes


def answer(path: str, encoding: str = "identity") -> Answer:
    """Return the answer of the middleware in front of an app like Streamlit's."""
    app = Starlette(routes=[Route("/healthz", _health), Route("/{path:path}", _streamlit)])

    async def ask() -> Answer:
        transport = httpx2.ASGITransport(Documents(app))
        own = {"accept-encoding": encoding}
        async with (
            httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
            client.stream("GET", path, headers=own) as response,
        ):
            raw = b"".join([part async for part in response.aiter_raw()])
            return Answer(response.status_code, response.headers, raw)

    return asyncio.run(ask())


@pytest.mark.parametrize("path", ["/", *(f"/{page}" for page in needs.PAGES)])
def test_every_page_has_the_document_with_our_title_and_scripts(path: str) -> None:
    response = answer(path)
    assert response.status_code == 200
    text = response.raw.decode()
    assert "<title>SMS reports</title>" in text
    assert "Streamlit" not in text.split("<body>")[0].split("-->")[1]
    assert text.index(document.SCRIPT) < text.index(SCRIPT.name), "ours runs first"
    assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/any/page", "/sms_logs", "/static/js/gone.js", "/imports/x"])
def test_a_url_of_no_page_is_said_to_be_one(path: str) -> None:
    response = answer(path)
    assert response.status_code == 404
    assert "There is no page at this URL." in response.raw.decode()
    assert 'href="/"' in response.raw.decode()


def test_other_answers_pass_as_they_are() -> None:
    assert (answer("/healthz").status_code, answer("/healthz").raw) == (200, b"ok")


@pytest.mark.parametrize(("accepted", "used"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None)])
def test_scripts_are_compressed_as_the_browser_takes_it(accepted: str, used: str | None) -> None:
    response = answer(URL, accepted)
    assert response.headers.get("content-encoding") == used
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["vary"] == "Accept-Encoding"
    packed = response.raw
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress}.get(used or "", bytes)(packed)
    assert unpacked == SCRIPT.read_bytes()
    assert used is None or len(packed) < len(unpacked) / 3


def test_our_own_files_are_named_by_their_content() -> None:
    text = answer("/").raw.decode()
    for path in (document.SCRIPT, document.STYLE):
        assert f'".{path}?v=' in text
        assert answer(path).status_code == 200
