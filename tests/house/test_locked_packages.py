"""Every package that is installed is one that was locked: exactly one version, known by its hashes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9.-]+)==([^\s;\\#]+)", re.MULTILINE)
LOCKED = re.compile(
    r"^([a-z0-9.-]+)==([^ ;\\]+)[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", re.MULTILINE
)


def _locked(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    locked = {name: version for name, version, _hashes in LOCKED.findall(text)}
    assert locked.keys() == dict(PIN.findall(text)).keys(), "a package has no hash: run `make lock`"
    return locked


@pytest.mark.parametrize("folder", ["", "tests/", "tests/bench/", "data/engine/spark/"])
def test_every_pinned_package_is_locked_in_that_version(folder: str) -> None:
    pins = dict(PIN.findall((ROOT / f"{folder}requirements.txt").read_text(encoding="utf-8")))
    locked = _locked(f"{folder}requirements.lock")
    assert pins.items() <= locked.items(), "run `make lock`, and commit what it writes"


def test_what_runs_is_tested_in_the_same_versions() -> None:
    assert _locked("requirements.lock").items() <= _locked("tests/requirements.lock").items()


def test_make_installs_nothing_but_locked_packages() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    lines = [line for line in makefile if "$(BIN)/python -m pip install" in line]
    assert len(lines) == 3
    assert all("--require-hashes" in line and ".lock" in line for line in lines)
