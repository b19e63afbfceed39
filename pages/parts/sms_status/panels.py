"""The statuses of each school and how the totals moved: each with its finding, its figure and its table."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from pages.parts.draw import status_colors, tables
from pages.parts.sms_status import by_school, history, sentences
from pages.parts.sms_status.sentences import BY_DAY, BY_MONTH, BY_WEEK
from queries import Selection, run

MOST = 10  # schools shown at first
EVERY, PER = "every school", "per"


def show_schools(viewer: Viewer, selection: Selection) -> None:
    """Draw the statuses of every school, also while the page is narrowed to one."""
    st.header("By school", anchor=False)
    rows = run("statuses_by_school", viewer, enough=vocabulary.ENOUGH_TEXTS).to_pylist()
    st.markdown(sentences.of_schools(rows))
    schools = [list(own) for _, own in groupby(rows, key=lambda row: row["school"])]
    shown = schools if st.session_state.get(EVERY) else schools[:MOST]
    st.html(
        status_colors.legend()
        + by_school.table(
            [row for own in shown for row in own],
            selection.schools or (),
            "Statuses at each school, the largest share pending first",
        )
    )
    if len(schools) > MOST:
        st.toggle(f"All {len(schools):,} schools, not only the first {MOST}", key=EVERY)
    st.markdown("A number that contacts of several schools share counts at each of them.")


def show_moves(viewer: Viewer, selection: Selection, as_of: datetime | None) -> None:
    """Draw how the totals came about, by day, week or month."""
    st.header("How the totals moved", anchor=False)
    by = _by(viewer, selection)
    rows = run("statuses_over_time", viewer, selection, by=by).to_pylist()
    if not rows:
        st.markdown("No change of a status is known.")
        return
    finding = sentences.of_moves(rows, by)
    st.markdown(finding)
    about = f"Numbers in each status at the end of each {by}"
    last = as_of.date() if as_of else None
    st.plotly_chart(
        history.figure(rows, by, last, is_dark=st.context.theme.type == "dark"),
        config={"displayModeBar": False},
        alt=f"{about}. {finding}",
    )
    with st.expander("The same figures as a table"):
        st.html(tables.table(history.columns(rows, by), about))
        st.markdown(f"A {by} that is not listed changed nothing.")


def _by(viewer: Viewer, selection: Selection) -> str:
    fitting = history.fitting(run("statuses_over_time", viewer, selection, by=BY_MONTH).to_pylist())
    chosen: str = st.segmented_control(
        "Counted at the end of each",
        [BY_DAY, BY_WEEK, BY_MONTH],
        default=fitting,
        key=PER,
        bind="query-params",
        required=True,
        format_func=str.capitalize,
    )
    return chosen
