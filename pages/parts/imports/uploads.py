"""The uploaded files: how each will be read, and the buttons that import them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.access import Viewer
from data.errors import Problem
from data.importer import ImportOrder
from data.importer.files.bundles import Item
from data.importer.files.sources import FILE_TYPES
from data.jobs import queue
from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.frame import drop_zone, errors
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import STARTED_JOBS, UPLOADED_ITEMS
from pages.parts.imports import import_list, kept_files
from pages.parts.imports.kept_files import Export, Upload
from pages.parts.imports.reading import file as reading
from pages.parts.imports.reading.file import Reading

PER_PAGE = 20  # each file is read before it is drawn


@dataclass(frozen=True)
class _Offered:
    """A file that can be read, how, and the place for its button."""

    key: str
    reading: Reading
    place: DeltaGenerator


@fragment("uploads")
def show(viewer: Viewer) -> None:
    """Draw the uploader and every uploaded file, and queue the confirmed ones."""
    uploads = st.file_uploader(_("Files"), FILE_TYPES, accept_multiple_files=True)
    drop_zone.name()
    offered = [export for upload in uploads for export in _offered(upload)]
    above = st.container()
    on_page = _on_page(offered)
    files = [file for file in (_draw(viewer, export) for export in on_page) if file]
    for upload in uploads:
        if any(item.place is not None for item in _items(upload)):
            kept_files.drop_zip(upload)
    started = [_start(file) for file in _confirmed(files, above)]
    if any(started):
        st.rerun()


def _start(file: _Offered) -> bool:
    """Queue a file; return whether it is queued, which it isn't if its format can't be kept."""
    try:
        order = file.reading.confirmed()
    except Problem as problem:
        with file.place:
            errors.show(problem)
        return False
    STARTED_JOBS.get_or({})[file.key] = queue.start(order)
    return True


def forget_started() -> None:
    """Offer uploaded files again, even those that were imported."""
    STARTED_JOBS.pop()


def _offered(upload: Upload) -> list[Export]:
    """Return the files of an upload that aren't in the queue, after listing those that are skipped."""
    exports = [Export(upload, item) for item in _items(upload) if not item.skipped]
    offered = [export for export in exports if not _is_queued(export)]
    if offered:
        _list_skipped(upload)
    return offered


def _is_queued(export: Export) -> bool:
    """Return whether the queue shows the file. One that failed is offered again."""
    job = STARTED_JOBS.get_or({}).get(export.key)
    return job is not None and job.state != "failed"


def _items(upload: Upload) -> list[Item]:
    """Return the files of an upload, which is searched once per session, not at every click."""
    kept = UPLOADED_ITEMS.get_or({})
    if upload.file_id not in kept:
        with st.spinner(_("Reading the file…")):
            kept[upload.file_id] = kept_files.items(upload)
    return kept[upload.file_id]


def _list_skipped(upload: Upload) -> None:
    """Draw in one line which files of a zip are skipped, and why."""
    names: dict[str, list[str]] = {}
    for item in _items(upload):
        if item.skipped:
            names.setdefault(item.skipped, []).append(item.shown.partition("/")[2])
    if names:
        groups = (
            _("{files} ({reason})", files=catalog.listing(some), reason=reason)
            for reason, some in names.items()
        )
        sentence = _("**Skipped in {zip}:** {files}.")
        st.markdown(formatting.markdown(sentence, zip=upload.name, files=catalog.listing(groups)))


def _on_page(offered: list[Export]) -> Sequence[Export]:
    pages = -(-len(offered) // PER_PAGE)
    if pages <= 1:
        return offered
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        page = st.pagination(pages, key=f"page of {pages} of uploads")  # when the last page is done, page 1
    skip = (page - 1) * PER_PAGE
    place.markdown(import_list.files_shown(skip + 1, min(skip + PER_PAGE, len(offered)), len(offered)))
    return offered[skip : skip + PER_PAGE]


def _draw(viewer: Viewer, export: Export) -> _Offered | None:
    """Draw how a file will be read; return None if it can't be read."""
    st.subheader(formatting.plain(export.item.shown), anchor=False)
    try:
        path = _kept(export)
        order = ImportOrder(
            path, export.item.shown, by=viewer.name, role=viewer.role, kept_in=kept_files.opened_in(path)
        )
        read = reading.read(order, export.key)
    except Problem as problem:  # shown under its own file, so that the others can still be imported
        errors.show(problem)
        return None
    return _Offered(export.key, read, st.container())


def _kept(export: Export) -> Path:
    """Return the path of a file. Raises Problem; one of unpacking is kept, since unpacking can be slow."""
    if export.item.problem:
        raise export.item.problem
    try:
        return kept_files.keep(export)
    except Problem as problem:
        items = _items(export.upload)
        items[items.index(export.item)] = replace(export.item, problem=problem)
        raise


def _confirmed(files: list[_Offered], above: DeltaGenerator) -> list[_Offered]:
    """Draw the buttons, and return the files to import: none, one, or all that are ready."""
    ready = [file for file in files if file.reading.order]
    number = len(ready)
    if number > 1:
        label = ngettext("Import all {number} files", "Import all {number} files", number, number=number)
        if above.button(label, type="primary"):
            return ready
    look: Literal["primary", "secondary"] = "secondary" if number > 1 else "primary"
    return [file for file in files if _is_clicked(file, look)]


def _is_clicked(file: _Offered, look: Literal["primary", "secondary"]) -> bool:
    is_ready = file.reading.order is not None
    return file.place.button(file.reading.label, type=look, key=f"import {file.key}", disabled=not is_ready)
