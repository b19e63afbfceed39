"""Long work beside the pages: a child process gets an order and answers with messages.

Both sides write JSON, one line per message. The last message of a child is its result, a Problem, or the
place of an unexpected error. Nothing else leaves it: its error output could quote a cell.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any, Self

from data import faults, settings
from data.errors import Problem, place_of

ROOT = Path(__file__).parents[2]
DOWNLOAD_NICENESS = 5  # pages go first, but a person waits for a download
IMPORT_NICENESS = 10
# Windows: the parent sets a child's priority and group. Elsewhere, a child lowers its own priority.
LOW_PRIORITY = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
OWN_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
Message = dict[str, Any]


class ChildError(Exception):
    """An unexpected error in a child process: its type and its place in the code, never its text."""


class ChildProcess:
    """A child process as its parent sees it; as a context manager, it waits for the child's end."""

    def __init__(self, module: str, order: str, *, outlives_server: bool) -> None:
        """Start `python -m module` and send it the order, which consists of whole lines.

        A child that `outlives_server` has a session of its own, so that Ctrl+C doesn't reach it, and gets
        nothing after its order. The input of any other child stays open: its end means that the server is
        gone. Raises OSError if the process can't be started.
        """
        self._process = subprocess.Popen(  # noqa: S603 - a module of ours
            [sys.executable, "-m", module],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it could quote a cell
            encoding="utf-8",
            start_new_session=outlives_server,
            creationflags=LOW_PRIORITY | (OWN_GROUP if outlives_server else 0),
        )
        self.send(order)
        if outlives_server:
            self._close_input()

    def __enter__(self) -> Self:
        """Return the child."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Wait for the child's end."""
        self._process.__exit__(None, None, None)

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """The exit status, negative for a signal; None while the child runs."""
        return self._process.poll()

    def send(self, text: str) -> None:
        """Send text to the child. If the child is gone, the next message says so."""
        assert self._process.stdin
        with suppress(OSError, ValueError):
            self._process.stdin.write(text)
            self._process.stdin.flush()

    def next_message(self) -> Message | None:
        """Wait for the child's next message and return it; None if the child has ended.

        Raises Problem or ChildError if the message reports one.
        """
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line.endswith("\n"):  # the child was killed within a message, or has ended
            return None
        message: Message = json.loads(line)
        if "problem" in message:
            what_happened, where, next_step = message["problem"]
            raise Problem(what_happened, where=where, next_step=next_step)
        if "error" in message:
            raise ChildError(message["error"])
        return message

    def kill(self) -> None:
        """End the child at once, and close what connects it to this process."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()
        self._close_input()

    def _close_input(self) -> None:
        assert self._process.stdin
        with suppress(OSError, ValueError):
            self._process.stdin.close()


def lower_priority(niceness: int) -> None:
    """Let other processes go before this one and all its threads to come; does nothing on Windows."""
    if hasattr(os, "nice"):
        os.nice(niceness)


class _NoPandas(MetaPathFinder):
    """Answers every import of pandas as if it weren't installed."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:  # noqa: ARG002
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def without_pandas() -> None:
    """Keep pandas out of this process, in which nobody uses it.

    Streamlit brings it along, and Arrow loads it as soon as it makes a column of a list. That takes an
    eighth of a second, a quarter of what a process takes to start. Spark's client needs it.
    """
    with suppress(Problem):  # who reads the settings says what is wrong with them
        if not settings.load().is_on_duckdb:
            return
    sys.meta_path.insert(0, _NoPandas())


def last_message(work: Callable[[], Message]) -> Message:
    """Return what the work returns, or the message about the Problem or unexpected error that ended it."""
    try:
        return work()
    except Problem as problem:
        return _message(problem)
    except Exception as error:  # noqa: BLE001 - its text may hold a number, so only its place is sent
        problem_of_disk = faults.problem(error, "")
        return _message(problem_of_disk) if problem_of_disk else {"error": place_of(error)}


def _message(problem: Problem) -> Message:
    return {"problem": [problem.what_happened, problem.where, problem.next_step]}


def write_message(message: Message) -> None:
    """Send a message from a child to its parent; nothing happens if the parent is gone."""
    with suppress(OSError):
        print(json.dumps(message), flush=True)  # noqa: T201 - standard output is the way to the parent
