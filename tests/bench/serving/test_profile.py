"""Samples of a server say which part of the code a thread is in."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from tests.bench.serving.sampled import sitecustomize


def _frame(*files: str) -> FrameType:
    """Return the innermost frame of code in these files, each of which calls the next."""
    names: dict[str, Any] = {"call": sys._getframe}
    for file in reversed(files):
        scope: dict[str, Any] = {"inner": names["call"]}
        exec(compile("def call(): return inner()", file, "exec"), scope)  # noqa: S102
        names["call"] = scope["call"]
    frame: FrameType = names["call"]()
    return frame


ROOT, LIBRARY = sitecustomize.ROOT, "/any/site-packages"
RUN, PAGE = f"{LIBRARY}/streamlit/runtime/run.py", f"{ROOT}/pages/sms_log.py"
QUESTION, THREADING = f"{ROOT}/queries/__init__.py", "/any/threading.py"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ((RUN, PAGE), "pages and parts"),
        ((PAGE, f"{LIBRARY}/streamlit/elements/html.py"), "Streamlit: elements"),
        ((PAGE, "/any/json.py"), "pages and parts"),
        ((PAGE, QUESTION, THREADING), "questions, and their answers from DuckDB"),
        ((RUN, THREADING), ""),
    ],
)
def test_a_sample_is_the_innermost_part_and_nothing_while_a_thread_waits(
    files: tuple[str, ...], expected: str
) -> None:
    assert sitecustomize.part(_frame(*files)) == expected
