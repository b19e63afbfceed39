"""The data that a page shows: how often its version is looked up."""

from __future__ import annotations

import os
import threading
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from data.tables import delta, store
from tests.pages.district import DASHBOARD


def test_a_run_of_a_page_looks_once_whether_the_data_is_newer(monkeypatch: pytest.MonkeyPatch) -> None:
    logs = settings.load().logs
    next_commit = str(delta.commit_file(logs, "imports", store.newest_number(logs) + 1))
    looks = []
    look = os.stat

    def counted(path: Any, *arguments: Any, **options: Any) -> os.stat_result:
        is_beside = threading.current_thread().name == "in order of time"  # see data/jobs/in_time.py
        if str(path) == next_commit and not is_beside:
            looks.append(path)
        return look(path, *arguments, **options)

    monkeypatch.setattr(os, "stat", counted)
    page = AppTest.from_file(str(DASHBOARD), default_timeout=30).run()
    assert page.title[0].value == "Broadcasts"
    assert len(looks) == 2  # one for the start page, which leads on, and one for SMS Log
