"""Which engine answers: the one of the settings, and what is said if it can't."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import queries
from data import engine, sample, settings
from data.access import Viewer
from data.errors import Problem


def _ask_spark(district: Path) -> None:
    text = district.read_text(encoding="utf-8")
    district.write_text(f'{text}engine = "sc://spark.example:15002"\n', encoding="utf-8")
    settings._read.cache_clear()


def test_without_its_libraries_spark_says_where_they_are_named(
    district: Path, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ask_spark(district)
    monkeypatch.setitem(sys.modules, "pyspark", None)  # what Python does where it isn't installed
    with pytest.raises(Problem, match="aren't installed") as error:
        queries.run("messages", viewer)
    assert Path(error.value.where).is_file()


def test_the_sample_is_always_duckdbs(district: Path) -> None:
    uri = sample.store_uri()
    _ask_spark(district)
    assert isinstance(engine.database(uri), engine.Database)
