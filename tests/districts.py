"""Districts in folders of their own: their settings, and the logs that they share with a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ZONE = "America/Chicago"


def write_settings(folder: Path) -> Path:
    """Write the settings of a district whose logs lie in the folder. Return their file."""
    file = folder / "district.toml"
    file.write_text(f'timezone = "{ZONE}"\nlogs = "logs"\n', encoding="utf-8")
    return file


@contextmanager
def district_in(folder: Path) -> Iterator[Path]:
    """Work for a district in the folder, as a fixture of several tests does. Yield where its logs lie."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_TOML", str(write_settings(folder)))
        patch.setenv("XDG_DATA_HOME", str(folder / "own"))
        yield folder / "logs"
