"""The peers' packages, in an environment of their own beside that of the tests."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.browser.dashboard import ROOT

FOLDER = ROOT / ".peers"
LOCK = Path(__file__).parents[1] / "requirements.lock"
PACKAGES = ("polars", "chdb", "datafusion", "psycopg")  # a peer's other packages begin with its name


def python() -> Path:
    """Return the Python of that environment; make it if need be."""
    place = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not place.exists():
        venv.create(FOLDER, with_pip=True)
    return place


def install(package: str) -> str:
    """Install a peer and what it needs, in the versions of the lock file; return why not, or ""."""
    others = [name for name in PACKAGES if name != package]
    blocks = re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf-8").strip())
    own = [block for block in blocks if not block.startswith(tuple(others))]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as lock:
        lock.write("\n".join(own) + "\n")
        lock.flush()
        command = [str(python()), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        done = subprocess.run(
            [*command, "--requirement", lock.name], capture_output=True, text=True, check=False
        )
    if not done.returncode:
        return ""
    errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
    return (errors or done.stderr.splitlines() or ["pip failed"])[-1][:120]
