"""What the tests over Spark share: one server for all, and a district that asks it.

`make test-spark` runs them. `make test` doesn't: it neither installs Spark nor starts a server.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import settings

collect_ignore_glob = [] if os.environ.get("WITH_SPARK") else ["test_*.py"]


def pytest_configure(config: pytest.Config) -> None:
    """Let pass what Spark's client warns of, as data/engine/spark/session.py does."""
    for warning in ("PySpark does not yet fully support pandas", r".RETRIES_EXCEEDED."):
        config.addinivalue_line("filterwarnings", f"ignore:{warning}")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a running server: that of $SPARK_SERVER, or one of the tests alone."""
    if running := os.environ.get("SPARK_SERVER"):
        yield running
        return
    from tests.spark.server import spark_server

    with spark_server() as own:
        yield own.address


@pytest.fixture
def on_spark(district: Path, server: str) -> str:
    """Let the test's district ask that server."""
    ask(district, server)
    return server


def ask(district: Path, address: str) -> None:
    """Let a district ask the engine at an address from now on."""
    lines = [line for line in district.read_text("utf-8").splitlines() if not line.startswith("engine")]
    district.write_text("\n".join([*lines, f'engine = "{address}"', ""]), encoding="utf-8")
    settings._read.cache_clear()
