"""Results of past reminders: the batches, and for one of them how many of its numbers opted in since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import N_, _, ngettext
from pages.parts.draw import chart, tables
from pages.parts.draw.tables import Column
from pages.parts.filters import in_url
from pages.parts.frame.session import BATCH, RESULTS_AFTER, RESULTS_BY
from pages.parts.media import paper
from pages.parts.opt_in_reminders.results import results_chart, results_tables, undo
from queries import run

Row = Mapping[str, Any]
LEVELS = {"school": N_("School"), "language": N_("Language")}
BATCH_COLUMNS = ("made_at", "made_by", "asked", "numbers", "by_e_mail", "on_paper")


def show(viewer: Viewer) -> None:
    """Draw the batches, newest first, and the results of the one that the visitor selects."""
    batches = run("reminder_runs", viewer).to_pylist()
    undo.show(viewer, batches)
    if not batches:
        st.markdown(_("No reminder batch yet. Results appear here after the first one."))
        return
    st.html(tables.table(batch_columns(batches), _("Reminder batches, newest first")))
    titles = batch_titles(batches)
    # Set, not left to the field: the browser would go on to send the batch that it showed before.
    if BATCH.get() not in titles:
        BATCH.set(next(iter(titles)))
    batch_id = st.selectbox(
        _("Reminder batch"), list(titles), key=BATCH.name, format_func=titles.__getitem__, width=420
    )
    undo.offer(viewer, batch_id)
    rows = run("reminder_outcomes", viewer, run_id=batch_id, enough=vocabulary.ENOUGH_NUMBERS).to_pylist()
    st.html(paper.shown(titles[batch_id]))
    _show_results(rows, titles[batch_id])


def batch_titles(batches: Sequence[Row]) -> dict[str, str]:
    """Return each batch by its id as one of several to select from; no two have one title.

    `batches` are the rows of "reminder_runs".
    """
    titles = {row["run_id"]: _batch_title(row) for row in batches}
    often = Counter(titles.values())
    seconds = {row["run_id"]: f"{row['made_at']:%S}" for row in batches}
    return {
        batch_id: title
        if often[title] == 1
        else _("{title} ({seconds} seconds past the minute)", title=title, seconds=seconds[batch_id])
        for batch_id, title in titles.items()
    }


def _batch_title(row: Row) -> str:
    return ngettext(
        "{made_at}: {number} number",
        "{made_at}: {number} numbers",
        row["numbers"],
        made_at=row["made_at"],
        number=row["numbers"],
    )


def batch_columns(batches: Sequence[Row]) -> list[Column]:
    """Return the columns of the list of batches, from the rows of "reminder_runs"."""
    return [Column(vocabulary.column_title(name), [row[name] for row in batches]) for name in BATCH_COLUMNS]


def _show_results(rows: Sequence[Row], batch: str) -> None:
    st.markdown(results_tables.finding(rows))
    if not rows:
        return
    left, right = st.columns([5, 6], gap="medium")
    with left:
        st.html(results_chart.legend())
        chart.draw(
            results_chart.figure(rows, is_dark=st.context.theme.type == "dark"),
            _("Share of reminded and other numbers that opted in after the reminder."),
            title=_("Opted in after the reminder"),
            shown=batch,
        )
    with right:
        label = _("Results of the batch by number of days")
        st.html(tables.table(results_tables.total_columns(rows), label))
        st.markdown(_what_is_counted())
    _show_groups(rows)


@st.fragment
def _show_groups(rows: Sequence[Row]) -> None:
    with st.container(horizontal=True):
        levels = {key: _(title) for key, title in LEVELS.items()}
        level = in_url.select_one(_("Compare by"), RESULTS_BY.name, levels)
        times = {str(days): results_tables.days_title(days) for days in vocabulary.OUTCOME_DAYS}
        newest = str(results_tables.newest_days(rows))
        days = int(in_url.select_one(_("After"), RESULTS_AFTER.name, times, default=newest))
    columns = results_tables.group_columns(rows, level, _(LEVELS[level]), days)
    label = _group_label(level, days)
    st.html(tables.table(columns, label, announced=f"{label}."))


def _what_is_counted() -> str:
    pending = _("Only numbers that were pending when the batch was created are counted.")
    not_reminded = ngettext(
        "Those not reminded have a contact, and no batch within {days} day reminded them.",
        "Those not reminded have a contact, and no batch within {days} days reminded them.",
        vocabulary.PLAN_DAYS,
        days=vocabulary.PLAN_DAYS,
    )
    return f"{pending} {not_reminded}"


def _group_label(level: str, days: int) -> str:
    if level == "school":
        return ngettext(
            "Opted in {days} day after the reminder, by school",
            "Opted in {days} days after the reminder, by school",
            days,
            days=days,
        )
    return ngettext(
        "Opted in {days} day after the reminder, by language",
        "Opted in {days} days after the reminder, by language",
        days,
        days=days,
    )
