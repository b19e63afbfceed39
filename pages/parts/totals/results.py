"""The texts of a month or of all months: the finding, the results at each school, and the chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from data.access import Viewer
from data.words import catalog, vocabulary
from data.words.catalog import _
from pages.parts.draw import chart, colors, tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.filters import in_url
from pages.parts.notes import marks, on_days
from pages.parts.totals import months_chart, rounded_table, sentences, since_month
from pages.parts.totals.rounded_table import TOTAL, Kind
from queries import run

Row = Mapping[str, Any]
MONTH, EVERY = "month", "all"  # in the URL
RESULTS = Kind("result", "texts", colors.result_name)
KEY_FORMAT = "%Y-%m"
FIRST_DAY = pc.field("first_day")


def show(viewer: Viewer) -> None:
    """Draw the texts of the months that can be shown; the visitor selects one or all of them."""
    st.header(_("Texts"), anchor=False)
    answer = run("rounded_results", viewer)
    months = [day for day in answer["first_day"].unique().to_pylist() if day]
    if not months:
        st.html(sentences.no_months())
        return
    selected = _select_month(months)
    is_selected = FIRST_DAY.is_null() if selected is None else selected == FIRST_DAY
    rows = answer.filter(is_selected).to_pylist()
    of_all_schools = [row for row in rows if row["level"] == TOTAL]
    before = _before(answer, selected)
    finding = sentences.texts_finding(of_all_schools, [selected] if selected else months)
    st.markdown(" ".join(filter(None, (finding, sentences.month_before(before)))))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _draw_schools(rows, before, sentences.announcement(of_all_schools, selected))
    with right:
        _draw_months(viewer, answer.filter(FIRST_DAY.is_valid() & (pc.field("level") == TOTAL)).to_pylist())


def _select_month(months: Sequence[date]) -> date | None:
    """Draw the field of the months; return the first day of the selected one, None for all of them."""
    titles = {EVERY: _("All months")} | {day.strftime(KEY_FORMAT): catalog.month(day) for day in months}
    key = in_url.selected(MONTH, titles)
    in_url.select_from_list(
        _("Month"),
        MONTH,
        key,
        EVERY,
        options=list(titles),
        title_of=titles.__getitem__,
        width=200,
        help_text=_("A month is listed once the log covers all of it."),
    )
    return next((day for day in months if day.strftime(KEY_FORMAT) == key), None)


def _before(answer: pa.Table, selected: date | None) -> list[Row]:
    """Return the rows of the month before the selected one; none for all months, and if it isn't listed."""
    if selected is None:
        return []
    rows: list[Row] = answer.filter(since_month.month_before(selected) == FIRST_DAY).to_pylist()
    return rows


def _draw_schools(rows: Sequence[Row], before: Sequence[Row], announced: str) -> None:
    names = RESULTS.present(rows, list(vocabulary.RESULT_OF))
    changes = since_month.changes(rows, before) if before else None
    label = _("Results at each school")
    st.html(rounded_table.table(rows, RESULTS, names, label, announced=announced, changes=changes))
    left_out = [result.title for result in vocabulary.RESULTS if result.name not in names]
    st.markdown(sentences.not_listed(left_out))


def _draw_months(viewer: Viewer, rows: Sequence[Row]) -> None:
    names = RESULTS.present(rows, list(vocabulary.RESULT_OF))
    st.html(colors.legend(colors.result_name(name) for name in names))
    is_dark = st.context.theme.type == "dark"
    months = months_chart.months(rows)
    last = max(end for _first, end in months.values())
    noted = on_days.of_chart(viewer, min(months), last)
    figure = months_chart.figure(rows, names, is_dark=is_dark)
    chart.draw(
        marks.marked(figure, noted, months, is_dark=is_dark, hover=months_chart.MONTHLY),
        _("Texts per month by result, rounded."),
        title=_("Texts per month, rounded"),
    )
    on_days.show(noted)
    with st.expander(_("Show as a table")):
        st.html(_month_table(rows, names))


def _month_table(rows: Sequence[Row], names: Sequence[str]) -> Markup:
    by_month = groupby(rows, key=lambda row: row["first_day"])
    months = {day: {row["result"]: row for row in own} for day, own in by_month}
    counts = [
        Column(
            vocabulary.RESULT_OF[name].title,
            [rounded_table.cell(own[name], RESULTS) for own in months.values()],
            is_count=True,
        )
        for name in names
    ]
    listed = Column(_("Month"), [catalog.month(day) for day in months])
    return tables.table([listed, *counts], _("Texts per month by result, rounded."))
