"""The names of Streamlit that its documentation doesn't list, tried with one version of it."""

from __future__ import annotations

import importlib
import sys

import pytest
import streamlit
from streamlit.runtime.pages_manager import PagesManager

from tests.pages.district import DASHBOARD

TRIED_WITH = "1.67.0"


@pytest.fixture
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit as a process starts with it: it hasn't looked for a folder of pages yet."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.delitem(sys.modules, "dashboard", raising=False)


def test_streamlit_is_the_version_that_was_tried() -> None:
    assert streamlit.__version__ == TRIED_WITH, (
        "Streamlit was updated. Start the dashboard, open /sms_status as its first page, check that it has "
        "the menu and the sample strip, and then change TRIED_WITH."
    )


@pytest.mark.usefixtures("fresh_process")
def test_folder_of_pages_would_switch_streamlit_to_its_old_mode() -> None:
    PagesManager(str(DASHBOARD))
    assert PagesManager.uses_pages_directory is True, "else dashboard.py needs no private name any more"


@pytest.mark.usefixtures("fresh_process")
def test_dashboard_keeps_streamlit_out_of_its_old_mode() -> None:
    importlib.import_module("dashboard")
    PagesManager(str(DASHBOARD))
    assert PagesManager.uses_pages_directory is False
