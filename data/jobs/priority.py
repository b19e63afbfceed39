"""How work that nobody watches gives way to the pages."""

from __future__ import annotations

import os
import subprocess

NICE = 10  # below a download (5): somebody waits for that one
# Of Windows, where whoever starts a process sees to it; elsewhere the process does itself.
LOWER = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


def give_way() -> None:
    """Lower the priority of this process with all its threads to come; on Windows nothing happens."""
    if hasattr(os, "nice"):
        os.nice(NICE)
