"""The look-up of a list on its page: the field, the file, and what would happen to each number.

What is pasted or uploaded stays in this session: it is in no URL, log or other session.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data import record, segments, settings
from data.access import Viewer
from data.errors import Problem
from data.importer.files.sources import FILE_TYPES
from data.words import vocabulary
from data.words.catalog import _, ngettext
from pages.parts.downloads import one_use
from pages.parts.filters import options
from pages.parts.frame import data_source, drop_zone, errors, session
from pages.parts.frame.fragments import fragment
from pages.parts.look_up.keys import LISTED_FILE, LISTED_NUMBERS, PASTED_NUMBERS, TEXT_TO_SEND
from pages.parts.look_up.lists import forecast, list_file, named, reading, results
from pages.parts.look_up.lists.named import Named
from pages.parts.look_up.lists.reading import Listed
from queries import run

QUESTION = "numbers_looked_up"


@fragment("look_up_list")
def show(viewer: Viewer) -> None:
    """Draw the field and the file of a list, and what would happen to its numbers."""
    st.header(_("Look up a list"), anchor=False)
    with st.form("list_form", border=False):
        left, right = st.columns(2, gap="medium")
        pasted = left.text_area(
            _("Phone numbers, IDs or names, one per line"),
            key=PASTED_NUMBERS.name,
            height=140,
            max_chars=None,
        )
        upload = right.file_uploader(_("Or a file with a column of these"), FILE_TYPES)
        text = st.text_area(
            _("Text to send, to count its segments (optional)"), key=TEXT_TO_SEND.name, height=90
        )
        is_asked = st.form_submit_button(_("Look up list"))
    drop_zone.name()
    if is_asked:
        _read(viewer, pasted, upload)
    if listed := LISTED_NUMBERS.get():
        _draw(viewer, listed, text)


def _read(
    viewer: Viewer, pasted: str, upload: st.runtime.uploaded_file_manager.UploadedFile | None
) -> None:
    """Read the list of a file, or the one that was pasted, and record the look-up."""
    region = settings.load().region
    LISTED_NUMBERS.pop()
    try:
        with st.spinner(_("Reading the list…")):
            listed = (
                reading.of_file(upload.name, upload.getvalue(), region, partial(_count_named, viewer))
                if upload
                else reading.of_text(pasted, region)
            )
        if not listed.numbers and not _count_named(viewer, listed.others):
            st.info(_("The list has no phone numbers, and no IDs or names of contacts or students."))
            return
        if record.is_of(data_source.shown().uri):
            record.write(viewer, "look_up", about=QUESTION, rows=len(listed.entries), masked=False)
    except Problem as problem:
        errors.show(problem)
        return
    LISTED_NUMBERS.set(listed)


def _named(viewer: Viewer, lines: Sequence[str]) -> Named:
    """Return the contacts whom lines name; no question is asked about none."""
    return Named.from_rows(run("people_listed", viewer, lines=lines).to_pylist()) if lines else Named()


def _count_named(viewer: Viewer, lines: Sequence[str]) -> int:
    """Return how many different lines are the ID or name of somebody."""
    return len(_named(viewer, [*dict.fromkeys(lines)]).rows)


def _draw(viewer: Viewer, listed: Listed, text: str) -> None:
    named_lines = _named(viewer, listed.others)
    numbers = [*listed.numbers, *named_lines.numbers(listed)]
    totals = run("list_totals", viewer, numbers=numbers).to_pylist()
    st.markdown(results.finding(listed, named_lines, totals))
    st.html(results.table(totals))
    if several := named.table(named_lines):
        st.subheader(_("Which one?"), anchor=False)
        st.html(several)
    _draw_forecast(viewer, numbers, text)
    number = len(listed.entries)
    one_use.button(
        ngettext("Download {number} line (CSV)", "Download {number} lines (CSV)", number, number=number),
        one_use.OneUseFile(_file(viewer, listed, named_lines), _("looked up.csv"), "text/csv"),
        QUESTION,
    )


def _file(viewer: Viewer, listed: Listed, named_lines: Named) -> bytes:
    """Return the file of a list, made once for a version of the data: a long one takes seconds."""
    made_for = (viewer, listed, session.DRAWN_VERSION.get())
    kept = LISTED_FILE.get()
    if kept and kept[0] == made_for:
        return kept[1]
    answer = run(QUESTION, viewer, numbers=[*listed.numbers, *named_lines.every_number])
    content = list_file.csv_file(listed, named_lines, answer)
    LISTED_FILE.set((made_for, content))
    return content


def _draw_forecast(viewer: Viewer, numbers: Sequence[int], text: str) -> None:
    """Draw how many texts will be accepted, how good that forecast is, and what the text costs."""
    st.subheader(_("Forecast"), anchor=False)
    enough = vocabulary.ENOUGH_TEXTS
    # For a forecast, one failure is enough: most numbers fail again.
    totals = run("list_totals", viewer, numbers=numbers, failing_days=1).to_pylist()
    tried = forecast.tried(totals)
    row = run("acceptance_forecast", viewer, None, enough=enough, **tried).to_pylist()[0]
    texts = sum(tried.values())
    st.markdown(f"{forecast.arriving(texts, row)} {forecast.quality(row)}")
    if text.strip():
        prices = run("price_of_parts", viewer, now=options.end_of_today()).to_pylist()
        sentences = forecast.text_sentences(segments.of_text(text), texts, prices)
        st.markdown(" ".join(sentences if prices else [*sentences, forecast.no_prices()]))
