"""The server stops in time, also while a browser that reads nothing holds a download open.

Uvicorn waits without end for connections whose last bytes nobody takes, and Streamlit doesn't set the limit
that Uvicorn has for that.
"""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)
SECONDS = 15  # for answers that are being sent


def stop_in_time() -> None:
    """Let a signal to stop also start a clock, at whose end the process ends.

    Call this in the main thread, once the server has its own handlers. Imports go on: they run in processes
    of their own. A download's process ends by itself once its server is gone (see downloads/worker.py).
    """
    if threading.current_thread() is not threading.main_thread():
        return  # only the main thread may set handlers
    for number in SIGNALS:
        before = signal.getsignal(number)

        def stop(received: int, frame: FrameType | None, before: object = before) -> None:
            clock = threading.Timer(SECONDS, os._exit, args=[0])
            clock.daemon = True
            clock.start()
            if callable(before):
                before(received, frame)

        signal.signal(number, stop)
