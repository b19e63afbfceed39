"""Say again and again what the threads of a server do: Python imports this file when the process starts.

Each line has a time and what a thread did: the innermost part of the code that is one of ours or of these
libraries. Only the threads that run pages and the one that talks to browsers are looked at: others wait for
them, or they wait for others.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from types import FrameType

EVERY_SECONDS = 0.004
MAIN, PAGES = "MainThread", "ScriptRunner"  # names of threads
TARGET = os.environ.get("SMS_REPORTS_SAMPLES")
ROOT = str(Path(__file__).parents[4])
OWN = {
    f"{ROOT}/queries/": "questions, and their answers from DuckDB",
    f"{ROOT}/data/engine/": "questions, and their answers from DuckDB",
    f"{ROOT}/data/": "the newest data, settings and words",
    f"{ROOT}/pages/": "pages and parts",
}
LIBRARIES = {
    "/site-packages/plotly/": "Plotly",
    "/site-packages/streamlit/elements/": "Streamlit: elements",
    "/site-packages/streamlit/": "Streamlit: runs, widgets and state",
}
BROWSERS = "messages from and to browsers"
WAITING = ("threading.py", "selectors.py", "queue.py")


def part(frame: FrameType | None, *, talks_to_browsers: bool = False) -> str:
    """Return what a thread does; "" if it waits for the next request."""
    names = []
    while frame:
        names.append(frame.f_code.co_filename)
        frame = frame.f_back
    if names[0].endswith(WAITING) and not any(name.startswith(tuple(OWN)) for name in names):
        return ""
    if talks_to_browsers:
        return BROWSERS
    return next(filter(None, map(_of_file, names)), "")


def _of_file(name: str) -> str:
    own = (what for place, what in OWN.items() if name.startswith(place))
    return next(own, "") or next((what for place, what in LIBRARIES.items() if place in name), "")


def _sample(target: Path) -> None:
    with target.open("a", encoding="utf-8") as file:
        while True:
            time.sleep(EVERY_SECONDS)
            names = {thread.ident: thread.name for thread in threading.enumerate()}
            for ident, frame in sys._current_frames().items():
                is_main = names.get(ident) == MAIN
                if is_main or names.get(ident, "").startswith(PAGES):
                    own = part(frame, talks_to_browsers=is_main)
                    file.write(f"{time.time():.3f} {own}\n" if own else "")
            file.flush()


if TARGET:
    threading.Thread(target=_sample, args=[Path(TARGET)], daemon=True).start()
