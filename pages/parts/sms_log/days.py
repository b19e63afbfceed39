"""The days of SMS Log: their chart, in which a click on a day narrows the page, and their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import streamlit as st

from data.access import Viewer
from data.words import catalog, vocabulary
from data.words.catalog import _
from pages.parts.draw import chart, charts, clicks, colors, tables
from pages.parts.draw.tables import Column
from pages.parts.figures import keys
from pages.parts.filters import narrowing
from pages.parts.filters.date_ranges import CUSTOM
from pages.parts.frame import freshness
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import DATE_RANGE, DAYS_TABLE_OPEN
from pages.parts.notes import dialog, marks, on_days
from pages.parts.notes.on_days import OnDays
from pages.parts.sms_log import days_chart, findings
from pages.parts.sms_log.days_chart import Days
from queries import Selection, run
from queries.fields import DAY

USUAL_DAYS = 90  # before the last day shown, from which the usual range is taken
ENOUGH_DAYS = 10  # for a usual range
ZOOMED_DAYS = 7  # the fewest days that the chart zooms to
MOST_OF_AXIS = 0.75  # of the selected days that have texts, up to which the chart zooms to them


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw the days of a selection: all of them, even if it is narrowed to one."""
    every_day = replace(selection, day=None)
    results = run("results_by_day", viewer, every_day)
    shares = run("undelivered_by_day", viewer, replace(every_day, results=None, reasons=None))
    usual = _usual_range(viewer, selection, selection.to_day or shares["day"].to_pylist()[-1])
    days = _days(viewer, selection, results, shares, usual)
    is_dark = st.context.theme.type == "dark"
    finding = findings.days(
        shares.to_pylist(),
        usual,
        is_narrowed=bool(selection.results or selection.reasons),
    )
    if (days.first, days.last) != (selection.from_day, selection.to_day):
        finding = f"{finding} {findings.zoomed(days.first, days.last)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("Texts per day"), anchor=False)
        dialog.show(viewer, days.first, days.last, _days_to_note(selection, days.last))
    present = set(results["result"].unique().to_pylist())
    st.html(colors.legend(colors.result_name(name) for name in vocabulary.RESULT_OF if name in present))
    noted = on_days.of_chart(viewer, days.first, days.last, selection.schools)
    _draw_chart(days, noted, finding, f"days_chart_{hash(selection)}", is_dark=is_dark)
    on_days.show(noted)
    st.markdown(finding)
    _show_table(viewer, days)


def _days_to_note(selection: Selection, last: date) -> tuple[date, date]:
    """Return the days of a new note: the selected ones, or the last day of a range that has a name."""
    if selection.day:
        return selection.day, selection.day
    if DATE_RANGE.get() == CUSTOM and selection.from_day and selection.to_day:
        return selection.from_day, selection.to_day
    return last, last


def _days(
    viewer: Viewer, selection: Selection, results: pa.Table, shares: pa.Table, usual: Mapping[str, Any]
) -> Days:
    first, last = _axis(selection, shares["day"].to_pylist())
    log_updated_at = freshness.read(viewer)["log_as_of"]
    return Days(
        results,
        shares,
        None if usual["low_pct"] is None else (usual["low_pct"], usual["high_pct"]),
        first,
        last,
        run("days_without_log", viewer, replace(selection, day=None))["day"].to_pylist(),
        selection.day,
        log_updated_at.date() if log_updated_at else None,
    )


def _axis(selection: Selection, with_texts: Sequence[date]) -> tuple[date, date]:
    """Return the first and last day of the axis: all that are selected, or those that a filter leaves.

    Days before the first text and after the last one are left out if they take much of the axis.
    """
    first, last = selection.from_day or with_texts[0], selection.to_day or with_texts[-1]
    every_result = replace(selection, day=None, results=None, reasons=None)
    is_narrowed = every_result != narrowing.dates_only(selection)
    spare = timedelta(days=max(ZOOMED_DAYS - 1 - (with_texts[-1] - with_texts[0]).days, 0) // 2)
    own = max(first, with_texts[0] - spare), min(last, with_texts[-1] + spare)
    is_sparse = (own[1] - own[0]).days + 1 <= MOST_OF_AXIS * ((last - first).days + 1)
    return own if is_narrowed and is_sparse else (first, last)


def _usual_range(viewer: Viewer, selection: Selection, last: date) -> Mapping[str, Any]:
    """Return the row of "usual_share" for the days up to the last one; without shares for too few days."""
    first = last - timedelta(days=USUAL_DAYS - 1)
    before = replace(selection, from_day=first, to_day=last, day=None)
    before = replace(before, broadcasts=None, results=None, reasons=None)
    usual: dict[str, Any] = run("usual_share", viewer, before, enough=charts.ENOUGH).to_pylist()[0]
    return usual if usual["days"] >= ENOUGH_DAYS else {"low_pct": None, "high_pct": None, "days": 0}


def _draw_chart(days: Days, noted: OnDays, finding: str, key: str, *, is_dark: bool) -> None:
    about = _(
        "Texts per day by result, {days}, and the undelivered share of each day.",
        days=catalog.days(days.first, days.last),
    )
    figure = days_chart.figure(days, is_dark=is_dark)
    places = {day: (day, day) for day in days.shares["day"].to_pylist()}
    chart.draw(
        marks.marked(figure, noted, places, is_dark=is_dark, axes=days_chart.AXES),
        f"{about} {finding}",
        title=_("Texts per day"),
        key=key,
        on_click=lambda: _narrow_to_day(key),
    )


def _narrow_to_day(key: str) -> None:
    points = st.session_state[key].selection.points
    if points:
        narrowing.apply_click(DAY.key, str(points[0]["x"])[:10])


@fragment("days_table")
def _show_table(_viewer: Viewer, days: Days) -> None:
    """Draw the table only while it is open: all dates are a thousand rows."""
    with st.expander(_("Show as a table"), key=DAYS_TABLE_OPEN.name, on_change="rerun") as table:
        if table.open:
            _draw_table(days)


def _draw_table(days: Days) -> None:
    listed = list(dict.fromkeys(days.results["day"].to_pylist()))
    label = _("Texts per day, {days}", days=catalog.days(days.first, days.last))
    buttons = [
        clicks.attribute(DAY.key, day.isoformat(), name=_("Show only {day}", day=day)) for day in listed
    ]
    more = keys.column([keys.button(catalog.day(day), DAY.key, day.isoformat()) for day in listed])
    st.html(tables.table([*_columns(days.results, listed), more], label, buttons=buttons))
    notes = [_("Days without texts aren't listed.")]
    if days.without_log:
        notes.append(findings.days_without_log(len(days.without_log)))
    st.markdown(" ".join(notes))


def _columns(results: pa.Table, listed: list[date]) -> list[Column]:
    """Return days down and results across, from "results_by_day"; only results with texts."""
    texts = {(row["day"], row["result"]): row["texts"] for row in results.to_pylist()}
    present = {result for _day, result in texts}
    return [
        Column(vocabulary.column_title("day"), listed),
        *(
            Column(result.title, [texts.get((day, result.name), 0) for day in listed])
            for result in vocabulary.RESULTS
            if result.name in present
        ),
    ]
