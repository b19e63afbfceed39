"""The server's side of a download: the process that makes it, the bytes that it has made, and their end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from filelock import FileLock, Timeout

from data.errors import Problem
from data.tables import store
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.transfers import Record

ROOT = Path(__file__).parents[3]
AT_ONCE = 2  # downloads in the making: more would take the pages' cores and memory
PIECE_BYTES = 1 << 20
LOWER = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # of Windows; elsewhere the maker sees to it
_free = threading.BoundedSemaphore(AT_ONCE)


class BrokenOff(Exception):
    """The maker met a fault, of which only kind and place are told."""


class Making:
    """One download in the making; whoever has begun it ends it."""

    def __init__(self, order: Order, record: Record) -> None:
        """Take the order, and the record in which to tell how it goes."""
        self._order, self._record = order, record
        self._to_end = ExitStack()
        self._has_place = self._is_made = False
        self._piece: dict[str, Any] = {}
        self._file: IO[bytes] | None = None

    def has_place(self) -> bool:
        """Whether it may begin, since few enough others are being made."""
        if not self._has_place and _free.acquire(blocking=False):
            self._has_place = True
            self._to_end.callback(_free.release)
        return self._has_place

    def begin(self) -> None:
        """Start the maker and wait for its first piece. Raises Problem or BrokenOff, as it tells them."""
        self._folder = self._to_end.enter_context(
            own_folder(store.workspace(self._order.snapshot.uri)),
        )
        self._record.tell("making")
        self._maker = subprocess.Popen(
            [sys.executable, "-m", "pages.parts.downloads.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it could quote a cell
            encoding="utf-8",
            creationflags=LOWER,
        )
        self._to_end.callback(self._stop_maker)
        self._tell_maker(f"{json.dumps(str(self._folder))}\n{self._order.line()}\n")
        self._hear()

    def next_piece(self) -> bytes:
        """The next bytes of the file, as soon as they are made; none at its end.

        Raises Problem or BrokenOff, as the maker tells them.
        """
        while not self._is_made:
            file = self._file = self._file or (self._folder / self._piece["file"]).open("rb")
            if content := file.read(min(PIECE_BYTES, self._piece["ready"] - file.tell())):
                self._record.tell("sending", rows=self._piece["rows"], sent=len(content))
                return content
            if self._piece["is_whole"]:
                self._drop_file()
                self._tell_maker("\n")
            self._hear()
        self._record.tell("done")
        return b""

    def end(self, *, is_fault: bool = False) -> None:
        """Stop the maker if it still works, and clear up; what was not done counts as stopped."""
        self._record.tell("failed" if is_fault else "stopped")
        self._to_end.close()

    def _hear(self) -> None:
        """Take the maker's next word: a piece, the end, or what went wrong."""
        assert self._maker.stdout
        line = self._maker.stdout.readline()
        said: dict[str, Any] = json.loads(line) if line else {"fault": "an end without a word"}
        if "problem" in said:
            what, where, next_step = said["problem"]
            raise Problem(what, where=where, next_step=next_step)
        if "fault" in said:
            raise BrokenOff(said["fault"])
        self._is_made = "end" in said
        self._piece = said

    def _tell_maker(self, words: str) -> None:
        assert self._maker.stdin
        with suppress(OSError, ValueError):  # what became of it is heard at the next word
            self._maker.stdin.write(words)
            self._maker.stdin.flush()

    def _drop_file(self) -> None:
        assert self._file
        self._file.close()
        self._file = None
        (self._folder / self._piece["file"]).unlink()

    def _stop_maker(self) -> None:
        self._maker.kill()
        self._maker.wait()
        for end in (self._maker.stdin, self._maker.stdout):
            assert end
            with suppress(OSError, ValueError):
                end.close()
        if self._file:
            self._file.close()


@contextmanager
def own_folder(work: Path) -> Iterator[Path]:
    """A folder for one download, gone afterwards; those that a killed server has left are cleared away."""
    for left in work.glob("download-*.lock"):
        with suppress(Timeout), FileLock(left, timeout=0):
            shutil.rmtree(left.with_suffix(""), ignore_errors=True)
            left.unlink(missing_ok=True)
    folder = work / f"download-{uuid.uuid4().hex}"
    with FileLock(f"{folder}.lock") as lock:
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            Path(lock.lock_file).unlink(missing_ok=True)
