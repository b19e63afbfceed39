"""The buttons that download, and under them how the newest download goes, updated while it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import escape

from data.words.catalog import _
from pages.parts.downloads import sentences, transfers
from pages.parts.downloads.reports import REPORTS
from pages.parts.draw import formatting
from pages.parts.draw.html import Markup, render
from pages.parts.filters.url import pairs_of
from pages.parts.frame import session
from queries import Selection

SECONDS = 2
DOWNLOAD = "download"  # what a click on a button tells the page (see draw.clicks)


def buttons(report: str, selection: Selection, rows: int) -> Markup:
    """Return the buttons for all rows of a selection; `progress` shows how their downloads go."""
    return forms(report, selection, rows, session.DOWNLOAD_TOKEN.get_or(transfers.new_token()))


def button(report: str, file_format: str, selection: Selection, rows: int, label: str) -> Markup:
    """Return one button with a label of its own, without the other formats."""
    token = session.DOWNLOAD_TOKEN.get_or(transfers.new_token())
    return forms(report, selection, rows, token, {file_format: label})


def labeled(label: str, report: str, selection: Selection, rows: int) -> Markup:
    """Return the buttons for all rows of a selection under a label, for `beside_each_other`."""
    group = Markup('<div role="group" aria-label="{}"><p>{}</p>{}</div>')
    return group.format(label, label, buttons(report, selection, rows))


def beside_each_other(groups: Iterable[Markup]) -> Markup:
    """Return groups of buttons in a row."""
    return Markup('<div class="sms offers">{}</div>').format(Markup("").join(groups))


def await_download() -> None:
    """Let `progress` look how a download goes that has just been clicked, once the page is drawn again."""
    session.DOWNLOAD_AWAITED.set(value=True)


def progress() -> None:
    """Show how the newest download of this visitor goes or ended; nothing before the first one.

    Only while there is something to see is it drawn again and again: a hundred idle tabs would otherwise
    take a third of a core.
    """
    transfer = _newest()
    is_going = session.DOWNLOAD_AWAITED.pop() or (transfer is not None and not transfer.has_ended())
    st.fragment(_show_progress, run_every=SECONDS if is_going else None)()


def _newest() -> transfers.Transfer | None:
    return transfers.newest(session.DOWNLOAD_TOKEN.get() or "")


def _show_progress() -> None:
    transfer = _newest()
    if transfer:
        words = _("**Download:** {progress}")
        with st.container(key="download_progress"):  # by which a print leaves it out
            st.markdown(formatting.markdown(words, progress=sentences.progress(transfer)))


def forms(
    report: str, selection: Selection, rows: int, token: str, labels: Mapping[str, str] | None = None
) -> Markup:
    """Return forms by which the browser fetches the rows of a selection: Excel first, the others folded.

    `rows` is their exact number, for the sizes on the buttons. The token names the transfer. `labels` are
    the buttons' own by format; without them, every format has a button.
    """
    own = labels or {each: sentences.button(report, each, rows) for each in REPORTS[report].formats}
    shown = [
        {"file_format": file_format, "url": f"/download/{report}.{file_format}", "label": label}
        for file_format, label in own.items()
    ]
    # As they are: what is shown of a value may have escapes.
    hidden = [(name, escape(value)) for name, value in [*pairs_of(selection), ("transfer", token)]]
    return render("downloads/buttons.html", buttons=shown, hidden=hidden, download=DOWNLOAD)
