"""Undelivered texts, compared by broadcast, school or reason: bars, their finding and their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _, percent
from pages.parts.draw import charts, colors, formatting
from pages.parts.draw.tables import Column
from pages.parts.sms_log import changes, findings
from pages.parts.sms_log.undelivered import undelivered_chart
from pages.parts.sms_log.undelivered.levels import BY_BROADCAST, BY_REASON, Level
from pages.parts.sms_log.undelivered.undelivered_chart import Bar
from queries import Selection, comparison, run
from queries.comparison import Compared

Row = Mapping[str, Any]
WORST = 6  # bars that are shown at first


@dataclass(frozen=True)
class Comparison:
    """Bars, their finding, the columns of their table, the selected keys, and the number of all bars."""

    bars: Sequence[Bar]
    finding: str
    columns: Sequence[Column]
    selected: Sequence[str]
    of_all: int


def compare(
    level: Level,
    viewer: Viewer,
    all_results: Selection,
    selection: Selection,
    other: Compared | None,
    *,
    every: bool,
) -> Comparison:
    """Return the undelivered texts of `all_results` by level: the worst bars or `every` one, worst first.

    A filter by the level itself leaves the other bars in place, so that a click can go on to another, and
    its own are always among them. Each is compared with those of `other`.
    """
    selected = selection.names(level.field) or ()
    if level is BY_REASON:
        return _by_reason(viewer, all_results, selected, other)
    others = all_results.with_names({level.field.parameter: None})
    other = _of_level(level, other)
    limit = {} if every else {"rows": WORST, "always": list(selected)}
    compared = comparison.parameters(other)
    rows = run(level.question, viewer, others, enough=charts.ENOUGH, **limit, **compared).to_pylist()
    not_stated = _(level.not_stated)
    return Comparison(
        undelivered_chart.share_bars(rows, level, other),
        _with_change(findings.worst(rows, level), rows, other),
        _share_columns(rows, level.name_column, not_stated, other),
        selected,
        rows[0]["of_all"] if rows else 0,
    )


def _of_level(level: Level, other: Compared | None) -> Compared | None:
    """Return what the bars of a level are compared with; other periods have all of their broadcasts."""
    if other is None or level is not BY_BROADCAST or other.kind == comparison.BROADCAST:
        return other
    return replace(other, selection=other.selection.with_names({level.field.parameter: None}))


def _with_change(finding: str, rows: Sequence[Row], other: Compared | None) -> str:
    """Return a finding with what the change beside a bar means, if one has it."""
    if other and any(changes.change(row, other) for row in rows):
        return f"{finding} {changes.against(other)}"
    return finding


def _by_reason(
    viewer: Viewer, all_results: Selection, selected: Sequence[str], other: Compared | None
) -> Comparison:
    rows = run(BY_REASON.question, viewer, all_results).to_pylist()
    ordered = sorted(rows, key=lambda row: -row["texts"])  # the answer has them under their results
    bars = undelivered_chart.reason_bars(ordered)
    compared = comparison.parameters(other)
    every = run("outcome_changes", viewer, all_results, enough=charts.ENOUGH, **compared).to_pylist()
    change_of = {(row["result"], row["reason"]): row for row in every if row["level"] == "reason"}
    columns = [*_reason_columns(ordered), *_reason_changes(ordered, change_of, other)]
    return Comparison(bars, findings.reasons(ordered), columns, selected, len(bars))


def _share_columns(rows: Sequence[Row], name: str, not_stated: str, other: Compared | None) -> list[Column]:
    first = {row["place"]: row for row in rows}
    results = dict.fromkeys(row["result"] for row in rows)
    undelivered = {(row["place"], row["result"]): row["undelivered"] for row in rows}
    return [
        _column(name, [row[name] or not_stated for row in first.values()]),
        _column("texts", [row["texts"] for row in first.values()]),
        *(
            Column(vocabulary.RESULT_OF[result].title, [undelivered[place, result] for place in first])
            for result in results
        ),
        _column("undelivered_pct", [percent(row["undelivered_pct"]) for row in first.values()]),
        *_change_columns(list(first.values()), other),
    ]


def _change_columns(rows: Sequence[Row], other: Compared | None) -> list[Column]:
    """Return what the share was before, and its change; nothing if there is nothing to compare."""
    if other is None or all(row["change_points"] is None for row in rows):
        return []
    before = [formatting.percent(row["compared_share_pct"]) for row in rows]
    return [
        Column(_("Compared with"), before, is_count=True),
        Column(_("Change"), [changes.cell(row, other) for row in rows], is_count=True),
    ]


def _reason_columns(rows: Sequence[Row]) -> list[Column]:
    return [
        _column("why", [vocabulary.reason_title(row["reason"]) for row in rows]),
        _column("result", [colors.result_name(row["result"]) for row in rows]),
        _column("texts", [row["texts"] for row in rows]),
        Column(_("Share of undelivered"), [percent(row["share_pct"]) for row in rows]),
    ]


def _reason_changes(
    rows: Sequence[Row], change_of: Mapping[tuple[str, str | None], Row], other: Compared | None
) -> list[Column]:
    """Return the share of all texts, which other periods can be compared by, and its change."""
    own = [change_of[row["result"], row["reason"]] for row in rows]
    shares = [formatting.percent(row["share_pct"]) for row in own]
    compared = _change_columns(own, other)
    return [Column(_("Share of all texts"), shares, is_count=True), *compared] if compared else []


def _column(name: str, cells: Sequence[object]) -> Column:
    return Column(vocabulary.column_title(name), cells)
