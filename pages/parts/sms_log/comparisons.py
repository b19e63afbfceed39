"""The ways to compare undelivered texts: by broadcast, by school and by reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import N_, _, ngettext, percent
from pages.parts.draw import charts, colors
from pages.parts.draw.tables import Column
from pages.parts.sms_log import findings, undelivered_chart
from pages.parts.sms_log.undelivered_chart import Bar
from queries import Selection, run
from queries.field_kinds import ListField
from queries.fields import BROADCAST, REASON, SCHOOL

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


@dataclass(frozen=True)
class Level:
    """What is compared: `field` is the filter that a click on a bar sets.

    `question` answers it, with the columns `key_column` and `name_column`.
    """

    field: ListField
    title: str
    label: str
    question: str
    key_column: str = ""
    name_column: str = ""
    not_stated: str = ""
    too_few: str = ""
    none_undelivered: str = ""
    show_all: Callable[[int], str] = str

    @property
    def key(self) -> str:
        """What stands for it in the URL and in the session."""
        return self.field.key


BY_BROADCAST = Level(
    BROADCAST,
    N_("Broadcast"),
    N_("Undelivered texts by broadcast"),
    "undelivered_by_broadcast",
    key_column="broadcast_id",
    name_column="broadcast",
    not_stated=N_("Broadcast not stated"),
    too_few=N_("No broadcast has enough texts to compare."),
    none_undelivered=N_("No broadcast with {enough} or more texts has any undelivered."),
    show_all=lambda number: ngettext(
        "Show {number} broadcast", "Show all {number} broadcasts", number, number=number
    ),
)
BY_SCHOOL = Level(
    SCHOOL,
    N_("School"),
    N_("Undelivered texts by school"),
    "undelivered_by_school",
    key_column="school",
    name_column="school",
    not_stated=N_("School not stated"),
    too_few=N_("No school has enough texts to compare."),
    none_undelivered=N_("No school with {enough} or more texts has any undelivered."),
    show_all=lambda number: ngettext(
        "Show {number} school", "Show all {number} schools", number, number=number
    ),
)
BY_REASON = Level(REASON, N_("Reason"), N_("Undelivered texts by reason"), "reason_totals")
LEVELS = {level.key: level for level in (BY_BROADCAST, BY_SCHOOL, BY_REASON)}


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
        worst_finding(rows, level),
        _share_columns(rows, level.name_column, not_stated),
        selected,
        rows[0]["of_all"] if rows else 0,
    )


def worst_finding(rows: Sequence[Row], level: Level) -> str:
    """Return which broadcast or school is worst, from rows that are worst first; without Markdown."""
    comparable = [row for row in rows if row["texts"] >= charts.ENOUGH]
    if not comparable:
        return _(level.too_few)
    worst = comparable[0]
    if not worst["undelivered_pct"]:
        return _(level.none_undelivered, enough=charts.ENOUGH)
    return ngettext(
        "{name} had the largest undelivered share: {share} of {number} text.",
        "{name} had the largest undelivered share: {share} of {number} texts.",
        worst["texts"],
        name=worst[level.name_column] or _(level.not_stated),
        share=percent(worst["undelivered_pct"]),
        number=worst["texts"],
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
