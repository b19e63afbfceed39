"""The story of one text, opened from its row: what was said of it, what that means, and what was known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from data import settings
from data.access import Viewer
from data.words import vocabulary
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from queries import run

STORY, SEPARATOR = "story", "\t"
Facts = dict[str, object]


def name(row: Mapping[str, Any]) -> str:
    """What names a text in a press: never its number."""
    return f"{row['service'] or ''}{SEPARATOR}{row['message_id']}"


def buttons(rows: pa.Table) -> list[Markup]:
    """Return the attributes of a button that opens each row of "messages", by the name of its text."""
    texts = rows.select(["service", "message_id"]).to_pylist()
    return [attribute(STORY, name(text)) for text in texts]


def remember(value: str) -> None:
    """Open the story of the text of that name when the page is drawn next."""
    st.session_state[STORY] = value


def show(viewer: Viewer) -> None:
    """Open the story that was asked for, until it is closed."""
    asked: str | None = st.session_state.get(STORY)
    if not asked:
        return
    service, _, message_id = asked.partition(SEPARATOR)
    rows = run("message_story", viewer, service=service, message_id=message_id).to_pylist()
    if not rows:
        _forget()
        return
    st.dialog("One text", width="medium", on_dismiss=_forget)(_draw)(rows[0])


def _forget() -> None:
    st.session_state.pop(STORY, None)


def _draw(text: Mapping[str, Any]) -> None:
    st.markdown(f"**{formatting.plain(_what_happened(text))}** {formatting.plain(meaning(text))}")
    for heading, facts in (
        ("The text", the_text(text)),
        ("As the log gave it", as_given(text)),
        ("The number", the_number(text)),
    ):
        known = {label: fact for label, fact in facts.items() if fact}
        if known:
            st.html(f"<h3>{heading}</h3>{tables.facts(known)}")


def _what_happened(text: Mapping[str, Any]) -> str:
    return f"{text['result']}, requested {formatting.moment(text['requested_at'])}."


def meaning(text: Mapping[str, Any]) -> str:
    """What the result and the reason of a text mean, in sentences."""
    said = [vocabulary.meaning(text["result"])]
    reason = vocabulary.reason(text["reason"])
    if reason:
        said.append(f"{reason.title}: {reason.meaning}")
    elif vocabulary.is_undelivered(text["result"]):
        said.append(vocabulary.reason_meaning(None))
    return " ".join(said)


def the_text(text: Mapping[str, Any]) -> Facts:
    """When and on whose behalf a text was sent; times of the district's zone."""
    zone = formatting.zone_words(settings.load().zone)
    return {
        "Broadcast": text["broadcast"] or text["broadcast_id"],
        "Sent by": text["sent_by"],
        "School": text["school"],
        f"Requested ({zone})": formatting.moment(text["requested_at"]),
        "Taken by the service": formatting.moment(text["accepted_at"]),
        "Result last heard of": formatting.moment(text["updated_at"]),
        "In the file": text["file_name"],
    }


def as_given(text: Mapping[str, Any]) -> Facts:
    """The words and codes of the service, unchanged."""
    return {
        "Service's word": text["service_status"],
        "Carrier code": text["carrier_code"],
        "Reason": text["reason_text"],
    }


def the_number(text: Mapping[str, Any]) -> Facts:
    """What is known of the number: then, and now."""
    if text["number"] is None:
        return {"Number": "This contact had no number that a text could be sent to.", **_owner(text)}
    since = f", since {formatting.moment(text['status_since'])}" if text["status_since"] else ""
    then = f"{text['status_then']}{since}" if text["status_then"] else "in no list known then"
    others = text["same_broadcast"]
    return {
        "Number": formatting.number(text["number"], settings.load().region),
        **_owner(text),
        "SMS status then": then,
        "How it is known": text["how"],
        "SMS status now": text["status"] or "in no consent list",
        "Also in this broadcast": f"{formatting.count(others, 'other texts')} to this number"
        if others
        else "",
    }


def _owner(text: Mapping[str, Any]) -> Facts:
    return {"Contact": " · ".join(part for part in (text["name"], text["contact_id"]) if part)}
