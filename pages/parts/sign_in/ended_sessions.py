"""The sessions that people ended by signing out: a copy of their cookie is refused, also after a restart.

The file `ended-sessions.json` in the user's own data folder holds a hash of each, which says nothing of the
person, and until when to keep it: as long as Streamlit would accept the cookie.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from data import settings
from data.errors import Problem
from data.words.catalog import _
from pages.parts.frame import errors
from pages.parts.sign_in.streamlit_auth import COOKIE_SECONDS, Claims

KEPT_SECONDS = COOKIE_SECONDS + 2 * 86_400  # Streamlit accepts a cookie for a day longer than it says
LOCK_SECONDS = 10
IDENTIFYING = ("iss", "aud", "sub", "iat", "nonce", "jti", "sid", "at_hash")  # of a session, where sent


class _Read(NamedTuple):
    """What a file held when it had a size, an inode and a time of change."""

    state: tuple[str, int, int, int]
    ended: dict[str, float]


_LOCK = threading.Lock()
_ended_here: dict[str, float] = {}  # also those that couldn't be written
_last_read: _Read | None = None


def file() -> Path:
    """Return the file of ended sessions."""
    return settings.own_folder() / "ended-sessions.json"


def key(claims: Claims) -> str:
    """Return the hash by which a session is known: two sign-ins of one person are two sessions."""
    text = json.dumps([claims.get(name) for name in IDENTIFYING], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def is_ended(claims: Claims) -> bool:
    """Return whether the person has signed out of a session.

    Raises Problem if the file is there but can't be read: then nobody can prove to be signed in.
    """
    session = key(claims)
    return session in _ended_here or session in _ended()


def end(claims: Claims) -> bool:
    """End a session, for every server of this account. Return whether it hadn't been ended before."""
    session, until = key(claims), time.time() + KEPT_SECONDS
    was_open = session not in _ended_here and not _is_known(session)
    _ended_here[session] = until
    try:
        _write(session, until)
    except (OSError, Timeout) as error:  # its text has a path
        errors.LOG.error("The end of a session couldn't be written: %s", type(error).__name__)
    return was_open


def _is_known(session: str) -> bool:
    try:
        return session in _ended()
    except Problem:
        return False


def _ended() -> dict[str, float]:
    """Return the ended sessions of the file, which is read again when it has changed."""
    global _last_read  # noqa: PLW0603 - what was read last is of this process
    current = file()
    try:
        stat = current.stat()
        state = (str(current), stat.st_mtime_ns, stat.st_size, stat.st_ino)
        last = _last_read
        if last is None or last.state != state:
            _last_read = last = _Read(state, _parsed(current))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise Problem(
            _("The list of ended sessions can't be read, so nobody can be signed in."),
            where=str(current),
            next_step=_("Check the permissions of this file, or delete it after changing “cookie_secret”."),
        ) from None
    return last.ended


def _parsed(current: Path) -> dict[str, float]:
    values = json.loads(current.read_bytes())
    if not isinstance(values, dict):
        raise ValueError("not a list of sessions")  # noqa: TRY004 - as for any other content
    return {str(session): float(until) for session, until in values.items()}


def _write(session: str, until: float) -> None:
    current = file()
    current.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _LOCK, FileLock(current.with_suffix(".lock"), timeout=LOCK_SECONDS):
        try:
            before = _parsed(current)
        except (FileNotFoundError, ValueError):
            before = {}
        now = time.time()
        kept = {**{one: end for one, end in before.items() if end > now}, **_ended_here, session: until}
        new = current.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            json.dump(kept, opened)
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(current)
