"""The downloads of this process: how far each is, so that the page from which it was asked can tell.

A download is known by a token that the page made up. Only the newest are remembered.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

State = Literal["waiting", "making", "sending", "done", "stopped", "failed"]
REMEMBERED = 200


@dataclass(frozen=True)
class Transfer:
    """How far one download is: rows made of all rows, bytes sent, and when it ended."""

    name: str
    of_rows: int
    noun: str
    state: State = "waiting"
    rows: int = 0
    bytes: int = 0
    ended_at: datetime | None = None

    def has_ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.ended_at is not None


class Record:
    """The one writer of what is known of a download."""

    def __init__(self, token: str | None, transfer: Transfer) -> None:
        """Begin to tell of a download, in the place of an older one with the same token."""
        self.now = transfer
        if not token:
            return
        with _changing:
            _known.pop(token, None)
            _known[token] = self
            while len(_known) > REMEMBERED:
                _known.popitem(last=False)

    def tell(self, state: State, *, rows: int | None = None, sent: int = 0) -> None:
        """Note the state, the rows made so far, and so many bytes more."""
        with _changing:
            if self.now.has_ended():
                return
            ended_at = datetime.now(UTC) if state in ("done", "stopped", "failed") else None
            made = self.now.rows if rows is None else rows
            self.now = replace(
                self.now, state=state, rows=made, bytes=self.now.bytes + sent, ended_at=ended_at
            )


_known: OrderedDict[str, Record] = OrderedDict()
_changing = threading.Lock()


def new_token() -> str:
    """A token by which a page knows the downloads that it has asked for; nobody can guess it."""
    return secrets.token_urlsafe(12)


def of(token: str) -> Transfer | None:
    """The newest download that was asked for under a token."""
    with _changing:
        record = _known.get(token)
        return record.now if record else None
