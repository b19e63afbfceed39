"""A way to a server that a test can close, as if the network were gone, and on which answers can change.

It is a process of its own: deltalake keeps Python's threads waiting while it waits for some answers.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Self

BYTES_AT_ONCE = 1 << 16


class WayTo:
    """A port on this machine that leads to another one while the way is open."""

    def __init__(self, port: int, *, changes: tuple[str, str] = ("", "")) -> None:
        """Lead to a port. In answers, the first of `changes` becomes the second."""
        self._order = [sys.executable, "-m", "tests.storage.way_to_server", str(port), *changes]
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.open()

    def __enter__(self) -> Self:
        """Return the way."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Break what is on its way, and let nothing through."""
        if self._process:
            self._process.kill()
            self._process.communicate()

    def open(self) -> None:
        """Let everything through, at the same port as before."""
        order = [*self._order, str(self.port)]
        self._process = subprocess.Popen(order, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())


def _pass_on(one: socket.socket, other: socket.socket, changes: tuple[bytes, bytes]) -> None:
    with suppress(OSError):
        while content := one.recv(BYTES_AT_ONCE):
            other.sendall(content.replace(*changes) if changes[0] else content)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _serve(target: int, changes: tuple[bytes, bytes], port: int) -> None:
    with socket.create_server(("127.0.0.1", port)) as listener:
        sys.stdout.write(f"{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        while True:
            near, _address = listener.accept()
            far = socket.create_connection(("127.0.0.1", target))
            for one, other, changed in ((near, far, (b"", b"")), (far, near, changes)):
                threading.Thread(target=_pass_on, args=(one, other, changed), daemon=True).start()


if __name__ == "__main__":
    to, before, after, at = sys.argv[1:]
    _serve(int(to), (before.encode(), after.encode()), int(at))
