"""The reminder batches made in this session: their files stay ready to be downloaded until it ends."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.words.catalog import _, ngettext
from pages.parts.downloads import one_use
from pages.parts.draw import formatting
from pages.parts.draw.html import Markup
from pages.parts.frame import freshness
from pages.parts.frame.session import MADE_BATCHES, MadeBatch
from pages.parts.opt_in_reminders import batch_zip

KEPT_BATCHES = 5  # in the server's memory


def keep(batch: MadeBatch) -> None:
    """Keep the files of a batch for this session; of several batches those of the newest."""
    MADE_BATCHES.set((batch, *MADE_BATCHES.get_or(()))[:KEPT_BATCHES])


def forget(batch_id: str) -> None:
    """Drop the files of a batch that is no longer recorded."""
    MADE_BATCHES.set(tuple(batch for batch in MADE_BATCHES.get_or(()) if batch.batch_id != batch_id))


def newest() -> str:
    """Return the id of the batch made last in this session; "" before the first."""
    batches = MADE_BATCHES.get_or(())
    return batches[0].batch_id if batches else ""


def show(viewer: Viewer) -> None:
    """Draw what the viewer made in this session, newest first, each with its download."""
    own = [batch for batch in MADE_BATCHES.get_or(()) if batch.viewer == viewer]
    for batch in own:
        _offer(batch)
    if own:
        kept = _("The files stay here until you close this tab. Names and addresses are kept nowhere else.")
        st.html(Markup('<p class="sms hint">{}</p>').format(kept))


def _offer(batch: MadeBatch) -> None:
    recorded = ngettext(
        "**The reminder batch for {number} number is ready.** Recorded {time}.",
        "**The reminder batch for {number} numbers is ready.** Recorded {time}.",
        batch.numbers,
    )
    st.success(formatting.markdown(recorded, number=batch.numbers, time=freshness.moment(batch.made_at)))
    if batch.bad_emails:
        st.warning(formatting.plain(batch_zip.bad_email_sentence(batch.bad_emails)))
    one_use.button(
        _("Download reminder batch (zip, {size})", size=formatting.file_size(len(batch.content))),
        one_use.OneUseFile(batch.content, batch.file_name, "application/zip"),
        f"reminder batch {batch.batch_id}",
    )
