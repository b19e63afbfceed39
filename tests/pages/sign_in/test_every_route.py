"""What a stranger and an unknown person get from every address: the table in docs/security.md, tried."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from streamlit.runtime import Runtime

import dashboard
from pages.parts.web.content_policy import INDEX
from tests.house.project import ROOT
from tests.signing_in import ISSUER, ORIGIN, SECRETS, STRANGER, cookie, secrets_in

ROW = re.compile(
    r"^\| (?P<address>[^|]*`/.*?) \| .* \| (?P<stranger>\w+) \| (?P<unknown>\w+) \|$", re.MULTILINE
)
PLACE = re.compile(r"\{[^}]+\}")
OWN_PAGE = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
ASKED_BY_NOBODY = "/any/page"
STYLE = f"/static/css/{next((INDEX.parent / 'static' / 'css').glob('index.*.css')).name}"
SAME_FOR_ALL = (STYLE, "/", "/sms_log")
NO_PROVIDER = "http://127.0.0.1:9"
SIGN_IN = "/sign_in/default"
WEBSOCKET = "/_stcore/stream"


def table() -> dict[str, tuple[str, str]]:
    """Return what strangers and unknown people get, by address; an ellipsis at its end is left out."""
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    rows = list(ROW.finditer(text))
    return {
        address.removesuffix("…"): (row["stranger"], row["unknown"])
        for row in rows
        for address in re.findall(r"`(/[^`]*)`", row["address"])
    }


def answer_to(path: str) -> tuple[str, str]:
    """Return what the table says of a path, of the longest address that it begins with."""
    answers = table()
    alike = [
        address
        for address in answers
        if path == address or (path.startswith(address) and address[-1] == "/")
    ]
    assert alike, f"docs/security.md lacks {path}: say what a stranger gets from it"
    return answers[max(alike, key=len)]


@asynccontextmanager
async def running(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Starlette]:
    """The whole dashboard in this process: our routes, Streamlit's, and everything in front of them."""
    monkeypatch.setattr(Runtime, "_instance", None)
    monkeypatch.setattr(dashboard.app, "_runtime", None)
    app = dashboard.app._build_starlette_app()
    runtime = Runtime.instance()
    await runtime.start()
    try:
        yield app
    finally:
        runtime.stop()
        await runtime.stopped


async def statuses(app: Starlette, who: str) -> dict[tuple[str, str], int]:
    """Return what each method of each route answers to a request of our own page."""
    transport = httpx2.ASGITransport(app)
    gotten = {}
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN, headers=OWN_PAGE) as client:
        for path, methods in _routes(app):
            for method in sorted(methods):
                own = cookie(who, nonce=f"{method} {path}") if who else ""  # one of them signs out
                answer = await client.request(method, path, headers={"cookie": own})
                gotten[path, method] = answer.status_code
    return gotten


def _routes(app: Starlette) -> list[tuple[str, set[str]]]:
    paths = ((getattr(route, "path", None), getattr(route, "methods", None)) for route in app.routes)
    named = [(path, methods) for path, methods in paths if path and methods]
    filled = [
        (SIGN_IN if path.startswith("/sign_in") else PLACE.sub("x", path), methods)
        for path, methods in named
    ]
    return [*filled, *((path, {"GET"}) for path in (ASKED_BY_NOBODY, "/own/page.js", *SAME_FOR_ALL))]


async def connected(app: Starlette, who: str) -> str:
    """Return whether a WebSocket of our own page is accepted."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "websocket.disconnect" if sent else "websocket.connect", "code": 1000}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    headers = [(b"host", ORIGIN.removeprefix("http://").encode()), (b"origin", ORIGIN.encode())]
    scope = {
        "type": "websocket",
        "path": WEBSOCKET,
        "headers": [*headers, (b"cookie", cookie(who).encode())],
    }
    await app(
        {**scope, "query_string": b"", "subprotocols": [], "server": ("127.0.0.1", 8501)}, receive, send
    )
    return "connected" if sent[0]["type"] == "websocket.accept" else "refused"


def test_every_address_answers_strangers_as_the_table_says(
    signing_in: Path, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    async def asked() -> list[tuple[str, dict[tuple[str, str], int]]]:
        async with running(monkeypatch) as app:
            return [(await connected(app, who), await statuses(app, who)) for who in ("", STRANGER)]

    with secrets_in(signing_in, SECRETS.replace(ISSUER, NO_PROVIDER)):
        answers = asyncio.run(asked())
    for number, (socket, gotten) in enumerate(answers):
        assert socket == answer_to(WEBSOCKET)[number]
        for (path, method), status in gotten.items():
            with subtests.test(f"{method} {path}"):
                said = answer_to("/static/" if path in SAME_FOR_ALL else path)[number]
                assert str(status) == said or (said == "200" and method == "OPTIONS" and status == 204)


def test_the_table_names_no_address_that_is_not_there(
    signing_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signing_in.exists()

    async def paths() -> list[str]:
        async with running(monkeypatch) as app:
            return [path for path, _methods in _routes(app)]

    present = [*asyncio.run(paths()), WEBSOCKET]
    for address in table():
        assert any(path.startswith(address) for path in present), f"there is no {address} any more"
