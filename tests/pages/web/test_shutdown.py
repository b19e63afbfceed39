"""A signal to stop ends the server's process in time, whatever it waits for."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
WAITING = """
import signal, time
from pages.parts.web import shutdown
signal.signal(signal.SIGTERM, lambda number, frame: print("asked", flush=True))
shutdown.SECONDS = 0.2
shutdown.stop_in_time()
print("ready", flush=True)
while True:
    time.sleep(1)
"""


def test_a_process_that_waits_for_something_else_ends_in_time_after_its_own_handler_ran() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "asked\n"
        assert process.wait(20) == 0
