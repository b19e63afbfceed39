"""Run a command that file permissions hold for, even if root runs it.

`python -m tests.chaos.without_root_rights COMMAND …`; root can otherwise write everywhere.
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_CAPBSET_DROP = 24  # prctl(2); what is dropped is gone after the next execve (capabilities(7))
OVERRIDES = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def main(*command: str) -> None:
    """Replace this process with the command."""
    if os.geteuid() == 0:
        system = ctypes.CDLL(None, use_errno=True)
        for capability in OVERRIDES:
            if system.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "root can't give up its rights here")
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(*sys.argv[1:])
