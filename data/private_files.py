"""Which accounts of this machine may read what the dashboard writes: only its own."""

from __future__ import annotations

import os

OTHERS = 0o077  # the rights of the group and of everybody else


def restrict() -> None:
    """Let only this account read the files that this process and its children write from now on.

    Every entry point calls this first: logs, spilled rows and rejected rows have names and numbers in them.
    """
    os.umask(OTHERS)
