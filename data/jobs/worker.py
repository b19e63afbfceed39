"""The process that takes one sent file in, at low priority; import_process.py starts it.

In a process of its own it slows no page, and its memory goes back to the system. It is given an order on
one line; it answers with a line for every step, and in the end with the outcome or the problem.

When its server is gone it goes on all the same: somebody has confirmed this file, it is stored as a whole
or not at all, and in the list of files taken in everybody will find it.
"""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import suppress
from dataclasses import asdict

from data.errors import Problem, place_of
from data.importer import ordered
from data.importer.order import ImportOrder
from data.importer.outcome import Outcome
from data.jobs import priority


def main() -> None:
    """Take in what is ordered, remove its folder, and tell how it went; a fault without its text."""
    order = ImportOrder.from_line(sys.stdin.readline())
    priority.give_way()
    try:
        end: dict[str, object] = {"outcome": asdict(_taken(order))}
    except Problem as problem:
        end = {"problem": [problem.what, problem.where, problem.next_step]}
    except Exception as fault:  # noqa: BLE001 - its text may hold a number, so only its place goes further
        end = {"fault": place_of(fault)}
    shutil.rmtree(order.path.parent, ignore_errors=True)  # here too: perhaps no server is left to do it
    _say(end)


def _taken(order: ImportOrder) -> Outcome:
    return ordered.import_file(order, progress=lambda step, share: _say({"step": step, "share": share}))


def _say(what: dict[str, object]) -> None:
    with suppress(OSError):  # nobody listens any more
        print(json.dumps(what), flush=True)  # noqa: T201 - this is how the server hears of it


if __name__ == "__main__":
    main()
