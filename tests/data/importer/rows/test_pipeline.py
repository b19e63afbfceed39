"""Rows are prepared in a thread while those before them are written."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from data.importer.rows.pipeline import AHEAD, ahead

SOME = 50


def test_every_piece_comes_once_and_in_order() -> None:
    pieces: list[int] = []
    reader = threading.Thread(target=lambda: pieces.extend(ahead(range(SOME))), daemon=True)
    reader.start()
    reader.join(20)  # a reader that waits for a piece that never comes would wait forever
    assert pieces == list(range(SOME))


def test_error_in_making_a_piece_is_raised_where_it_is_read() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        message = "no more rows"
        raise LookupError(message)

    taken = ahead(pieces())
    assert next(taken) == 1
    with pytest.raises(LookupError, match="no more rows"):
        next(taken)


def test_reader_that_stops_early_stops_the_producer() -> None:
    made = []

    def pieces() -> Iterator[int]:
        for piece in range(SOME):
            made.append(piece)
            yield piece

    taken = ahead(pieces())
    next(taken)
    taken.close()  # type: ignore[attr-defined]
    assert len(made) <= AHEAD + 3
    assert "rows-ahead" not in {thread.name for thread in threading.enumerate()}
