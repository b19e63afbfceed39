"""Requests as bytes on a socket, so that nothing corrects what a client library would correct."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Sequence
from typing import NamedTuple

SECONDS = 30
MOST_BYTES = 4 << 20
SWITCHING = 101


class Answer(NamedTuple):
    """A response: its status (0 without one), its headers in lower case, and its content."""

    status: int
    headers: dict[str, str]
    content: str


def answer(
    port: int, method: str, target: str, headers: Sequence[tuple[str, str]], body: bytes = b""
) -> Answer:
    """Return the response to one request on a connection of its own."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    request = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body
    received = bytearray()
    with socket.create_connection(("127.0.0.1", port), SECONDS) as connection:
        try:
            connection.sendall(request)
            while len(received) < MOST_BYTES and not received.startswith(b"HTTP/1.1 101"):
                chunk = connection.recv(1 << 16)
                if not chunk:
                    break
                received += chunk
        except (ConnectionError, TimeoutError):
            pass  # what came before counts
    return _read(bytes(received))


def content(port: int, target: str, headers: Sequence[tuple[str, str]]) -> bytes:
    """Return the content of a file."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", target, headers=dict(headers))
        return connection.getresponse().read()
    finally:
        connection.close()


def _read(received: bytes) -> Answer:
    head, _separator, content = received.decode("latin-1").partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    code = first.split(" ")[1] if first.startswith("HTTP/1.1 ") else "0"
    named = (line.partition(":") for line in lines)
    headers: dict[str, str] = {}
    for name, _colon, value in named:
        headers[name.lower()] = value.strip()
    return Answer(int(code), headers, content)
