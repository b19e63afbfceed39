"""Keeping how a file is read as a format of the district's own, for the files of the next nights."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.importer import ImportOrder, draft
from data.importer.recognize import formats, own_formats
from data.words.catalog import _


def enter_name(key: str) -> str | None:
    """Draw the choice and the name; return the name, "" while it is missing, None if nothing is kept."""
    is_kept = st.checkbox(
        _("Keep as a format of our own"),
        key=f"keeps format of {key}",
        help=_("The next file with these columns is read in the same way."),
    )
    if not is_kept:
        return None
    name = st.text_input(
        _("Name of the format"), key=f"name of format of {key}", placeholder=_("City SMS"), width=260
    )
    return (name or "").strip()


def kept(order: ImportOrder, name: str) -> ImportOrder:
    """Keep the format, and return an order that reads the file by it, as the next ones will be.

    Texts without ids then get the same ids as in later files. Raises Problem if the name is taken.
    """
    file = own_formats.keep(draft.of_file(order, name), name, formats.services())
    return replace(
        order,
        format_id=None,
        kind=None,
        columns={},
        words={},
        zone=None,
        date_order=None,
        status=None,
        format_file=file,
    )
