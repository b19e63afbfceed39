"""Visits by HTTPS through a proxy: one request, and one open page."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_connection

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets import Origin, Subprotocol
from websockets.sync.client import connect

from tests.serving.examples import NAME

SECONDS = 60


def make_certificate(folder: Path) -> None:
    """Write a certificate of the name, for a day, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(secret)


@dataclass(frozen=True)
class Visitor:
    """A browser that reaches the name at a port of this machine, with a cookie."""

    port: int
    certificate: Path
    cookie: str = ""

    def ask(self, path: str, host: str = NAME, **options: bytes | str) -> httpx.Response:
        """Return the answer to a request."""
        with httpx.Client(verify=self._trust(), timeout=SECONDS) as client:
            return client.request(
                str(options.pop("method", "GET")),
                f"https://127.0.0.1:{self.port}{path}",
                headers={"Host": host, "Cookie": self.cookie, "Origin": f"https://{host}"},
                content=options.pop("body", None),
                extensions={"sni_hostname": NAME},
            )

    def titles(self, page: str, origin: str = f"https://{NAME}") -> list[str]:
        """Open a page over its WebSocket; return its titles and headers once it is drawn."""
        message = BackMsg()
        message.rerun_script.page_name = page
        titles: list[str] = []
        # As a browser: the server hands out a token, and opens a page only to who sends it twice.
        token = self.ask("/_stcore/health").cookies[XSRF_COOKIE_NAME]
        with connect(
            f"wss://{NAME}/_stcore/stream",
            sock=create_connection(("127.0.0.1", self.port)),
            ssl=self._trust(),
            origin=Origin(origin),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
            additional_headers={"Cookie": f"{XSRF_COOKIE_NAME}={token}; {self.cookie}"},
            max_size=None,
        ) as socket:
            socket.send(message.SerializeToString())
            while True:
                received = ForwardMsg()
                content = socket.recv(SECONDS)
                received.ParseFromString(content if isinstance(content, bytes) else content.encode())
                if received.delta.new_element.heading.body:
                    titles.append(received.delta.new_element.heading.body)
                if received.WhichOneof("type") == "script_finished":
                    return titles

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))
