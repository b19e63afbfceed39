"""The files that were sent: how each will be read, and the buttons that take them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.access import Viewer
from data.errors import Problem
from data.importer.files.bundles import Item
from data.importer.order import ImportOrder
from data.jobs import queue
from data.jobs.queue import Job
from pages.parts.draw import formatting
from pages.parts.frame import errors
from pages.parts.imports import kept_files, recognition
from pages.parts.imports.kept_files import Export, Sent

LISTED, STARTED = "files sent here", "imports started here"  # in the session, by the keys of files
PER_PAGE = 20  # every file is looked at before it is drawn


@dataclass(frozen=True)
class _Ready:
    """A file of which nothing is missing, as it will be taken in, and the place for its own button."""

    key: str
    order: ImportOrder
    place: DeltaGenerator


def show(viewer: Viewer, sent: Sequence[Sent]) -> None:
    """Draw every file that was sent, and put those in the queue that are confirmed."""
    offered: list[Export] = []
    for file in sent:
        exports = [Export(file, item) for item in _items(file) if not item.skipped]
        found = [export for export in exports if not _is_under_way_or_in(export)]
        if found:
            _tell_skipped(file)
        offered += found
    above = st.container()
    on_page = _on_page(offered)
    ready = [one for one in (_drawn(viewer, export) for export in on_page) if one]
    for file in sent:
        if any(item.place is not None for item in _items(file)):
            kept_files.drop_zip(file)
    confirmed = _confirmed(ready, above)
    for one in confirmed:
        _started()[one.key] = queue.start(one.order)
    if confirmed:
        st.rerun()


def forget_started() -> None:
    """Offer files that are still there again, also those that were taken in."""
    st.session_state.pop(STARTED, None)


def _started() -> dict[str, Job]:
    started: dict[str, Job] = st.session_state.setdefault(STARTED, {})
    return started


def _is_under_way_or_in(export: Export) -> bool:
    """Whether the report at the top of the page tells of it; one that failed is offered again."""
    job = _started().get(export.key)
    return job is not None and job.state != "failed"


def _items(sent: Sent) -> list[Item]:
    """The files of what was sent, looked for once a session, not at every click."""
    kept: dict[str, list[Item]] = st.session_state.setdefault(LISTED, {})
    if sent.file_id not in kept:
        with st.spinner("Looking at the file…"):
            kept[sent.file_id] = kept_files.items(sent)
    return kept[sent.file_id]


def _tell_skipped(sent: Sent) -> None:
    """Say on one line which files of a zip are no exports, and why."""
    names: dict[str, list[str]] = {}
    for item in _items(sent):
        if item.skipped:
            names.setdefault(item.skipped, []).append(item.shown.partition("/")[2])
    if names:
        told = "; ".join(f"{formatting.plain(', '.join(some))} ({why})" for why, some in names.items())
        st.markdown(f"**Skipped in {formatting.plain(sent.name)}:** {told}.")


def _on_page(offered: list[Export]) -> list[Export]:
    pages = -(-len(offered) // PER_PAGE)
    if pages <= 1:
        return offered
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        page = st.pagination(pages, key=f"page of {pages} of files sent")  # after the last one is page 1
    place.markdown(f"{formatting.rows_shown(page, PER_PAGE, len(offered))} files")
    return offered[(page - 1) * PER_PAGE : page * PER_PAGE]


def _drawn(viewer: Viewer, export: Export) -> _Ready | None:
    """Draw how a file will be read; None while something that is needed is missing."""
    st.subheader(formatting.plain(export.item.shown), anchor=False)
    try:
        path = _kept(export)
        choice = recognition.choose(path, export.key)
    except Problem as problem:  # told under its own file, so that the others can still be taken in
        errors.show(problem)
        return None
    if choice is None:
        return None
    order = ImportOrder(path, **vars(choice), by=viewer.name, file_name=export.item.shown)
    return _Ready(export.key, order, st.container())


def _kept(export: Export) -> Path:
    """The path of a file. Raises Problem; one of unpacking is remembered, as that may take its time."""
    if export.item.problem:
        raise export.item.problem
    try:
        return kept_files.keep(export)
    except Problem as problem:
        items = _items(export.sent)
        items[items.index(export.item)] = replace(export.item, problem=problem)
        raise


def _confirmed(ready: list[_Ready], above: DeltaGenerator) -> list[_Ready]:
    """The files of which somebody has pressed the button, or the one for all of them."""
    together = len(ready) > 1
    if together and above.button(f"Take all {len(ready)} files in", type="primary"):
        return ready
    look: Literal["primary", "secondary"] = "secondary" if together else "primary"
    return [
        one for one in ready if one.place.button("Take this file in", type=look, key=f"take in {one.key}")
    ]
