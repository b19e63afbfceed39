"""What was not delivered, by broadcast, school or reason: the figure, its finding and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from pages.parts.draw import charts, formatting, tables
from pages.parts.draw.table_columns import Columns
from pages.parts.filters import narrowing
from pages.parts.sms_log import sentences, undelivered_chart
from pages.parts.sms_log.undelivered_chart import Bar
from queries import Selection, run
from queries.fields import BROADCAST, REASON, SCHOOL

BY = "by"
BROADCASTS, SCHOOLS, REASONS = "Broadcast", "School", "Reason"
WORST = 6  # shown at first
KEY = "bars pressed"


@dataclass(frozen=True)
class Names:
    """The columns that hold a bar's key and its words, what one without is called, and what it narrows."""

    key: str
    name: str
    unnamed: str
    narrows: str


@dataclass(frozen=True)
class Comparison:
    """One way to compare: bars, finding, table, the filter that a press sets, and how many there are."""

    bars: Sequence[Bar]
    finding: str
    table: Mapping[str, Sequence[object]]
    narrows: str
    chosen: Sequence[str]
    of_all: int


def show(viewer: Viewer, whatever: Selection, selection: Selection) -> None:
    """Draw the comparison that is chosen; the field by which it narrows is left out of its own filter."""
    st.header("Undelivered, by", anchor=False)
    by = st.segmented_control(
        "Undelivered, by",
        [BROADCASTS, SCHOOLS, REASONS],
        default=BROADCASTS,
        key=BY,
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    every = st.session_state.get(f"every {by}", False)
    found = _comparison(by, viewer, whatever, selection, None if every else WORST)
    if not found.bars:
        st.markdown(formatting.plain(found.finding))
        return
    key = f"{KEY} {by} {hash((selection, every))}"
    st.plotly_chart(
        undelivered_chart.figure(found.bars, found.chosen, is_dark=st.context.theme.type == "dark"),
        config={"displayModeBar": False},
        on_select=lambda: _pressed(key, found.narrows),
        selection_mode="points",
        key=key,
        alt=f"Undelivered texts by {by.lower()}. {found.finding}",
    )
    st.markdown(formatting.plain(found.finding))
    if found.of_all > WORST:
        noun = f"{by.lower()}s"
        st.toggle(
            f"All {formatting.count(found.of_all, noun)}, not only the {WORST} worst", key=f"every {by}"
        )
    with st.expander("The same figures as a table"):
        told = [f"{found.narrows}={bar.key}" for bar in found.bars]
        st.html(tables.table(found.table, f"Undelivered texts by {by.lower()}", press=told))


def _comparison(
    by: str, viewer: Viewer, whatever: Selection, selection: Selection, rows: int | None
) -> Comparison:
    if by == REASONS:
        return _reasons(viewer, whatever, selection)
    if by == SCHOOLS:
        asked, unnamed = replace(whatever, schools=None), "No school given"
        answer = run("undelivered_by_school", viewer, asked, enough=charts.ENOUGH, rows=rows).to_pylist()
        return _shares(answer, Names("school", "school", unnamed, SCHOOL.key), selection.schools)
    asked, unnamed = replace(whatever, broadcasts=None), "No broadcast given"
    answer = run("undelivered_by_broadcast", viewer, asked, enough=charts.ENOUGH, rows=rows).to_pylist()
    names = Names("broadcast_id", "broadcast", unnamed, BROADCAST.key)
    return _shares(answer, names, selection.broadcasts)


def _shares(rows: list[dict[str, Any]], names: Names, chosen: Sequence[str] | None) -> Comparison:
    return Comparison(
        undelivered_chart.by_share(rows, names.key, names.name, names.unnamed),
        sentences.of_worst(rows, names.name, names.unnamed, charts.ENOUGH),
        _share_columns(rows, names.name, names.unnamed),
        names.narrows,
        chosen or (),
        rows[0]["of_all"] if rows else 0,
    )


def _reasons(viewer: Viewer, whatever: Selection, selection: Selection) -> Comparison:
    rows = undelivered_chart.most_first(run("reason_totals", viewer, whatever).to_pylist())
    bars = undelivered_chart.by_reason(rows)
    return Comparison(
        bars,
        sentences.of_reasons(rows),
        _reason_columns(rows),
        REASON.key,
        selection.reasons or (),
        len(bars),
    )


def _share_columns(rows: Sequence[Mapping[str, Any]], name: str, unnamed: str) -> Columns:
    """A row per broadcast or school, from the rows of "undelivered_by_…", worst first."""
    first = {row["place"]: row for row in rows}
    results = list(dict.fromkeys(row["result"] for row in rows))
    found = {(row["place"], row["result"]): row["undelivered"] for row in rows}
    return {
        vocabulary.column_title(name): [row[name] or unnamed for row in first.values()],
        vocabulary.column_title("texts"): [row["texts"] for row in first.values()],
        **{result: [found[place, result] for place in first] for result in results},
        vocabulary.column_title("undelivered_pct"): [
            formatting.percent(row["undelivered_pct"]) for row in first.values()
        ],
    }


def _reason_columns(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """A row per reason, from the rows of "reason_totals", in their order."""
    return {
        vocabulary.column_title("why"): [vocabulary.reason_title(row["reason"]) for row in rows],
        vocabulary.column_title("result"): [row["result"] for row in rows],
        vocabulary.column_title("texts"): [row["texts"] for row in rows],
        "Of all undelivered": [formatting.percent(row["share_pct"]) for row in rows],
    }


def _pressed(key: str, narrows: str) -> None:
    points = st.session_state[key].selection.points
    if points and points[0].get("customdata"):
        pressed = points[0]["customdata"][0]
        if pressed:
            narrowing.apply_click(narrows, pressed)
