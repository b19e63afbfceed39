"""One object store for all tests here, and a district whose logs lie in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.object_server import ObjectServer, lay_logs_at, started


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    """Return the object store that tests share, each of which has a folder of its own in it."""
    with started(tmp_path_factory.mktemp("objects")) as server:
        yield server


@pytest.fixture
def remote(server: ObjectServer, district: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of the district's logs in the object store, where nothing is yet."""
    return lay_logs_at(server.port, district, monkeypatch)
