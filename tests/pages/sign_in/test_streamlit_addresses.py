"""Addresses of Streamlit's own that need more than a sign-in, and one that could write to the log."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from pages.parts.sign_in.sign_in_check import SignInCheck
from tests.pages.sign_in.test_sign_in_check import RETURN, UPLOAD, status
from tests.signing_in import PRINCIPAL, cookie


@pytest.mark.usefixtures("signing_in")
def test_uploads_and_counts_of_sessions_need_the_rights_of_their_pages() -> None:
    for path in (UPLOAD, "/_stcore/metrics"):
        assert (status(path, cookie(PRINCIPAL)), status(path, cookie())) == (403, 200)


@pytest.mark.usefixtures("signing_in")
def test_nobody_writes_lines_of_the_log_by_coming_back_from_the_provider() -> None:
    query = b"code=a%2Bb&state=s&error=x%0aINFO+forged&error_description=%0aforged&error_uri=f"
    seen: list[bytes] = []

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        seen.append(scope["query_string"])
        await send({"type": "http.response.start", "status": 200, "headers": []})

    asyncio.run(SignInCheck(app)(_back(query), _nothing, _nowhere))
    asyncio.run(SignInCheck(app)(_back(b"error=access_denied"), _nothing, _nowhere))
    assert seen == [b"code=a%2Bb&state=s&error=unknown", b"error=access_denied"]


def _back(query: bytes) -> dict[str, Any]:
    return {
        "type": "http",
        "path": RETURN,
        "method": "GET",
        "scheme": "http",
        "headers": [],
        "query_string": query,
    }


async def _nothing() -> dict[str, Any]:
    await asyncio.sleep(0)
    return {"type": "http.request"}


async def _nowhere(_message: Any) -> None:
    await asyncio.sleep(0)
