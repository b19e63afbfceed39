"""The button for the weekly digest: a file whose text goes into the body of an email."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.access import Viewer
from data.words.catalog import _
from pages.parts.frame import data_source
from pages.parts.normal import digest
from pages.parts.normal.week import Comparison
from queries import reading

# Not HTML: the server answers with no HTML but its own pages, and a browser would open it, not save it.
BYTES = "application/octet-stream"


def show(viewer: Viewer, comparison: Comparison) -> None:
    """Draw the button. The digest is made when it is clicked."""
    st.download_button(
        _("Download weekly digest"),
        partial(_make, viewer, comparison, data_source.shown()),
        file_name=digest.file_name(comparison.week),
        mime=BYTES,
        on_click="ignore",
        help=_("Open it, and copy it into an email. It has no phone numbers."),
    )


def _make(viewer: Viewer, comparison: Comparison, source: data_source.Source) -> bytes:
    with reading(source.uri, source.mark):
        return digest.html(viewer, comparison, is_sample=source.is_sample).encode()
