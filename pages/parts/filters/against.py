"""The fields that say what the figures of a page are compared with, and the sentence beside them."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.words.catalog import _
from pages.parts.draw.html import Markup, filled
from pages.parts.filters import broadcasts, in_url
from pages.parts.frame.session import write_in_url
from queries import Selection, comparison
from queries.comparison import BROADCAST, Compared
from queries.fields import AGAINST, AGAINST_BROADCAST


def select(viewer: Viewer, selection: Selection) -> tuple[str, str | None, Compared | None]:
    """Draw the fields; return the kind, the other broadcast and what they mean for a selection."""
    kind = _select_kind()
    broadcast, titles = None, {}
    texts = in_url.read(AGAINST_BROADCAST.key)
    if kind == BROADCAST:
        titles = broadcasts.titles_of(texts, viewer, selection.day or selection.to_day)
        broadcast = next((own for own in titles if own not in (selection.broadcasts or ())), None)
        in_url.keep(AGAINST_BROADCAST.key, [broadcast] if broadcast else [])
        broadcasts.show_other(viewer, selection, broadcast)
    else:  # the session keeps the broadcast, for when its kind is selected again
        write_in_url(AGAINST_BROADCAST.key, ())
    other = comparison.compared(selection, kind, broadcast)
    if other:
        st.html(_sentence(other, titles.get(broadcast or "", "")), width="content")
    return kind, broadcast, other


def _sentence(other: Compared, broadcast: str) -> Markup:
    if other.kind == BROADCAST:
        words = filled(_("<b>Compared with:</b> {broadcast}"), broadcast=broadcast)
    elif len(other.periods()) > 1:
        words = filled(_("<b>Compared with the average of:</b> {days}"), days=other.days_sentence())
    else:
        words = filled(_("<b>Compared with:</b> {days}"), days=other.days_sentence())
    return Markup('<div class="sms against"><p>{}</p></div>').format(words)


def _select_kind() -> str:
    texts = in_url.read(AGAINST.key)
    selected = (AGAINST.read(texts[0]) if texts else None) or AGAINST.usual
    in_url.select_from_list(
        _(AGAINST.label),
        AGAINST.key,
        selected,
        AGAINST.usual,
        options=list(AGAINST.titles),
        title_of=AGAINST.title_of,
        width=AGAINST.width,
        is_label_hidden=True,
    )
    return selected
