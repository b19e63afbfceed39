"""The engines that all pages share: one for each address, of its newest data.

When newer data comes from another process, its engine is opened beside the one that pages read, in a thread
of its own. Pages go on with the older engine until the newer one is ready, so nobody waits for it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import NamedTuple, TypeAlias

from data import settings
from data.engine.duckdb import Database
from data.tables import marks, store

Mark: TypeAlias = tuple[str, int, tuple[int, ...]]  # see store.newest_mark
ADDRESSES = 2  # the logs and the sample


class Shared(NamedTuple):
    """An engine, the mark of its data, and the zone that its days are of."""

    mark: Mark
    zone: str
    engine: Database


_shared: dict[str, Shared] = {}
_opening: dict[str, threading.Lock] = defaultdict(threading.Lock)
_failed: set[str] = set()  # addresses that a thread couldn't open; a page tries again and says why


def database(uri: str, mark: Mark | None = None, *, waits: bool = True) -> Database:
    """Return the engine of the newest data at an address, opened once per version and shared.

    `mark` is that of the newest data if the caller has just looked it up. Without waiting, the engine can
    be of the version before until the newer one is ready; what this process has written is waited for.
    """
    mark, zone = _current(uri, mark), settings.load().timezone
    shared = _shared.get(uri)
    if shared and (shared.mark, shared.zone) == (mark, zone):
        return shared.engine
    if shared is None or waits or not _can_go_on(shared, uri, mark, zone):
        return _open(uri, mark, zone).engine
    _open_beside(uri, mark, zone)
    return shared.engine


def version(uri: str, mark: Mark | None = None) -> Mark:
    """Return the mark of the data that a page would read now, which is that of an engine that is ready.

    `mark` is that of the newest data if the caller has just looked it up.
    """
    mark, zone = _current(uri, mark), settings.load().timezone
    shared = _shared.get(uri)
    if shared is None or shared.mark == mark or not _can_go_on(shared, uri, mark, zone):
        return mark
    _open_beside(uri, mark, zone)
    return shared.mark


def _current(uri: str, mark: Mark | None) -> Mark:
    """Return the mark of the newest data, which is looked up again if it isn't that of the shared engine.

    Otherwise data that changed meanwhile would be opened twice, and the second engine has no kept answers.
    """
    shared = _shared.get(uri)
    return mark if mark and (shared is None or shared.mark == mark) else store.newest_mark(uri)


def open_newest(uri: str) -> None:
    """Open the newest data with all its tables before pages read it; a page shows what goes wrong."""
    _open_whole(uri, store.newest_mark(uri, is_exact=True), settings.load().timezone)


def _can_go_on(shared: Shared, uri: str, mark: Mark, zone: str) -> bool:
    """Return whether pages can go on with an older engine: it is of the same store, a little older."""
    is_older = shared.mark[0] == mark[0] and shared.mark[1] >= 1 and shared.zone == zone
    return is_older and not marks.has_own_write(uri) and uri not in _failed


def _open(uri: str, mark: Mark, zone: str) -> Shared:
    """Open the newest data; one thread does, and others wait for it. Raises Problem."""
    with _opening[uri]:
        shared, mark = _shared.get(uri), _current(uri, mark)
        if shared and (shared.mark, shared.zone) == (mark, zone):
            return shared
        marks.forget_own_write(uri)
        return _keep(uri, _newest(uri, mark, zone), zone)


def _open_beside(uri: str, mark: Mark, zone: str) -> None:
    """Begin to open the newest data with the tables that the older engine has, unless a thread does."""
    if not _opening[uri].locked():
        threading.Thread(target=_open_whole, args=(uri, mark, zone), daemon=True).start()


def _open_whole(uri: str, mark: Mark, zone: str) -> None:
    with _opening[uri]:
        try:
            older, mark = _shared.get(uri), _current(uri, mark)
            if older and (older.mark, older.zone) == (mark, zone):
                return
            engine = _newest(uri, mark, zone)
            engine.open_tables(older.engine if older else None)
            _keep(uri, engine, zone)
        except Exception:  # noqa: BLE001 - the next page opens it again, and shows what happens
            _failed.add(uri)


def _newest(uri: str, mark: Mark, zone: str) -> Database:
    """Return an engine of the newest data, which may be newer than the mark that was looked up."""
    engine = Database(store.newest(uri), zone)
    if engine.snapshot.mark != mark:
        store.newest_mark(uri, is_exact=True)  # otherwise it would be opened again and again
    return engine


def _keep(uri: str, engine: Database, zone: str) -> Shared:
    """Share an engine from now on; the one before lives while someone reads it."""
    shared = Shared(engine.snapshot.mark, zone, engine)
    _failed.discard(uri)
    _shared.pop(uri, None)
    _shared[uri] = shared
    while len(_shared) > ADDRESSES:
        _shared.pop(next(iter(_shared)), None)
    return shared
