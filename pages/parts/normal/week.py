"""The week that is compared with the district's own past, and its unusual shares. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data.access import Viewer
from data.words import remedies, vocabulary
from data.words.catalog import _, days, ngettext, percent
from queries import Selection, run

Row = Mapping[str, Any]
DAYS = 7
CELL = ("is_district", "school", "level", "result", "reason")  # what tells two shares apart


@dataclass(frozen=True)
class Week:
    """Seven complete days of the log, by the last of them."""

    last_day: date

    @property
    def selection(self) -> Selection:
        """Return the days as a selection."""
        return Selection(self.last_day - timedelta(days=DAYS - 1), self.last_day)

    @property
    def title(self) -> str:
        """Return the days as people read them."""
        return days(self.last_day - timedelta(days=DAYS - 1), self.last_day)


@dataclass(frozen=True)
class Unusual:
    """One unusual share: its row of "own_normal", and those of its weeks, from "own_normal_weeks"."""

    row: Row
    weeks: Sequence[Row]

    @property
    def place(self) -> str:
        """Return which school it is about."""
        if self.row["is_district"]:
            return _("All schools")
        return self.row["school"] or _("School not stated")

    @property
    def kind(self) -> str:
        """Return which texts it counts: those of a reason, of a result, or all undelivered ones."""
        if self.row["level"] == "undelivered":
            return _("undelivered texts")
        if self.row["level"] == "result":
            return vocabulary.RESULT_OF[self.row["result"]].title
        return vocabulary.reason_title(self.row["reason"])

    @property
    def sentence(self) -> str:
        """Return what is unusual, with its count and the usual share."""
        row = self.row
        return _(
            "{place}, {kind}: {share} of texts ({counted} of {texts}). "
            "Usual in {weeks} weeks: {usual}, at most {most}.",
            place=self.place,
            kind=self.kind,
            share=percent(row["share_pct"]),
            counted=row["counted"],
            texts=row["texts"],
            weeks=row["weeks"],
            usual=percent(row["usual_pct"]),
            most=percent(row["high_pct"]),
        )

    @property
    def next_step(self) -> str:
        """Return what to do about it; "" of texts with several reasons."""
        return remedies.next_step(self.row["reason"]) if self.row["level"] == "reason" else ""

    @property
    def graph(self) -> str:
        """Return what its graph shows, in words."""
        shares = [week for week in self.weeks if week["share_pct"] is not None]
        if not shares:
            return ""
        return ngettext(
            "Share of {number} week, from {first} to {last}",
            "Shares of {number} weeks, from {first} to {last}",
            len(shares),
            number=len(shares),
            first=percent(shares[0]["share_pct"]),
            last=percent(shares[-1]["share_pct"]),
        )


@dataclass(frozen=True)
class Comparison:
    """A week beside the past: how many shares were compared, and the unusual ones."""

    week: Week
    compared: int
    unusual: Sequence[Unusual]

    @property
    def finding(self) -> str:
        """Return how many shares are unusual, or that nothing is, or why nothing was compared."""
        if not self.compared:
            return _(
                "{days}: too few texts to compare. A school needs {enough} texts a week, "
                "and weeks to compare with.",
                days=self.week.title,
                enough=vocabulary.NORMAL_TEXTS,
            )
        number = len(self.unusual)
        if not number:
            return ngettext(
                "{days}: nothing unusual. The one share with enough texts is in its usual range.",
                "{days}: nothing unusual. {compared} shares with enough texts are in their usual range.",
                self.compared,
                days=self.week.title,
                compared=self.compared,
            )
        return ngettext(
            "{days}: {number} undelivered share is above its usual range.",
            "{days}: {number} undelivered shares are above their usual range.",
            number,
            days=self.week.title,
            number=number,
        )


def last_complete(updates: Row) -> Week | None:
    """Return the newest week of complete days, from the row of "clocks"; None without a log."""
    updated_at = updates["log_as_of"]
    return Week(updated_at.date() - timedelta(days=1)) if updated_at else None


def compare(viewer: Viewer, week: Week) -> Comparison:
    """Return a week beside the district's own past, as far as the viewer may see."""
    rows = run("own_normal", viewer, week.selection, enough=vocabulary.ENOUGH_TEXTS).to_pylist()
    shown = [row for row in rows if row["is_shown"]]
    by_cell: dict[tuple[object, ...], list[Row]] = {}
    if shown:
        answer = run("own_normal_weeks", viewer, week.selection, enough=vocabulary.ENOUGH_TEXTS)
        for own in answer.to_pylist():
            by_cell.setdefault(_cell(own), []).append(own)
    return Comparison(week, len(rows), [Unusual(row, by_cell.get(_cell(row), [])) for row in shown])


def _cell(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in CELL)
