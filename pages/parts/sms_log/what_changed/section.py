"""What changed: the change of the undelivered share or count against the other texts, and what made it.

It is asked for only while it is open. Each bar is what one group adds; all of them add up to the change.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _, percent
from pages.parts.draw import chart as charts_drawn
from pages.parts.draw import clicks, colors, formatting, tables
from pages.parts.draw.charts import ENOUGH
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.figures import keys
from pages.parts.filters import in_url, narrowing
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import WHAT_CHANGED_OPEN
from pages.parts.sms_log.what_changed import chart, languages, splits
from pages.parts.sms_log.what_changed.finding import amount, finding
from pages.parts.sms_log.what_changed.splits import BY_LANGUAGE, BY_REASON, MEASURES, SHARE, Row, Split
from queries import Selection, comparison, run
from queries.comparison import Compared

WAY_KEY, MEASURE_KEY = "changed_by", "changed_in"  # in the URL
LISTED = 8  # groups; the others are one bar


@fragment("what_changed")
def show(viewer: Viewer, all_results: Selection, other: Compared, note: str | None) -> None:
    """Draw what changed, folded at first. `note` says why nothing is compared; None if it is.

    `all_results` is the selection without its results and reasons.
    """
    title = _("What changed")
    with st.expander(title, key=WHAT_CHANGED_OPEN.name, on_change="rerun") as section:
        if not section.open:
            return
        if note:
            st.markdown(formatting.plain(note))
        else:
            st.html(Markup('<h2 class="sms paper">{}</h2>').format(title))
            _draw(viewer, all_results, other)


def _draw(viewer: Viewer, all_results: Selection, other: Compared) -> None:
    ways = splits.offered(viewer, other)
    with st.container(horizontal=True):
        titles = {key: _(way.title) for key, way in ways.items()}
        way = ways[in_url.select_one(_("Split by"), WAY_KEY, titles)]
        measures = {key: _(title) for key, title in MEASURES.items()}
        measure = in_url.select_one(_("Measured as"), MEASURE_KEY, measures)
    rows = _ask(viewer, all_results, other, way, measure)
    if not rows:
        return
    *bars, _whole = rows
    sentences = finding(rows, way, measure)
    st.markdown(formatting.plain(sentences))
    st.html(_legend(rows, way, measure))
    with st.container(key="what_changed_parts"):
        with st.container():
            _draw_chart(
                bars, way, measure, f"what_changed_{hash((way.field.key, measure, all_results, other))}"
            )
        selected = [way.filter_key(row) for row in rows]
        buttons = [clicks.attribute(way.field.key, key) if key else None for key in selected]
        more = [_more(row, way) for row in rows]
        columns = [*_columns(rows, way, measure), keys.column(more)]
        st.html(tables.table(columns, _(way.label), buttons=buttons, kind="contributions"))
    groups = [own for own, row in zip(more, rows, strict=True) if row["level"] == "group"]
    if why := keys.note(groups):
        st.markdown(why)


def _more(row: Row, way: Split) -> Markup | None:
    """Return the button for more about a group; None for one that no filter selects alone."""
    key = way.filter_key(row)
    if way is BY_REASON:
        reason = vocabulary.reason(key)
        values = [vocabulary.RESULT_OF[reason.result].key, key] if reason else []
    else:
        values = [key] if key else []
    return keys.button(way.group_title(row), way.field.key, *values) if values else None


def _ask(
    viewer: Viewer, all_results: Selection, other: Compared, way: Split, measure: str
) -> Sequence[Row]:
    """Return the rows of a measure: the groups, all others, and the whole; none if they aren't counted."""
    values = {"enough": ENOUGH, "rows": LISTED, **way.parameters, **comparison.parameters(other)}
    if way is BY_LANGUAGE:
        answer = languages.ask(viewer, all_results, other, values)
    else:
        answer = run(way.question, viewer, all_results, **values)
    return [row for row in answer.to_pylist() if row["measure"] == measure] if answer is not None else []


def _causes(way: Split, measure: str) -> dict[str, str]:
    """Return what rate and mix mean here, by their keys."""
    if way is BY_REASON:
        return {"rate": _("From its share of all texts"), "mix": _("From the number of all texts")}
    mix = _("From its part of all texts") if measure == SHARE else _("From its number of texts")
    return {"rate": _("From its undelivered share"), "mix": mix}


def _legend(rows: Sequence[Row], way: Split, measure: str) -> Markup:
    names = [
        colors.change_name(cause, title)
        for cause, title in _causes(way, measure).items()
        if any(row[f"shown_{cause}_change"] for row in rows)
    ]
    return Markup("{}").format(colors.legend(names)) if names else Markup("")


def _draw_chart(bars: Sequence[Row], way: Split, measure: str, key: str) -> None:
    is_dark = st.context.theme.type == "dark"
    sentences = [f"{way.group_title(row)}: {chart.label(row, measure)}" for row in bars]
    charts_drawn.draw(
        chart.figure(bars, way, measure, is_dark=is_dark),
        f"{_(way.label)}. {'. '.join(sentences)}.",
        title=_(way.label),
        key=key,
        on_click=lambda: _narrow(way, key),
    )


def _narrow(way: Split, key: str) -> None:
    """Narrow the whole page to the bar that was clicked, unless it is no value of a filter."""
    points = st.session_state[key].selection.points
    if points and points[0].get("customdata") and points[0]["customdata"][0]:
        narrowing.apply_click(way.field.key, points[0]["customdata"][0])
        st.rerun()


def _columns(rows: Sequence[Row], way: Split, measure: str) -> list[Column]:
    causes = [
        Column(title, _amounts(rows, f"shown_{cause}_change", measure), is_count=True)
        for cause, title in _causes(way, measure).items()
        if any(row[f"shown_{cause}_change"] for row in rows)
    ]
    return [
        Column(_(way.title), [way.group_title(row) for row in rows]),
        Column(vocabulary.column_title("change"), _amounts(rows, "shown_change", measure), is_count=True),
        *(causes if len(causes) > 1 else []),
        Column(_("Undelivered before"), [_share(row, "compared_") for row in rows], is_count=True),
        Column(_("Undelivered after"), [_share(row, "") for row in rows], is_count=True),
    ]


def _amounts(rows: Sequence[Row], name: str, measure: str) -> list[str]:
    return [amount(row[name], measure) for row in rows]


def _share(row: Row, side: str) -> str:
    texts = row[f"{side}texts"]
    if not texts:
        return _("No texts")
    counts = {"undelivered": round(row[f"{side}undelivered"]), "texts": round(texts)}
    if texts < ENOUGH:
        return _("{undelivered} of {texts}", **counts)
    return _("{undelivered} of {texts} ({share})", **counts, share=percent(row[f"{side}undelivered_pct"]))
