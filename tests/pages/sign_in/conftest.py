"""The district of these tests: its people sign in, and an access file says who they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.signing_in import secrets_in, write_access


@pytest.fixture
def signing_in(filled: Path, tmp_path: Path) -> Iterator[Path]:
    """Let the people of a district that has a log sign in. Return the folder of its settings."""
    before = filled.read_text(encoding="utf-8")
    write_access(filled.parent)
    with secrets_in(tmp_path):
        yield filled.parent
    filled.write_text(before, encoding="utf-8")
