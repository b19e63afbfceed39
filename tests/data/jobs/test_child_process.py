"""Processes of our own load nothing that they don't use."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from data.jobs import child_process

ROOT = Path(__file__).parents[3]
STARTED_OFTEN = (
    "data/__main__.py",
    "data/jobs/worker.py",
    "pages/parts/downloads/worker.py",
    "queries/__main__.py",
)


def test_pandas_does_not_load_in_a_process_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    for name in [name for name in sys.modules if name.partition(".")[0] == "pandas"]:
        monkeypatch.delitem(sys.modules, name)
    child_process.without_pandas()
    with pytest.raises(ModuleNotFoundError, match="pandas"):
        importlib.import_module("pandas")
    assert importlib.util.find_spec("pyarrow.csv")


@pytest.mark.parametrize("file", STARTED_OFTEN)
def test_every_process_that_starts_often_does_without_pandas(file: str) -> None:
    _module, _if, start = (ROOT / file).read_text(encoding="utf-8").partition('if __name__ == "__main__":')
    assert "child_process.without_pandas()" in start
