"""The process that makes one download, at low priority; making.py starts it.

In a process of its own it slows no page, its memory goes back to the system, and it can be stopped at once.
It is given a folder and an order, a line each; it answers with a line for all that can be sent, and hears
of every file that was. When its server is gone, it clears the folder and ends.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from dataclasses import asdict
from pathlib import Path

import queries
from data.errors import Problem, place_of
from pages.parts.downloads import download_order
from pages.parts.downloads.download_order import REPORTS
from pages.parts.downloads.files.csv_file import MAKERS

NICE = 5  # a page that somebody waits for goes first, and among other work the download still goes on
UNSENT = 2  # files that may wait for a slow browser


def main() -> None:
    """Make what is ordered, and tell of every piece; a fault is told without its text."""
    folder, order = Path(json.loads(sys.stdin.readline())), download_order.read(sys.stdin.readline())
    if hasattr(os, "nice"):
        os.nice(NICE)
    sent = threading.Semaphore(UNSENT)
    threading.Thread(target=_listen, args=(folder, sent), daemon=True).start()
    try:
        with queries.reading_apart(order.snapshot, REPORTS[order.report].question, folder):
            for piece in MAKERS[order.form](order, folder):
                _say(asdict(piece))
                if piece.is_whole:
                    sent.acquire()
        _say({"end": True})
    except Problem as problem:
        _say({"problem": [problem.what, problem.where, problem.next_step]})
    except Exception as fault:  # noqa: BLE001 - its text may hold a number, so only its place goes further
        _say({"fault": place_of(fault)})


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - this is how the server hears of it


def _listen(folder: Path, sent: threading.Semaphore) -> None:
    """Hear of every file that was sent; when nobody is there any more, end."""
    while heard := os.read(0, 64):  # not sys.stdin, whose lock would be held when the process ends
        for _file in range(len(heard)):
            sent.release()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main()
