"""How long work takes: whole processes with their peak memory, and short calls by their median."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping


def process(code: str, environment: Mapping[str, str]) -> tuple[float, float]:
    """Run Python code in a child process; return its seconds and its peak memory in GiB."""
    begun = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, **environment})
    _pid, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    if status:
        raise SystemExit(f"a measured process ended with status {status}")
    return seconds, used.ru_maxrss / 1024**2


def median_ms(call: Callable[[], object], times: int = 15) -> float:
    """Return the median time of a call, in milliseconds, after one to warm up."""
    call()
    times_ms = []
    for _time in range(times):
        begun = time.perf_counter()
        call()
        times_ms.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times_ms)


def print_figure(title: str, figure: str, bound: str) -> None:
    """Print one line: what was measured, the figure, and its bound."""
    print(f"{title:62} {figure:28} {bound}", flush=True)
