"""The district's own command, which is told of files that could not be taken in."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence

from data import numbers
from data.settings import Settings

TIMEOUT_SECONDS = 60  # an import that nobody watches must come to its end
MOST_TOLD = 5  # files that are named; of the others it is said how many there are


def call(known: Settings, troubles: Sequence[str]) -> str | None:
    """Run the command of the setting `on_failure` with what went wrong, in one line, as its last argument.

    It is run without a shell, and nothing of what it prints is shown. The line holds no phone number, not
    even one of a file's name. Returns what went wrong with the command itself, in words; else None.
    """
    command = shlex.split(known.on_failure)
    if not command or not troubles:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the administrator's own command
            [*command, _line(troubles, known.region)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it was stopped after {TIMEOUT_SECONDS} seconds"
    except (OSError, ValueError) as fault:
        return str(getattr(fault, "strerror", None) or type(fault).__name__)
    return f"it ended with {done.returncode}" if done.returncode else None


def _line(troubles: Sequence[str], region: str) -> str:
    told = [*troubles[:MOST_TOLD]]
    if more := len(troubles) - len(told):
        told.append(f"And {more:,} more {'file' if more == 1 else 'files'}.")
    return numbers.without_numbers(" ".join(" ".join(told).split()), region)
