"""The transfers of this process: how far each download is, so that the page it was started on can show it.

A page knows its transfer by a token that it made up. Only the newest transfers are kept.
"""

from __future__ import annotations

import secrets
import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

State = Literal["waiting", "making", "sending", "done", "stopped", "failed"]
ENDS: tuple[State, ...] = ("done", "stopped", "failed")
MAX_KEPT = 200


@dataclass(frozen=True)
class Transfer:
    """The progress of a download: rows made of all rows, bytes sent, and when it ended, in UTC."""

    file_name: str
    all_rows: int
    state: State = "waiting"
    rows: int = 0
    bytes: int = 0
    ended_at: datetime | None = None

    def has_ended(self) -> bool:
        """Return whether nothing more will happen to it."""
        return self.ended_at is not None


class Record:
    """The one place where a transfer is updated."""

    def __init__(self, token: str | None, transfer: Transfer) -> None:
        """Keep a transfer under a token, in place of an older one; without a token, only here."""
        self.now = transfer
        if not token:
            return
        with _lock:
            _records.pop(token, None)
            _records[token] = self
            while len(_records) > MAX_KEPT:
                _records.popitem(last=False)

    def update(self, state: State, *, rows: int | None = None, sent_bytes: int = 0) -> None:
        """Set the state and the rows made so far, and add bytes sent; an end is final."""
        with _lock:
            if self.now.has_ended():
                return
            has_ended = state in ENDS
            self.now = replace(
                self.now,
                state=state,
                rows=self.now.rows if rows is None else rows,
                bytes=self.now.bytes + sent_bytes,
                ended_at=datetime.now(UTC) if has_ended else None,
            )
            if has_ended:
                _running.discard(self)
                _ended[state] += 1
            else:
                _running.add(self)


_records: OrderedDict[str, Record] = OrderedDict()
_running: set[Record] = set()
_ended: Counter[State] = Counter()
_lock = threading.Lock()


def new_token() -> str:
    """Return a token for one visitor's downloads that can't be guessed."""
    return secrets.token_urlsafe(12)


def newest(token: str) -> Transfer | None:
    """Return the newest transfer of a token; None if there is none."""
    with _lock:
        record = _records.get(token)
        return record.now if record else None


def running() -> int:
    """Return how many downloads are being made or sent."""
    with _lock:
        return len(_running)


def ended() -> Mapping[State, int]:
    """Return how many downloads have ended since this process started, by how."""
    with _lock:
        return {state: _ended[state] for state in ENDS}
