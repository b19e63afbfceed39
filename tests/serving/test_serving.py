"""The examples for a network: the dashboard as each of them starts it, behind nginx and Caddy."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.browser.dashboard import free_port, wait_for
from tests.districts import district_in
from tests.house.project import ROOT
from tests.import_files import import_file
from tests.pages.district import LOG_HEADER, TEXTS, log_rows, write_csv
from tests.serving import examples
from tests.serving.examples import NAME
from tests.serving.visits import Visitor, make_certificate
from tests.signing_in import ADMINISTRATOR, ORIGIN, PRINCIPAL, SECRETS, cookie, write_access

pytestmark = pytest.mark.slow
URL = f"https://{NAME}"
PROXIES = {"nginx": examples.nginx, "caddy": examples.caddy}
LARGE = 3_000_000  # bytes, more than nginx lets through by default


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Start the dashboard by the command of the unit, from what the container file copies."""
    home, program = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("program")
    with district_in(home):
        import_file(write_csv(home / "log.csv", LOG_HEADER, log_rows()))
    write_access(home, more='log_format = "json"\n')
    examples.copy_as_in_the_container(program)
    (program / ".streamlit" / "secrets.toml").write_text(SECRETS.replace(ORIGIN, URL), encoding="utf-8")
    port = free_port()
    arguments = [str(port) if word == "8501" else word for word in examples.unit_command()]
    own = {"DISTRICT_TOML": str(home / "district.toml"), "XDG_DATA_HOME": str(home / "own")}
    with (home / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", *arguments],
            cwd=program,
            env={**os.environ, **own},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            make_certificate(home)
            yield f"127.0.0.1:{port}", home
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def in_front(proxy: str, backend: tuple[str, Path], folder: Path) -> Iterator[Callable[[str], Visitor]]:
    """Run a proxy; yield what makes a visitor of a person's email address, or of nobody's."""
    if not shutil.which(proxy):
        pytest.skip(f"There is no {proxy} here, so its example isn't tried. .ci/run installs it.")
    address, home = backend
    for name in ("certificate.pem", "key.pem"):
        shutil.copy(home / name, folder)
    run: Callable[..., AbstractContextManager[int]] = PROXIES[proxy]
    with run(folder, address) as port:
        yield lambda who: Visitor(port, home / "certificate.pem", cookie(who, origin=URL) if who else "")


@pytest.mark.parametrize("proxy", PROXIES)
def test_people_read_pages_and_download_through_a_proxy(
    proxy: str, backend: tuple[str, Path], tmp_path: Path
) -> None:
    with in_front(proxy, backend, tmp_path) as visitor:
        administrator, principal, nobody = map(visitor, (ADMINISTRATOR, PRINCIPAL, ""))
        assert nobody.ask("/healthz").text == "ok"
        assert administrator.titles("setup")[0] == "Setup"
        assert principal.titles("sms_log")[0] == "SMS Log"
        assert "Setup" not in principal.titles("setup")
        assert nobody.titles("setup") == ["School district"]
        file = administrator.ask("/download/sms_log.csv")
        assert file.status_code == 200, file.text
        assert len(file.text.splitlines()) == TEXTS + 1
        assert nobody.ask("/download/sms_log.csv").status_code == 401
        assert "max-age" in file.headers["strict-transport-security"]


@pytest.mark.parametrize("proxy", PROXIES)
def test_a_proxy_passes_on_names_and_origins_and_keeps_figures_to_itself(
    proxy: str, backend: tuple[str, Path], tmp_path: Path
) -> None:
    with in_front(proxy, backend, tmp_path) as visitor:
        administrator = visitor(ADMINISTRATOR)
        assert administrator.ask("/metrics").status_code == 404
        assert administrator.ask("/healthz", host="attacker.example").text != "ok"
        with pytest.raises(InvalidStatus):
            administrator.titles("setup", origin="https://attacker.example")
        large = administrator.ask("/_stcore/upload_file/a/b", method="PUT", body=b"x" * LARGE)
        assert large.status_code not in (404, 413), large.text


def test_every_line_of_its_log_is_json_and_about_nobody(backend: tuple[str, Path]) -> None:
    _address, home = backend
    lines = (home / "output.txt").read_text(encoding="utf-8").splitlines()
    assert "starts at 127.0.0.1" in json.loads(lines[0])["event"]
    for line in lines:
        assert list(json.loads(line)) == ["time", "level", "place", "event"]
        assert not re.search(r"555.?01\d\d|@", line)


def test_every_way_to_start_it_is_the_same_command() -> None:
    command = examples.unit_command()
    assert command == examples.windows_command()
    assert [*command, *examples.ADDRESS_ARGUMENTS] == examples.container_command()


def test_the_container_file_copies_only_files_that_are_there() -> None:
    text = examples.text("Containerfile")
    known = {
        *["FROM", "RUN", "WORKDIR", "COPY", "ARG", "USER", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"]
    }
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert {line.split()[0] for line in lines} == known
    for source in re.findall(r"^COPY (\S+) ", text, re.MULTILINE):
        assert (ROOT / source).exists(), source


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("There is no systemd here, so the unit isn't verified.")
    program = "/opt/sms-reports/.venv/bin/streamlit"
    unit = examples.text("sms-reports.service").replace(program, sys.executable)
    file = tmp_path / "sms-reports.service"
    file.write_text(unit, encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)], capture_output=True, text=True, check=False
    )
    assert "sms-reports.service" not in verified.stderr, verified.stderr
    assert examples.unit()["StateDirectory"] == ["sms-reports"]
