"""The strip that tells which files usually come every night, and did not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from data import settings
from data.access import Viewer
from pages.parts.draw import formatting
from pages.parts.frame import freshness
from pages.parts.frame.data_source import shown
from queries import run


def show(viewer: Viewer) -> None:
    """Draw the strip where a file is missed; the samples never are."""
    if shown().is_sample:
        return
    # Of the whole hour, so that the answer is asked for once an hour and not at every click.
    now = datetime.now(settings.load().zone).replace(minute=0, second=0, microsecond=0)
    rows = run("missing_files", viewer, now=now).to_pylist()
    if rows:
        st.warning("\n\n".join(sentence(row) for row in rows))


def sentence(row: Mapping[str, Any]) -> str:
    """What is said of one kind of file, in Markdown, from "missing_files"."""
    file, rhythm = formatting.plain(row["file_name"]), freshness.rhythm(row["usual_hours"])
    last = formatting.moment(row["last_came_at"])
    return f"Files like “{file}” came {rhythm}; the last one with something new came {last}."
