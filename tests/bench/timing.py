"""How long work takes: whole processes with their peak memory, and short calls by their median."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

MOST_SECONDS, MOST_SECONDS_OF_ROUNDS = 10, 60  # after which the median of the calls so far is enough


def process(code: str, environment: Mapping[str, str]) -> tuple[float, float]:
    """Run Python code in a child process; return its seconds and its peak memory in GiB."""
    begun = time.perf_counter()
    own = {**os.environ, **environment}
    child = subprocess.Popen([sys.executable, "-c", code], env=own, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    if status:
        raise SystemExit(f"a measured process ended with status {status}")
    return seconds, used.ru_maxrss / 1024**2


def median_ms(call: Callable[[], object], times: int = 15) -> float:
    """Return the median time of a call, in milliseconds, after one to warm up."""
    return median_of([call] * (times + 1))


def median_of(calls: Iterable[Callable[[], object]]) -> float:
    """Return the median time of calls, in milliseconds; the first one warms up and isn't counted.

    Answers are kept, so calls that ask must each ask for something else. Slow calls are fewer.
    """
    times_ms, until = [], time.perf_counter() + MOST_SECONDS
    for call in calls:
        times_ms.append(_milliseconds(call))
        if len(times_ms) > 1 and time.perf_counter() > until:
            break
    return statistics.median(times_ms[1:])


def medians_in_turn(rounds: Iterable[Sequence[Callable[[], object]]]) -> list[float]:
    """Return the median time of each place of the rounds, in milliseconds; the first round warms up.

    In turn, so that other work of the machine affects all of them. Slow rounds are fewer.
    """
    times_ms, until = [], time.perf_counter() + MOST_SECONDS_OF_ROUNDS
    for calls in rounds:
        times_ms.append([_milliseconds(call) for call in calls])
        if len(times_ms) > 1 and time.perf_counter() > until:
            break
    return [statistics.median(place) for place in zip(*times_ms[1:], strict=True)]


def _milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - begun)


def percentiles(times: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1]
