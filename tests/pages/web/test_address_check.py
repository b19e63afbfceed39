"""Without a sign-in, the dashboard neither starts nor answers at an address of other machines."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from streamlit import config

from pages.parts.web.addresses import AddressCheck
from tests.signing_in import secrets_in, write_access

HERE = ("127.0.0.1", 8501)
LAN = ("10.0.0.5", 8501)


async def page(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Stand in for the app, which answers whatever gets to it."""
    await send({"type": "app"})


def answer(scope: dict[str, Any]) -> dict[str, Any]:
    """Return the first message of the answer."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "lifespan.startup"}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    asyncio.run(AddressCheck(page)({"headers": [], "method": "GET", "path": "/", **scope}, receive, send))
    first: dict[str, Any] = sent[0]
    return first


def is_answered(server: object, kind: str = "http", **headers: str) -> bool:
    """Return whether a request that came in at an address gets to the app."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    first = answer({"type": kind, "server": server, "headers": raw})
    refusals = {"http": ("http.response.start", 403), "websocket": ("websocket.close", 1008)}
    if first["type"] == "app":
        return True
    assert (first["type"], first.get("status", first.get("code"))) == refusals[kind]
    return False


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_request_is_answered_only_at_an_address_of_this_machine(kind: str) -> None:
    for own in (HERE, ("::1", 8501), ("::ffff:127.0.0.1", 8501)):
        assert is_answered(own, kind)
    for other in (LAN, ("::ffff:10.0.0.5", 8501), ("fe80::1", 8501), ("/run/x.sock", None), None):
        assert not is_answered(other, kind)


@pytest.mark.parametrize("name", ["x_forwarded_for", "x_forwarded_proto", "forwarded", "x_real_ip", "via"])
def test_what_a_proxy_passes_on_comes_from_another_machine(name: str) -> None:
    assert not is_answered(HERE, **{name: "10.0.0.9"})


def test_people_who_sign_in_come_from_anywhere(tmp_path: Path) -> None:
    with secrets_in(tmp_path):
        assert is_answered(LAN)
        assert is_answered(HERE, x_forwarded_for="10.0.0.9")


def test_the_server_starts_or_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = config.get_option("server.address")
    try:
        config.set_option("server.address", "127.0.0.1")
        assert answer({"type": "lifespan"}) == {"type": "app"}
        config.set_option("server.address", "0.0.0.0")  # noqa: S104 - nothing is served here
        failed = answer({"type": "lifespan"})
        assert failed["type"] == "lifespan.startup.failed"
        assert "at 0.0.0.0, and nobody has to sign in" in failed["message"]
        assert "docs/sign-in.md" in failed["message"]
        with secrets_in(tmp_path):
            assert "no access file" in answer({"type": "lifespan"})["message"]
            monkeypatch.setenv("DISTRICT_TOML", str(write_access(tmp_path)))
            assert answer({"type": "lifespan"}) == {"type": "app"}
    finally:
        config.set_option("server.address", before)
