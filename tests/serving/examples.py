"""The examples of docs/serving, read as the programs read them, with the places of a test in them."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.browser.dashboard import free_port
from tests.house.project import ROOT

SERVING = ROOT / "docs" / "serving"
NAME = "sms.example.org"
BACKEND = "127.0.0.1:8501"
ADDRESS_ARGUMENTS = ["--server.address", "0.0.0.0"]  # noqa: S104 - read, not served


def unit() -> dict[str, list[str]]:
    """Return the values of each key of the systemd unit."""
    values: dict[str, list[str]] = {}
    for line in text("sms-reports.service").splitlines():
        key, separator, value = line.partition("=")
        if separator and not line.startswith("#"):
            values.setdefault(key, []).append(value)
    return values


def unit_command() -> list[str]:
    """Return the arguments of `streamlit` in the systemd unit."""
    program, *arguments = shlex.split(unit()["ExecStart"][0])
    assert program.endswith("/.venv/bin/streamlit")
    return arguments


def windows_command() -> list[str]:
    """Return the arguments of `streamlit` in the Windows service."""
    service = ET.fromstring(text("sms-reports-service.xml"))  # noqa: S314 - a file of ours
    assert (service.findtext("executable") or "").endswith(r"\streamlit.exe")
    return shlex.split(service.findtext("arguments") or "")


def container_command() -> list[str]:
    """Return the arguments of `streamlit` in the container."""
    (command,) = re.findall(r"^CMD (\[.*\])$", text("Containerfile"), re.MULTILINE)
    program, *arguments = json.loads(command)
    assert program == "streamlit"
    return list(arguments)


def copy_as_in_the_container(target: Path) -> None:
    """Copy what the container file copies, and nothing else, into a folder."""
    for source, place in re.findall(r"^COPY (\S+) (\S+)$", text("Containerfile"), re.MULTILINE):
        if source.endswith("/"):
            shutil.copytree(ROOT / source, target / place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (target / place).mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, target / place)


def text(name: str) -> str:
    """Return the text of an example."""
    return (SERVING / name).read_text(encoding="utf-8")


@contextmanager
def nginx(folder: Path, *backends: str) -> Iterator[int]:
    """Run nginx by its example in front of the processes of a dashboard; yield its port for HTTPS."""
    port = free_port()
    own = _replaced(
        text("nginx.conf"),
        {
            f"server {BACKEND};": "".join(f"server {backend};" for backend in backends),
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "listen 80": f"listen 127.0.0.1:{free_port()}",
            "/etc/ssl/sms-reports/": f"{folder}/",
        },
    )
    places = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
    whole = f"{around}http {{ access_log {folder}/access.log; {places}\n{own}\n}}\n"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = ["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    with _running(command, folder):
        yield port


@contextmanager
def caddy(folder: Path, *backends: str) -> Iterator[int]:
    """Run Caddy by its example in front of the processes of a dashboard; yield its port for HTTPS."""
    port = free_port()
    own = _replaced(
        text("Caddyfile"),
        {
            f"reverse_proxy {BACKEND}": f"reverse_proxy {' '.join(backends)}",
            f"{NAME} {{": f"{NAME} {{\n\tbind 127.0.0.1\n\ttls {folder}/certificate.pem {folder}/key.pem",
        },
    )
    around = f"{{\n\tadmin off\n\tauto_https disable_redirects\n\thttps_port {port}\n}}\n"
    (folder / "Caddyfile").write_text(around + own, encoding="utf-8")
    command = ["caddy", "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]
    with _running(command, folder):
        yield port


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    own = {"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin"}
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, env=own, stdout=output, stderr=subprocess.STDOUT)
        try:
            time.sleep(0.3)
            assert process.poll() is None, (folder / "output.txt").read_text(encoding="utf-8")
            yield
        finally:
            process.terminate()
            process.wait(20)


def _replaced(example: str, places: dict[str, str]) -> str:
    for before, after in places.items():
        assert before in example, f"the example has no {before}"
        example = example.replace(before, after)
    return example
