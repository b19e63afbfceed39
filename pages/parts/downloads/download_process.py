"""The server's side of a download: the child process that makes it, the bytes made so far, and its end."""

from __future__ import annotations

import json
import logging
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import IO

from filelock import FileLock

from data.errors import Problem
from data.jobs.child_process import ChildError, ChildProcess, Message
from data.tables import leftovers, store
from data.words.catalog import _
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.transfers import Record

MAX_RUNNING = 2  # downloads made at once: more would take the pages' cores and memory
MAX_UNDER_WAY = 32  # downloads that wait, are made, or are sent from the disk to a slow browser
CHUNK_BYTES = 1 << 20
LOG = logging.getLogger(__name__)
_slots = threading.BoundedSemaphore(MAX_RUNNING)
_places = threading.BoundedSemaphore(MAX_UNDER_WAY)


class DownloadProcess:
    """One download while it is made; its caller must end it."""

    def __init__(self, order: Order, record: Record) -> None:
        """Take the order, and the record that is kept up to date.

        Raises Problem if too many downloads are under way.
        """
        if not _places.acquire(blocking=False):
            raise Problem(
                _("Too many downloads are under way."), next_step=_("Try again in a few minutes.")
            )
        self._order, self._record = order, record
        self._cleanup = ExitStack()
        self._cleanup.callback(_places.release)
        self._has_slot = self._is_complete = False
        self._slot_lock = threading.Lock()
        self._messages: SimpleQueue[Message | Exception | None] = SimpleQueue()
        self._piece: Message = {}
        self._file: IO[bytes] | None = None

    def take_slot(self) -> bool:
        """Return whether this download may start, because few enough others are running."""
        if not self._has_slot and _slots.acquire(blocking=False):
            self._has_slot = True
            self._cleanup.callback(self._free_slot)
        return self._has_slot

    def start(self) -> None:
        """Start the child process and wait for its first piece. Raises its Problem or ChildError."""
        self._folder = self._cleanup.enter_context(own_folder(store.workspace(self._order.snapshot.uri)))
        self._record.update("making")
        order = f"{json.dumps(str(self._folder))}\n{self._order.as_line()}\n"
        self._child = ChildProcess("pages.parts.downloads.worker", order, outlives_server=False)
        self._cleanup.callback(self._stop_child)
        threading.Thread(target=self._listen, daemon=True).start()
        self._wait_for_piece()

    def next_chunk(self) -> bytes:
        """Return the next bytes of the file as soon as they are made; none at its end.

        Raises the Problem or ChildError of the child process.
        """
        while not self._is_complete:
            file = self._file = self._file or (self._folder / self._piece["file"]).open("rb")
            if content := file.read(min(CHUNK_BYTES, self._piece["ready"] - file.tell())):
                self._record.update("sending", rows=self._piece["rows"], sent_bytes=len(content))
                return content
            if self._piece["is_whole"]:
                self._drop_file()
            self._wait_for_piece()
        self._record.update("done")
        return b""

    def end(self, *, has_failed: bool = False) -> None:
        """Stop the child process if it runs, and clear up; a download that isn't done counts as stopped."""
        self._record.update("failed" if has_failed else "stopped")
        self._cleanup.close()
        end = self._record.now
        LOG.info(
            "Download of %s as %s %s: %s of %s rows, %s bytes",
            self._order.question,
            self._order.file_format,
            end.state,
            end.rows,
            end.all_rows,
            end.bytes,
        )

    def _listen(self) -> None:
        """Take the child's messages as they come; when the file is made, another download may start.

        The browser may be slow, or not read at all: it then holds its own file, and nobody else up.
        """
        message: Message | Exception | None = {}
        while isinstance(message, dict) and "end" not in message:
            try:
                message = self._child.next_message()
            except (Problem, ChildError, OSError, ValueError) as error:  # or the child was stopped
                message = error
            self._messages.put(message)
        self._free_slot()

    def _free_slot(self) -> None:
        with self._slot_lock:
            if self._has_slot:
                self._has_slot = False
                _slots.release()

    def _wait_for_piece(self) -> None:
        """Wait for the child's next message: a piece or the end of the file."""
        message = self._messages.get()
        if isinstance(message, Exception):
            raise message
        if message is None:
            raise ChildError("an end without a message")
        self._is_complete = "end" in message
        self._piece = message

    def _drop_file(self) -> None:
        assert self._file
        self._file.close()
        self._file = None
        (self._folder / self._piece["file"]).unlink()

    def _stop_child(self) -> None:
        self._child.kill()
        if self._file:
            self._file.close()


@contextmanager
def own_folder(workspace: Path) -> Iterator[Path]:
    """Yield a new folder for one download, then remove it; also remove those that a killed server left."""
    leftovers.clear_downloads(workspace)
    folder = workspace / f"download-{uuid.uuid4().hex}"
    with FileLock(f"{folder}.lock") as lock:
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            Path(lock.lock_file).unlink(missing_ok=True)
