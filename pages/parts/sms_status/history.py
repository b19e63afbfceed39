"""The number of phone numbers in each status over time: finding, figure and table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import catalog, vocabulary
from data.words.catalog import N_, _
from pages.parts.draw import chart, formatting, tables
from pages.parts.draw.tables import Column
from pages.parts.filters import in_url
from pages.parts.frame.fragments import fragment
from pages.parts.notes import marks, on_days
from pages.parts.sms_status import history_chart
from pages.parts.sms_status.history_chart import BY_DAY, BY_MONTH, BY_WEEK
from queries import Selection, run

Row = Mapping[str, Any]
PER = "per"  # in the URL
DAYS_BY_DAY, DAYS_BY_WEEK = (
    62,
    270,
)  # spans up to which days, and weeks, are drawn unless selected otherwise
TITLES = {BY_DAY: N_("Day"), BY_WEEK: N_("Week"), BY_MONTH: N_("Month")}
LABELS = {
    BY_DAY: N_("Numbers in each status at the end of each day."),
    BY_WEEK: N_("Numbers in each status at the end of each week."),
    BY_MONTH: N_("Numbers in each status at the end of each month."),
}
LEFT_OUT = {
    BY_DAY: N_("Days without changes aren't listed."),
    BY_WEEK: N_("Weeks without changes aren't listed."),
    BY_MONTH: N_("Months without changes aren't listed."),
}
LATEST = {
    BY_DAY: N_("The latest changes were on {day}."),
    BY_WEEK: N_("The latest changes were in the week of {day}."),
    BY_MONTH: N_("The latest changes were in {month}."),
}
ONLY = {
    BY_DAY: N_("Only {day} is known so far. The next consent list will show changes."),
    BY_WEEK: N_("Only the week of {day} is known so far. The next consent list will show changes."),
    BY_MONTH: N_("Only {month} is known so far. The next consent list will show changes."),
}


@fragment("history")
def show(viewer: Viewer, selection: Selection, as_of: datetime | None) -> None:
    """Draw the totals by day, week or month, up to the day of the newest consent list."""
    st.header(_("Status over time"), anchor=False)
    by = _select_period(viewer, selection)
    rows = run("statuses_over_time", viewer, selection, by=by).to_pylist()
    if not rows:
        st.markdown(_("No status changes yet."))
        return
    st.markdown(finding(rows, by))
    _draw_chart(viewer, selection, rows, by, as_of and as_of.date())
    with st.expander(_("Show as a table")):
        st.html(tables.table(columns(rows, by), _(LABELS[by])))
        st.markdown(_(LEFT_OUT[by]))


def _draw_chart(
    viewer: Viewer, selection: Selection, rows: Sequence[Row], by: str, as_of: date | None
) -> None:
    is_dark = st.context.theme.type == "dark"
    places = history_chart.ends(rows, by, as_of)
    noted = on_days.of_chart(viewer, rows[0]["first_day"], max(places.values()), selection.schools)
    figure = history_chart.figure(rows, by, as_of, is_dark=is_dark)
    if len(places) > 1:  # the axis of a single point would show the hours of a bracket
        spans, axes = history_chart.spans(places), history_chart.AXES
        figure = marks.marked(figure, noted, spans, is_dark=is_dark, axes=axes)
    alt = f"{_(LABELS[by])} {finding(rows, by)}"
    chart.draw(figure, alt, title=_("Status over time"))
    on_days.show(noted)


def finding(rows: Sequence[Row], by: str) -> str:
    """Return what changed last, from the rows of "statuses_over_time"."""
    first_day = rows[-1]["first_day"]
    newest = [row for row in rows if row["first_day"] == first_day]
    places = {"day": first_day, "month": catalog.month(first_day)}
    if len(newest) == len(rows):
        return formatting.markdown(_(ONLY[by]), **places)
    return " ".join([formatting.markdown(_(LATEST[by]), **places), *(_change(row) for row in newest)])


def columns(rows: Sequence[Row], by: str) -> list[Column]:
    """Return the same figures as a table, newest first: a row per day, week or month."""
    periods = [list(own) for _first_day, own in groupby(rows, key=lambda row: row["first_day"])][::-1]
    days = [own[0]["first_day"] for own in periods]
    title = _("Week of") if by == BY_WEEK else _(TITLES[by])
    statuses = [
        Column(status.title, [own[place]["numbers"] for own in periods])
        for place, status in enumerate(vocabulary.STATUSES)
    ]
    return [Column(title, [catalog.month(day) for day in days] if by == BY_MONTH else days), *statuses]


def best_period(rows: Sequence[Row]) -> str:
    """Return the period in which the rows of "statuses_over_time" are read best: day, week or month."""
    days = (rows[-1]["first_day"] - rows[0]["first_day"]).days if rows else 0
    if days <= DAYS_BY_DAY:
        return BY_DAY
    return BY_WEEK if days <= DAYS_BY_WEEK else BY_MONTH


def _select_period(viewer: Viewer, selection: Selection) -> str:
    best = best_period(run("statuses_over_time", viewer, selection, by=BY_MONTH).to_pylist())
    titles = {key: _(title) for key, title in TITLES.items()}
    return in_url.select_one(_("Show by"), PER, titles, default=best)


def _change(row: Row) -> str:
    sentence = _("{status} stayed at {number}.")
    if row["more"]:
        sentence = _("{status} rose by {change} to {number}.")
    if row["more"] < 0:
        sentence = _("{status} fell by {change} to {number}.")
    title = vocabulary.STATUS_OF[row["status"]].title
    return formatting.markdown(sentence, status=title, change=abs(row["more"]), number=row["numbers"])
