"""The server of a download is killed: nothing of the download stays once another one has begun.

`python -m tests.chaos.faults.downloads FORMAT` is such a server. It prints the folder of its download, and
reads slowly.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from data.access import person_at_machine
from data.tables import store
from pages.parts.downloads import order_placement
from pages.parts.downloads.download_process import DownloadProcess, own_folder
from pages.parts.downloads.reports import FORMATS
from pages.parts.downloads.transfers import Record, Transfer
from queries import Selection
from tests.chaos.kill_rounds import ROOT, Rounds, logs_of
from tests.chaos.store_states import failures_of

STORE = "undo"
MOST_SECONDS = 2.0
WORKER_SECONDS = 20


def kill_the_server(rounds: Rounds, chance: random.Random) -> list[str]:
    """Kill the server at a random moment of a download in a random format."""
    file_format = chance.choice([*FORMATS])
    with rounds.copy(STORE) as district:
        command = [sys.executable, "-m", "tests.chaos.faults.downloads", file_format]
        own = {**os.environ, "DISTRICT_TOML": str(district)}
        with subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            folder = Path(server.stdout.readline().strip())
            time.sleep(chance.uniform(0, MOST_SECONDS))
            os.kill(server.pid, signal.SIGKILL)
        uri = logs_of(district)
        until = time.monotonic() + WORKER_SECONDS
        while folder.exists() and time.monotonic() < until:
            with own_folder(store.workspace(uri)):
                time.sleep(0.1)
        left = [f"{folder.name} stayed"] if folder.exists() else []
        return [f"{file_format}: {finding}" for finding in [*left, *failures_of(uri)]]


def main(file_format: str) -> None:
    """Download all texts, slowly."""
    order = order_placement.place_order("sms_log", file_format, person_at_machine(), Selection())
    process = DownloadProcess(order, Record(None, Transfer(order.file_name, order.rows)))
    assert process.take_slot()
    process.start()
    print(process._folder, flush=True)
    while process.next_chunk():
        time.sleep(0.2)
    time.sleep(MOST_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
