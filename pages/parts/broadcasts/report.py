"""The report of one broadcast: whom it reached, who is missing and why, and how fast it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data import settings
from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _, ngettext, percent
from pages.parts.broadcasts import attention, beside, groups, sentences
from pages.parts.draw import charts, colors, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, render
from pages.parts.draw.tables import Column
from pages.parts.frame import errors, freshness
from pages.parts.why import reasons
from queries import Selection, run

Row = Mapping[str, Any]
NONE = ""  # instead of a broadcast: the list of all
COLORS = ("sent", "sending", "ineligible", "failed")  # results whose colors the parts have


def selection_of(key: str) -> Selection:
    """Return the selection of one broadcast, by its ID, or its name if it has none."""
    return Selection(broadcasts=(key,))


def named(viewer: Viewer, key: str) -> Row | None:
    """Return the row of "broadcast_places" of a broadcast; None if the viewer's texts have none."""
    rows = run("broadcast_places", viewer, selection_of(key)).to_pylist()
    by_key = (row for row in rows if row["broadcast_id"] == key)
    return next(by_key, None) or next(iter(rows), None)


def show(viewer: Viewer, broadcast: Row) -> Row:
    """Draw the report of a broadcast above its call list; return its row of the summary."""
    key = broadcast["broadcast_id"]
    selection = selection_of(key)
    back = Markup("<button {}>{}</button>").format(attribute(attention.REPORT, NONE), _("All broadcasts"))
    st.html(Markup('<p class="sms back">{}</p>').format(back))
    st.header(broadcast["broadcast"] or key, anchor=False)
    answer: list[Row] = run("broadcast_report", viewer, selection, enough=charts.ENOUGH).to_pylist()
    row, *rows = answer
    st.markdown(_sent(broadcast, row))
    word = settings.load().opt_in_word
    finding = sentences.finding(row, broadcast["first_requested_at"], word)
    st.html(Markup('<p class="sms finding" data-announce="{0}">{0}</p>').format(finding))
    st.html(bar(row))
    st.markdown(sentences.counted_by(row))
    with errors.in_place():
        beside.show(viewer, broadcast, row)
    with errors.in_place():
        _show_reasons([own for own in rows if own["level"] == "reason"])
    with errors.in_place():
        groups.show(rows)
    with errors.in_place():
        _show_speed(viewer, selection)
    return row


def bar(row: Row) -> Markup:
    """Return the bar in four parts, with what each counts, from the row of the summary."""
    total = row["contacts"]
    parts = [
        {
            "color": f"result-{color}",
            "title": vocabulary.column_title(name),
            "number": row[name],
            "share": percent(100 * row[name] / total) if total else "",
        }
        for name, color in zip(sentences.PARTS, COLORS, strict=True)
    ]
    counted = ngettext("Of {number} contact:", "Of {number} contacts:", total, number=total)
    return render(
        "broadcasts/bar.html", parts=parts, label=_("Contacts reached and not reached"), counted=counted
    )


def _sent(broadcast: Row, row: Row) -> str:
    time = freshness.moment(broadcast["first_requested_at"])
    if row["sent_by"]:
        return ngettext(
            "Sent {time} by {sender}. {texts} text.",
            "Sent {time} by {sender}. {texts} texts.",
            row["texts"],
            time=time,
            sender=row["sent_by"],
            texts=row["texts"],
        )
    return ngettext(
        "Sent {time}. {texts} text.",
        "Sent {time}. {texts} texts.",
        row["texts"],
        time=time,
        texts=row["texts"],
    )


def _show_reasons(rows: Sequence[Row]) -> None:
    if not rows:
        return
    st.subheader(_("Why contacts weren't reached"), anchor=False)
    st.html(tables.table(reason_columns(rows), _("Why contacts weren't reached")))


def reason_columns(rows: Sequence[Row]) -> list[Column]:
    """Return the columns of the reasons, from their rows of "broadcast_report"."""
    return [
        Column(_("Reason"), [reasons.title(row) for row in rows]),
        Column(_("Meaning"), [reasons.meaning(row) for row in rows]),
        Column(vocabulary.column_title("result"), [colors.result_name(row["result"]) for row in rows]),
        Column(vocabulary.column_title("who_can_fix"), [reasons.fixer(row) for row in rows]),
        Column(vocabulary.column_title("contacts"), [row["contacts"] for row in rows]),
        Column(_("Share"), [percent(row["share_pct"]) for row in rows], is_count=True),
    ]


def _show_speed(viewer: Viewer, selection: Selection) -> None:
    rows = run("broadcast_speed", viewer, selection).to_pylist()
    if not rows:
        return
    st.subheader(_("Speed"), anchor=False)
    for row in rows:
        st.markdown(sentences.speed(row))
