"""The machine and the versions of a run, and the command that it was."""

from __future__ import annotations

import os
import platform
import re
import shlex
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from data.version import version as own_version
from tests.bench.report import COMMAND

PACKAGES = ("streamlit", "duckdb", "pyarrow", "deltalake")


def description() -> dict[str, str]:
    """Return what a reader needs to judge the figures, by what it is called."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return {
        "date": f"{datetime.now().astimezone():%Y-%m-%d}",
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{memory:.0f} GiB",
        "system": platform.system() + " " + platform.release().split("-")[0],
        "versions": f"Python {platform.python_version()}, {packages}",
        "commit": own_version(),
        COMMAND: shlex.join([".venv/bin/python", "-m", "tests.bench", *sys.argv[1:]]),
    }


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    match = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return match[1] if match else platform.machine()
