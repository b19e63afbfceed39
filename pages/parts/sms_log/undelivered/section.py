"""Undelivered texts by broadcast, school or reason: the chart, its finding and its table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw import chart, clicks, formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.figures import keys
from pages.parts.filters import in_url, narrowing
from pages.parts.frame import session
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import UNDELIVERED_TABLE_OPEN
from pages.parts.sms_log.undelivered import comparisons, sparks, undelivered_chart
from pages.parts.sms_log.undelivered.comparisons import WORST, Comparison
from pages.parts.sms_log.undelivered.levels import BY_REASON, LEVELS, Level
from pages.parts.sms_log.undelivered.undelivered_chart import Bar
from queries import Selection
from queries.comparison import Compared

LEVEL_KEY = "by"  # in the URL


@fragment("undelivered")
def show(
    viewer: Viewer, all_results: Selection, selection: Selection, other: Compared | None = None
) -> None:
    """Draw the comparison that is selected; another one is drawn without the rest of the page.

    `all_results` is the selection without its results and reasons, `other` what it is compared with.
    """
    st.header(_("Undelivered by"), anchor=False)
    level = _selected_level()
    shows_all = session.every_one_of(level.key)
    every = shows_all.get() or False
    comparison = comparisons.compare(level, viewer, all_results, selection, other, every=every)
    if not comparison.bars:
        st.markdown(formatting.plain(comparison.finding))
        return
    with st.container(horizontal=True, gap=None):
        with st.container():  # the chart and what saves it under each other
            key = f"undelivered_chart_{level.key}_{hash((selection, shows_all.get()))}"
            _draw_chart(level, comparison, key)
        st.html(_dots(level, comparison.bars), width="content")
    why = keys.note([_more(level, bar) for bar in comparison.bars])
    st.markdown(" ".join(filter(None, (formatting.plain(comparison.finding), why))))
    if comparison.of_all > (WORST if every else len(comparison.bars)):
        st.toggle(level.show_all(comparison.of_all), key=shows_all.name)
    with st.expander(_("Show as a table"), key=UNDELIVERED_TABLE_OPEN.name, on_change="rerun") as table:
        if table.open:
            _draw_table(level, viewer, all_results, comparison)


def _dots(level: Level, bars: Sequence[Bar]) -> Markup:
    """Return the button for more about each bar, beside it."""
    blank = Markup('<span class="none"></span>')
    buttons = Markup("").join(_more(level, bar) or blank for bar in bars)
    return Markup('<div class="sms bar-dots">{}</div>').format(buttons)


def _draw_table(level: Level, viewer: Viewer, all_results: Selection, comparison: Comparison) -> None:
    bars = comparison.bars
    of_bars = [(bar.key, next(iter(bar.lengths)) if level is BY_REASON else "") for bar in bars]
    over_time = sparks.column(level, viewer, all_results, of_bars)
    first, *others = comparison.columns
    columns = [first, over_time, *others] if over_time else comparison.columns
    buttons = [clicks.attribute(level.key, bar.key) for bar in bars]
    more = keys.column([_more(level, bar) for bar in bars])
    st.html(tables.table([*columns, more], _(level.label), buttons=buttons))


def _more(level: Level, bar: Bar) -> Markup | None:
    """Return the button for more about a bar; None for one that no filter selects."""
    if level is BY_REASON:
        return keys.button(bar.title, level.key, _result_of(bar), bar.key)
    return keys.button(bar.title, level.key, bar.key) if bar.key else None


def _result_of(bar: Bar) -> str:
    return vocabulary.RESULT_OF[next(iter(bar.lengths))].key


def _selected_level() -> Level:
    """Draw the field to select a level. Its key is in the URL, unless it is the default."""
    titles = {key: _(level.title) for key, level in LEVELS.items()}
    selected = in_url.select_one(_("Undelivered by"), LEVEL_KEY, titles, is_label_hidden=True)
    return LEVELS[selected]


def _draw_chart(level: Level, comparison: Comparison, key: str) -> None:
    is_dark = st.context.theme.type == "dark"
    chart.draw(
        undelivered_chart.figure(comparison.bars, comparison.selected, is_dark=is_dark),
        f"{_(level.label)}. {comparison.finding}",
        title=_(level.label),
        key=key,
        on_click=lambda: _narrow(level, key),
    )


def _narrow(level: Level, key: str) -> None:
    """Narrow the whole page to the bar that was clicked; one without a key is no value of the filter."""
    points = st.session_state[key].selection.points
    if points and points[0].get("customdata"):
        value = points[0]["customdata"][0]
        if value:
            narrowing.apply_click(level.key, value)
            st.rerun()
