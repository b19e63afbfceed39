"""The engines that all pages share: one for each address, of its newest data.

When newer data comes from another process, its engine is opened beside the one that pages read, in a thread
of its own. Pages go on with the older engine until the newer one is ready, so nobody waits for it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import NamedTuple, TypeAlias

from data import settings
from data.engine.contract import Engine
from data.engine.spark.choice import opened
from data.tables import marks, store

Mark: TypeAlias = tuple[str, int, tuple[int, ...]]  # see store.newest_mark
Kind: TypeAlias = tuple[str, str]  # the zone of its days, and the setting `engine`
ADDRESSES = 2  # the logs and the sample


class Shared(NamedTuple):
    """An engine, the mark of its data, and the settings that it depends on (see _kind)."""

    mark: Mark
    kind: Kind
    engine: Engine


_shared: dict[str, Shared] = {}
_opening: dict[str, threading.Lock] = defaultdict(threading.Lock)
_failed: set[str] = set()  # addresses that a thread couldn't open; a page tries again and says why


def database(uri: str, mark: Mark | None = None, *, waits: bool = True) -> Engine:
    """Return the engine of the newest data at an address, opened once per version and shared.

    `mark` is that of the newest data if the caller has just looked it up. Without waiting, the engine can
    be of the version before until the newer one is ready; what this process has written is waited for.
    """
    mark, kind = _current(uri, mark), _kind()
    shared = _shared.get(uri)
    if shared and (shared.mark, shared.kind) == (mark, kind):
        return shared.engine
    if shared is None or waits or not _can_go_on(shared, uri, mark, kind):
        return _open(uri, mark, kind).engine
    _open_beside(uri, mark, kind)
    return shared.engine


def version(uri: str, mark: Mark | None = None) -> Mark:
    """Return the mark of the data that a page would read now, which is that of an engine that is ready.

    `mark` is that of the newest data if the caller has just looked it up.
    """
    mark, kind = _current(uri, mark), _kind()
    shared = _shared.get(uri)
    if shared is None or shared.mark == mark or not _can_go_on(shared, uri, mark, kind):
        return mark
    _open_beside(uri, mark, kind)
    return shared.mark


def _current(uri: str, mark: Mark | None) -> Mark:
    """Return the mark of the newest data, which is looked up again if it isn't that of the shared engine.

    Otherwise data that changed meanwhile would be opened twice, and the second engine has no kept answers.
    """
    shared = _shared.get(uri)
    return mark if mark and (shared is None or shared.mark == mark) else store.newest_mark(uri)


def open_newest(uri: str) -> None:
    """Open the newest data with all its tables before pages read it; a page shows what goes wrong."""
    _open_whole(uri, store.newest_mark(uri, is_exact=True), _kind())


def _can_go_on(shared: Shared, uri: str, mark: Mark, kind: Kind) -> bool:
    """Return whether pages can go on with an older engine: it is of the same store, a little older."""
    is_older = shared.mark[0] == mark[0] and shared.mark[1] >= 1 and shared.kind == kind
    return is_older and not marks.has_own_write(uri) and uri not in _failed


def _open(uri: str, mark: Mark, kind: Kind) -> Shared:
    """Open the newest data; one thread does, and others wait for it. Raises Problem."""
    with _opening[uri]:
        shared, mark = _shared.get(uri), _current(uri, mark)
        if shared and (shared.mark, shared.kind) == (mark, kind):
            return shared
        marks.forget_own_write(uri)
        return _keep(uri, _newest(uri, mark, kind), kind)


def _open_beside(uri: str, mark: Mark, kind: Kind) -> None:
    """Begin to open the newest data with the tables that the older engine has, unless a thread does."""
    if not _opening[uri].locked():
        threading.Thread(target=_open_whole, args=(uri, mark, kind), daemon=True).start()


def _open_whole(uri: str, mark: Mark, kind: Kind) -> None:
    with _opening[uri]:
        try:
            older, mark = _shared.get(uri), _current(uri, mark)
            if older and (older.mark, older.kind) == (mark, kind):
                return
            engine = _newest(uri, mark, kind)
            engine.open_tables(older.engine if older else None)
            _keep(uri, engine, kind)
        except Exception:  # noqa: BLE001 - the next page opens it again, and shows what happens
            _failed.add(uri)


def _kind() -> Kind:
    district = settings.load()
    return district.timezone, district.engine


def _newest(uri: str, mark: Mark, kind: Kind) -> Engine:
    """Return an engine of the newest data, which may be newer than the mark that was looked up."""
    engine = opened(store.newest(uri), kind[0])
    if engine.snapshot.mark != mark:
        store.newest_mark(uri, is_exact=True)  # otherwise it would be opened again and again
    return engine


def _keep(uri: str, engine: Engine, kind: Kind) -> Shared:
    """Share an engine from now on; the one before lives while someone reads it."""
    shared = Shared(engine.snapshot.mark, kind, engine)
    _failed.discard(uri)
    _shared.pop(uri, None)
    _shared[uri] = shared
    while len(_shared) > ADDRESSES:
        _shared.pop(next(iter(_shared)), None)
    return shared
