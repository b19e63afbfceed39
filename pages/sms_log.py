"""SMS Log: what became of the texts of the chosen days, broadcasts and schools, and each of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.access import Viewer
from pages.parts import charts, downloads, filters, findings, listing, lists, tables, words
from queries import Selection, run
from queries.selection import day_words


def show(viewer: Viewer) -> None:
    """The filter, the finding, the results under their stages, the days, the texts, and the proof."""
    st.title("SMS Log")
    selection = filters.of_log(viewer)
    whatever_result = replace(selection, results=None)
    stages = run("stage_totals", viewer, whatever_result)
    listed: int = run("stage_totals", viewer, selection)["texts"].to_pylist()[-1]
    st.markdown(f"**Shown:** {words.plain(selection.sentence())}")
    st.markdown(findings.of_texts(stages, run("reason_totals", viewer, whatever_result)))
    st.header("What became of the texts")
    st.html(tables.result_tiles(run("result_totals", viewer, whatever_result), stages, selection.results))
    if not listed:
        st.info(findings.nothing_found(run("clocks", viewer)))
        return
    _days(viewer, selection)
    _broadcasts(viewer, whatever_result)
    st.header("The texts, newest first")
    listing.show(downloads.SMS_LOG, viewer, selection, listed=listed, noun="texts", columns=lists.texts)
    total: int = stages["texts"].to_pylist()[-1]
    st.markdown(findings.proof(listed, total, run("clocks", viewer)))


def _broadcasts(viewer: Viewer, selection: Selection) -> None:
    answer = run("results_by_broadcast", viewer, selection)
    st.header("By broadcast")
    with st.expander(f"{words.count(answer.num_rows, 'broadcasts')}, newest first"):
        st.html(tables.table(lists.broadcasts(answer), "Broadcasts, newest first, with all their results"))


def _days(viewer: Viewer, selection: Selection) -> None:
    st.header("Texts per day")
    answer = run("results_by_day", viewer, selection)
    days = answer["day"].to_pylist()
    first, last = selection.from_day or days[0], selection.to_day or days[-1]
    figure = charts.texts_per_day(answer, first, last, is_dark=st.context.theme.type == "dark")
    about = f"Texts per day, {day_words(first)} to {day_words(last)}, stacked by result"
    st.plotly_chart(
        figure,
        config={"displayModeBar": False},
        alt=f"{about}. The table after this chart has the same figures.",
    )
    with st.expander("The same figures as a table"):
        st.html(tables.table(lists.days(answer), f"{about}. Days that are not listed had none."))
        st.markdown("Days that are not listed had no texts.")
