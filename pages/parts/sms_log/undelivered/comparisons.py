"""Undelivered texts, compared by broadcast, school or reason: bars, their finding and their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _, percent
from pages.parts.draw import charts, colors
from pages.parts.draw.tables import Column
from pages.parts.sms_log import findings
from pages.parts.sms_log.undelivered import undelivered_chart
from pages.parts.sms_log.undelivered.levels import BY_REASON, Level
from pages.parts.sms_log.undelivered.undelivered_chart import Bar
from queries import Selection, run

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
    level: Level, viewer: Viewer, all_results: Selection, selection: Selection, *, every: bool
) -> Comparison:
    """Return the undelivered texts of `all_results` by level: the worst bars or `every` one, worst first.

    A filter by the level itself leaves the other bars in place, so that a click can go on to another.
    """
    selected = selection.names(level.field) or ()
    if level is BY_REASON:
        return _by_reason(run(level.question, viewer, all_results).to_pylist(), selected)
    others = all_results.with_names({level.field.parameter: None})
    limit = {} if every else {"rows": WORST}
    rows = run(level.question, viewer, others, enough=charts.ENOUGH, **limit).to_pylist()
    not_stated = _(level.not_stated)
    return Comparison(
        undelivered_chart.share_bars(rows, level.key_column, level.name_column, not_stated),
        findings.worst(rows, level),
        _share_columns(rows, level.name_column, not_stated),
        selected,
        rows[0]["of_all"] if rows else 0,
    )


def _by_reason(rows: Sequence[Row], selected: Sequence[str]) -> Comparison:
    ordered = sorted(rows, key=lambda row: -row["texts"])  # the answer has them under their results
    bars = undelivered_chart.reason_bars(ordered)
    return Comparison(bars, findings.reasons(ordered), _reason_columns(ordered), selected, len(bars))


def _share_columns(rows: Sequence[Row], name: str, not_stated: str) -> list[Column]:
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
    ]


def _reason_columns(rows: Sequence[Row]) -> list[Column]:
    return [
        _column("why", [vocabulary.reason_title(row["reason"]) for row in rows]),
        _column("result", [colors.result_name(row["result"]) for row in rows]),
        _column("texts", [row["texts"] for row in rows]),
        Column(_("Share of undelivered"), [percent(row["share_pct"]) for row in rows]),
    ]


def _column(name: str, cells: Sequence[object]) -> Column:
    return Column(vocabulary.column_title(name), cells)
