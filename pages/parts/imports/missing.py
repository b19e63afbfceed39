"""A warning about files that usually arrive every night but are overdue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from data import settings
from data.access import Viewer
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.frame import freshness
from pages.parts.frame.data_source import shown
from queries import run


def show(viewer: Viewer) -> None:
    """Draw the warning, if a file is overdue. Sample data never is."""
    if shown().is_sample:
        return
    # Rounded to the hour, so that the query runs once an hour and not at every click.
    now = datetime.now(settings.load().zone).replace(minute=0, second=0, microsecond=0)
    rows = run("missing_files", viewer, now=now).to_pylist()
    if rows:
        st.warning("\n\n".join(warning(row) for row in rows))


def warning(row: Mapping[str, Any]) -> str:
    """Return the warning about one kind of file, as Markdown, from "missing_files"."""
    return formatting.markdown(
        _("Files like “{file}” usually arrive every night. The last one with new rows arrived {time}."),
        file=row["file_name"],
        time=freshness.moment(row["last_came_at"]),
    )
