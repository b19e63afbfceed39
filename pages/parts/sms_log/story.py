"""The details of one text, opened from its row: the text, what the log says of it, and the phone number.

From them, one click leads to the look-up of the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa
import streamlit as st

from data import settings
from data.access import Viewer, masking, needs
from data.words import vocabulary
from data.words.catalog import _, ngettext
from data.words.vocabulary import column_title
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.frame import freshness, page_switch
from pages.parts.frame.session import OPEN_TEXT, row_of_token, row_token
from pages.parts.look_up import entry, leading
from queries import WHY, WHY_MEANING, run, with_people, with_reasons

STORY, SEPARATOR = "story", "\t"
LOOK_UP_PAGE = leading.PAGE
Row = Mapping[str, Any]
Facts = dict[str, object]


def name(row: Row) -> str:
    """Return what names a text in the session: when it was requested, its service and id, never its number.

    By its time, the text is found in one month of the log instead of all.
    """
    return SEPARATOR.join((row["requested_at"].isoformat(), row["service"] or "", row["message_id"]))


def buttons(rows: pa.Table) -> list[Markup]:
    """Return the attributes of a button that opens each row of "messages", by a token of its text.

    Nothing of a row whose id is masked.
    """
    texts = rows.select(["requested_at", "service", "message_id", "number"]).to_pylist()
    masked = masking.HIDDEN.replacement  # of an id that would tell the number
    return [
        Markup("")
        if text["message_id"] == masked
        else attribute(STORY, row_token(name(text)), name=_details_of(text))
        for text in texts
    ]


def _details_of(text: Row) -> str:
    """Return what a click on the row of a text opens; its number is masked where the list's is."""
    time = text["requested_at"]
    if text["number"] is None:
        return _("Details of the text without a number, {time}", time=time)
    number = formatting.number(text["number"], settings.load().region)
    return _("Details of the text to {number}, {time}", number=number, time=time)


def open_row(token: str) -> None:
    """Open the text of a row that was clicked, when the page is drawn again."""
    text = row_of_token(token)
    if text:
        OPEN_TEXT.set(text)


def show(viewer: Viewer) -> None:
    """Open the details of the text that was clicked, until they are closed."""
    opened = OPEN_TEXT.get()
    if not opened:
        return
    text = text_of(viewer, opened)
    if text:
        st.dialog(_("Text details"), width="medium", on_dismiss=_close)(_draw)(viewer, text)
    else:
        _close()


def text_of(viewer: Viewer, named: str) -> Row | None:
    """Return the text that has this name (see `name`), from "message_story"; None if it is gone."""
    question = with_people(with_reasons("message_story", WHY, WHY_MEANING))
    moment, service, message_id = named.split(SEPARATOR, 2)
    # A file that came since the list was drawn may have corrected the time.
    for requested_at in (datetime.fromisoformat(moment), None):
        rows = run(
            question, viewer, service=service, message_id=message_id, requested_at=requested_at
        ).to_pylist()
        if rows:
            return dict(rows[0])
    return None


def _close() -> None:
    OPEN_TEXT.pop()


def _draw(viewer: Viewer, text: Row) -> None:
    headline = formatting.markdown(
        _("**{result}.** Requested {time}."),
        result=vocabulary.RESULT_OF[text["result"]].title,
        time=freshness.moment(text["requested_at"]),
    )
    st.markdown(f"{headline} {formatting.plain(meaning(text))}")
    if may_look_up(viewer, text) and page_switch.leads_to(LOOK_UP_PAGE):
        _draw_look_up(text["number"])
    for heading, facts in (
        (_("Text"), text_facts(text)),
        (_("In the log"), log_facts(text)),
        (_("Phone number"), number_facts(text)),
    ):
        present = {label: fact for label, fact in facts.items() if fact}
        if present:
            st.html(Markup("<h3>{}</h3>{}").format(heading, tables.facts(present)))


def _draw_look_up(number: str) -> None:
    if st.button(_("Look up {number}", number=formatting.number(number, settings.load().region))):
        entry.look_up(number)
        page_switch.open_page(LOOK_UP_PAGE)


def may_look_up(viewer: Viewer, text: Row) -> bool:
    """Return whether a text has a number that the viewer may look up with its story: no masked one."""
    rights = (*needs.FRAGMENTS["look_up"], *needs.QUESTIONS["number_status"])
    return text["number"] is not None and viewer.may(*rights)


def meaning(text: Row) -> str:
    """Return what the result and the reason of a text mean, in sentences."""
    result = vocabulary.RESULT_OF[text["result"]].meaning
    if text["why"] is None:
        return result
    if text["reason"] is None:
        words = text["reason_text"]
        reason = _("The log says: “{words}”", words=words) if words else _("The log states no reason.")
        return f"{result} {reason}"
    return f"{result} {_('{reason}: {meaning}', reason=text['why'], meaning=text['why_meaning'])}"


def text_facts(text: Row) -> Facts:
    """Return when and for whom a text was sent, by label; times are in the district's zone."""
    return {
        column_title("broadcast"): text["broadcast"] or text["broadcast_id"],
        column_title("sent_by"): text["sent_by"],
        column_title("school"): text["school"],
        formatting.time_title("requested_at"): _moment(text["requested_at"]),
        column_title("accepted_at"): _moment(text["accepted_at"]),
        _("Result updated"): _moment(text["updated_at"]),
        formatting.time_title("delivered_at"): _moment(text["delivered_at"]),
        column_title("kind"): text["kind"],
        column_title("text_length"): _length(text),
        column_title("file_name"): text["file_name"],
    }


def log_facts(text: Row) -> Facts:
    """Return the words and codes of the service, unchanged, by label."""
    words = ("service_status", "carrier_code", "reason_text", "carrier", "parts")
    price = " ".join(part for part in (_amount(text["price"]), text["currency"]) if part)
    return {**{column_title(name): text[name] for name in words}, column_title("price"): price}


def number_facts(text: Row) -> Facts:
    """Return what is known of the phone number, at the time of the text and now, by label."""
    contact = {
        _("Contact"): " · ".join(part for part in (text["names"], text["contact_id"]) if part),
        column_title("students"): text["students"],
    }
    if text["number"] is None:
        return {column_title("number"): _("This contact had no number to text."), **contact}
    status, others = text["status"], text["same_broadcast"]
    return {
        column_title("number"): formatting.number(text["number"], settings.load().region),
        **contact,
        column_title("status_then"): _status_then(text),
        column_title("how"): text["how"] and vocabulary.how_title(text["how"]),
        _("Status now"): vocabulary.STATUS_OF[status].title if status else _("In no consent list"),
        _("Also in this broadcast"): ngettext(
            "{number} other text to this number",
            "{number} other texts to this number",
            others,
            number=others,
        )
        if others
        else "",
    }


def _status_then(text: Row) -> str:
    if not text["status_then"]:
        return _("In no consent list at the time")
    status = vocabulary.STATUS_OF[text["status_then"]].title
    since = text["status_since"]
    return _("{status} since {time}", status=status, time=since) if since else status


def _length(text: Row) -> str:
    length = text["text_length"]
    if length is None:
        return ""
    if text["is_unicode"]:
        return ngettext(
            "{number} character (Unicode)", "{number} characters (Unicode)", length, number=length
        )
    return ngettext("{number} character", "{number} characters", length, number=length)


def _amount(price: float | None) -> str:
    return "" if price is None else f"{price:.6f}".rstrip("0").rstrip(".")


def _moment(when: Any) -> str:
    return freshness.moment(when) if when else ""
