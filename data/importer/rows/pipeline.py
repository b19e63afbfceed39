"""Two steps of an import at the same time: a thread prepares rows while those before them are written."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

AHEAD = 4  # pieces that may wait, which limits the memory if writing is slower

Piece = TypeVar("Piece")


def ahead(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the same pieces, made in a thread of their own a few ahead of the caller.

    An error in making a piece is raised where that piece would have been yielded. A caller that stops early
    stops the thread too.
    """
    waiting: queue.Queue[Piece | BaseException | None] = queue.Queue(AHEAD)
    stopped = threading.Event()

    def put(piece: Piece | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                return waiting.put(piece, timeout=0.2)
            except queue.Full:
                continue
        return None

    def make() -> None:
        try:
            for piece in pieces:
                put(piece)
                if stopped.is_set():
                    return
            put(None)
        except BaseException as error:  # noqa: BLE001 - raised again where the pieces are yielded
            put(error)

    maker = threading.Thread(target=make, name="rows-ahead", daemon=True)
    maker.start()
    try:
        while (piece := waiting.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        stopped.set()
        maker.join()
