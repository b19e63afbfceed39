"""The child process that makes one download; download_process.py starts it.

In a process of its own, a download slows no page, its memory goes back to the system, and it can be stopped
at once. It reads a folder and an order, and sends a message for each piece that can be sent on. If its
server is gone, it removes the folder and ends.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

import queries
from data.access import needs
from data.jobs import child_process
from data.jobs.child_process import Message, write_message
from pages.parts.downloads import files
from pages.parts.downloads.download_order import Order

TRIES, TRY_SECONDS = 100, 0.05  # to remove the folder


def main() -> None:
    """Make the ordered download, and send each piece and how it ended."""
    folder, order = Path(json.loads(sys.stdin.readline())), Order.from_line(sys.stdin.readline())
    child_process.lower_priority(child_process.DOWNLOAD_NICENESS)
    threading.Thread(target=_watch_server, args=(folder,), daemon=True).start()
    write_message(child_process.last_message(lambda: _make(order, folder)))


def _make(order: Order, folder: Path) -> Message:
    order.viewer.require(*needs.downloads(order.report))
    with queries.reading_apart(order.snapshot, folder):
        for piece in files.write(order, folder):
            write_message(asdict(piece))
    return {"end": True}


def _watch_server(folder: Path) -> None:
    """End this process if the server is gone."""
    while os.read(0, 64):  # not sys.stdin: its lock would be held when the process ends
        pass
    for _try in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():  # else another thread has written a file meanwhile
            break
        time.sleep(TRY_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    child_process.without_pandas()
    main()
