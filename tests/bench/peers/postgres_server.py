"""A PostgreSQL server of the bench's own: installed if missing, and in a temporary folder while it runs."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLACES = "/usr/lib/postgresql"
SETTINGS = {
    "listen_addresses": "",  # the socket in its own folder is the only way in
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "8GB",
    "max_wal_size": "8GB",
    "random_page_cost": "1.1",
}
PATIENCE_SECONDS = 60


class NotMeasured(Exception):
    """There is no server, and none can be installed here."""


@contextmanager
def running() -> Iterator[str]:
    """Run a server; yield what a client connects to. Raises NotMeasured if there can be none."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="sms-reports-postgres-"))
    user = _user()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    own: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    try:
        _run([programs / "initdb", "-D", folder / "data", "-U", "bench", "-A", "trust", "--no-sync"], own)
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
        with (folder / "log.txt").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **own)
        try:
            _wait([programs / "pg_isready", "-q", "-h", folder])
            yield f"host={folder} user=bench dbname=postgres"
        finally:
            server.send_signal(signal.SIGINT)  # which waits for no client
            server.wait(PATIENCE_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the server's programs, after Debian's package if there was none."""
    if not _newest():
        apt = shutil.which("apt-get")
        if not apt or os.geteuid():
            raise NotMeasured("there is no PostgreSQL, and only root can install it")
        for words in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]):
            _run([apt, "--quiet", *words], {})
    newest = _newest()
    if not newest:
        raise NotMeasured("the package brought no PostgreSQL")
    return newest


def _newest() -> Path | None:
    places = sorted(Path(PLACES).glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return places[-1].parent if places else None


def _user() -> pwd.struct_passwd | None:
    """Return the account that the server runs as if this one is root, as which it wouldn't start."""
    if os.geteuid():
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _run(command: list[str | Path], own: dict[str, Any]) -> None:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, cwd="/", **own
    )
    if done.returncode:
        raise NotMeasured(done.stderr.strip()[-200:])


def _wait(command: list[str | Path]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while subprocess.run([str(word) for word in command], check=False).returncode:
        if time.monotonic() > until:
            raise NotMeasured("the server didn't start within a minute")
        time.sleep(0.1)
