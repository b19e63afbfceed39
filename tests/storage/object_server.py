"""A real object store on this machine that is like S3: SeaweedFS, which keeps objects in a folder."""

from __future__ import annotations

import itertools
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from pyarrow import fs

from data import settings
from data.tables import objects
from tests.districts import ZONE

PROGRAM = Path(sys.prefix, "bin", "weed")
KEY_ID, KEY = "dashboard", "a-key-that-nobody-may-read"
BUCKET = "district"
IDENTITIES = f"""
{{"identities": [{{"name": "dashboard", "actions": ["Admin"],
  "credentials": [{{"accessKey": "{KEY_ID}", "secretKey": "{KEY}"}}]}}]}}
"""
PARTS = ("master", "volume", "filer", "s3")  # each has a port, and one for the others
START_SECONDS = 30
_numbers = itertools.count(1)


class ObjectServer:
    """A server of one bucket."""

    def __init__(self, folder: Path) -> None:
        """Keep the objects in a folder. Nothing is started yet."""
        self._folder = folder
        self._identities = folder / "identities.json"
        self._identities.write_text(IDENTITIES, encoding="utf-8")
        self._ports = _free_ports(2 * len(PARTS))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        """The port at which it answers as S3 does."""
        return self._ports[-2]

    def start(self) -> None:
        """Start it, and wait until it answers."""
        ports = [
            f"-{part}.port{kind}={self._ports[2 * place + (kind == '.grpc')]}"
            for place, part in enumerate(PARTS)
            for kind in ("", ".grpc")
        ]
        self._process = subprocess.Popen(
            [
                *(PROGRAM, "-logtostderr", "server", f"-dir={self._folder}", "-filer", "-s3"),
                *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3.port.iceberg=0", "-s3.port.lance=0", *ports),
                *("-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=40"),
                *("-master.electionTimeout=1s", "-master.heartbeatInterval=100ms"),
                f"-s3.config={self._identities}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + START_SECONDS
        while not self._stores_something():
            assert self._process.poll() is None, "the object store ended"
            assert time.monotonic() < until, "the object store doesn't answer"
            time.sleep(0.05)

    def end(self) -> None:
        """End it."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def _stores_something(self) -> bool:
        """Return whether it answers, and has the bucket."""
        base = fs.S3FileSystem(
            access_key=KEY_ID,
            secret_key=KEY,
            region="us-east-1",
            endpoint_override=f"http://127.0.0.1:{self.port}",
            allow_bucket_creation=True,
            retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=1),
        )
        with suppress(OSError):
            base.create_dir(BUCKET)
            with base.open_output_stream(f"{BUCKET}/is ready") as target:
                target.write(b"yes")
            return bool(base.open_input_file(f"{BUCKET}/is ready").read() == b"yes")
        return False


@contextmanager
def started(folder: Path) -> Iterator[ObjectServer]:
    """Yield a server that answers, with an empty bucket, and end it."""
    if not PROGRAM.exists():
        pytest.skip("SeaweedFS has no package for this system.")
    folder.mkdir(exist_ok=True)
    server = ObjectServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.end()


def reach(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the variables by which the dashboard reaches a server."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEY)


def lay_logs_at(port: int, district: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the logs of a district lie in an object store, in a folder of their own; return their address."""
    reach(port, monkeypatch)
    address = f"s3://{BUCKET}/logs {next(_numbers)}"
    write_settings(district, address)
    return address


def write_settings(district: Path, address: str) -> None:
    """Write the settings of a district whose logs lie at an address."""
    district.write_text(f'timezone = "{ZONE}"\nlogs = "{address}"\n', encoding="utf-8")
    settings._read.cache_clear()


def objects_in(address: str) -> dict[str, bytes]:
    """Return the content of every object below an address, by its path there."""
    base, root = objects.file_system(address)
    infos = base.get_file_info(fs.FileSelector(root, recursive=True, allow_not_found=True))
    names = [info.path for info in infos if info.type == fs.FileType.File]
    return {name.removeprefix(f"{root}/"): base.open_input_file(name).read() for name in names}


def _free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _place in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
