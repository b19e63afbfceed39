"""The child process that imports one uploaded file; import_process.py starts it.

In a process of its own, an import slows no page, and its memory goes back to the system. It reads one
order, sends a message for each step, and ends with an outcome, a Problem or an error.

It goes on when its server has ended: a person has confirmed this file. It is stored as a whole or not at
all, and the list of imports shows it to everybody.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict

from data.importer import ImportOrder, import_file
from data.jobs import child_process
from data.jobs.child_process import Message, write_message


def main() -> None:
    """Import the ordered file, remove its folder, and send how it ended."""
    order = ImportOrder.from_line(sys.stdin.readline())
    child_process.lower_priority(child_process.IMPORT_NICENESS)
    message = child_process.last_message(lambda: _import(order))
    shutil.rmtree(order.path.parent, ignore_errors=True)  # also here: there may be no server left to do it
    write_message(message)


def _import(order: ImportOrder) -> Message:
    outcome = import_file(order, progress=lambda step, share: write_message({"step": step, "share": share}))
    return {"outcome": asdict(outcome)}


if __name__ == "__main__":
    child_process.without_pandas()
    main()
