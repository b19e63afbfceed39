"""WebSockets of every host and origin: only a page of the dashboard itself connects."""

from __future__ import annotations

import itertools
import socket

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.attack import sent
from tests.attack.findings import Findings
from tests.attack.sides import HOSTS, ORIGINS, OWN_HOSTS

PART = "websockets"
PATHS = ("/_stcore/stream", "/sms_log/_stcore/stream", "/%5fstcore/stream", "//_stcore/stream")
HANDSHAKE = (
    ("Upgrade", "websocket"),
    ("Connection", "Upgrade"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
)


def attack(port: int, findings: Findings) -> None:
    """Try to connect under every name, with every origin."""
    for path, host, origin in itertools.product(PATHS, HOSTS, ORIGINS):
        name = host.format(port=port)
        page = () if origin is None else (("Origin", origin.format(host=name)),)
        answer = sent.answer(port, "GET", path, [("Host", name), *page, *HANDSHAKE])
        is_own = host in OWN_HOSTS and origin == "http://{host}"
        if path == PATHS[0] and is_own:
            refused = [] if answer.status == sent.SWITCHING else [f"{name} was refused: {answer.status}"]
            findings.note(PART, "own handshakes, which are accepted", refused)
        elif not is_own:
            through = [f"{path}, {name}, {origin}"] if answer.status == sent.SWITCHING else []
            findings.note(PART, "handshakes of foreign names or origins", through)
    _connect(port, findings)


def _connect(port: int, findings: Findings) -> None:
    """Connect as a client library does: what a handshake allows is then used."""
    for host in ("127.0.0.1", "localhost", "attacker.example"):
        for origin in (f"http://{host}:{port}", f"http://{host}:9", None):
            is_own = host != "attacker.example" and origin == f"http://{host}:{port}"
            is_open = _is_open(port, host, origin)
            attempt = "own connections, which are opened" if is_own else "connections of others"
            findings.note(PART, attempt, [] if is_open == is_own else [f"{host}, {origin}: {is_open}"])


def _is_open(port: int, host: str, origin: str | None) -> bool:
    place = socket.create_connection(("127.0.0.1", port), sent.SECONDS)
    try:
        with connect(f"ws://{host}:{port}/_stcore/stream", sock=place, origin=origin):  # type: ignore[arg-type]
            return True
    except InvalidStatus:
        return False
