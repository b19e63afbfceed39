"""A server's process as the system sees it: processor time, memory, and errors that it wrote."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.browser.dashboard import Server

TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(server: Server) -> float:
    """Return the processor time that the server has used so far."""
    fields = Path(f"/proc/{server.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(server: Server) -> float:
    """Return the memory of the server in MB, with the files that it has mapped."""
    status = Path(f"/proc/{server.process}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024


def errors(server: Server) -> int:
    """Return how many errors the server has written."""
    return server.output.read_text(encoding="utf-8", errors="replace").count("Traceback (most recent call")
