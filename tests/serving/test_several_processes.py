"""The examples for several processes behind one name, tried with processes that only say who they are."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.house.project import ROOT
from tests.serving import examples
from tests.serving.visits import Visitor, make_certificate

pytestmark = pytest.mark.slow
PROXIES = {"nginx": examples.nginx, "caddy": examples.caddy}
PLACE = "sms_reports_place"
VISITORS = 12


class Process(BaseHTTPRequestHandler):
    """Answers with its own port."""

    def do_GET(self) -> None:
        """Answer a request."""
        content = str(self.server.server_port).encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - a name of the library
        """Say nothing."""


@contextmanager
def process() -> Iterator[ThreadingHTTPServer]:
    """Run one; yield its server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Process)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("proxy", PROXIES)
def test_a_browser_stays_with_one_process_and_goes_on_with_another_when_it_ends(
    proxy: str, tmp_path: Path
) -> None:
    if not shutil.which(proxy):
        pytest.skip(f"There is no {proxy} here, so its example isn't tried. .ci/run installs it.")
    make_certificate(tmp_path)
    run: Callable[..., AbstractContextManager[int]] = PROXIES[proxy]
    with process() as first, process() as second:
        ports = {str(one.server_port) for one in (first, second)}
        with run(tmp_path, *(f"127.0.0.1:{port}" for port in sorted(ports))) as port:
            places: dict[str, str] = {}
            for _visitor in range(VISITORS):
                arrival = Visitor(port, tmp_path / "certificate.pem").ask("/")
                assert "Path=/" in arrival.headers["set-cookie"]
                places[arrival.cookies[PLACE]] = arrival.text
            assert set(places.values()) == ports
            for place, own in places.items():
                again = Visitor(port, tmp_path / "certificate.pem", f"{PLACE}={place}").ask("/download")
                assert again.text == own
                assert PLACE not in again.headers.get("set-cookie", "")
            first.shutdown()
            first.server_close()
            lost = next(place for place, own in places.items() if own == str(first.server_port))
            moved = Visitor(port, tmp_path / "certificate.pem", f"{PLACE}={lost}").ask("/")
            assert moved.text == str(second.server_port)


def test_the_unit_of_several_processes_differs_by_the_port_alone() -> None:
    (change,) = re.findall(
        r"sed 's/(\w+)/(%i)/'", (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    )
    unit = examples.text("sms-reports.service")
    assert unit.count(change[0]) == 1
    assert f"--server.port {change[0]}" in unit
