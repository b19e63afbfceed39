"""Whom a run of reminders is asked for: the filter row of the page, and what it says in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import streamlit as st

from data import settings
from data.access import Viewer
from data.words import vocabulary
from pages.parts.filters import filter_row
from pages.parts.filters.narrowing import GRADE, LANGUAGE, SCHOOL
from queries import Selection, run
from queries.selection import midnight

PENDING_FOR, LEFT_ALONE = "pending", "alone"  # in the address
DAYS_PENDING = (0, 7, 14, 30, 90)
DAYS_ALONE = (0, 7, vocabulary.LEFT_ALONE_DAYS, 30)


@dataclass(frozen=True)
class Asked:
    """Schools, grades and languages, for how long a number has been pending, and who is left alone.

    `now` is the end of the district's day, so that a day has one answer.
    """

    selection: Selection
    pending_days: int
    left_alone_days: int
    now: datetime

    def parameters(self) -> dict[str, object]:
        """What the questions about pending numbers take besides the selection."""
        return {
            "pending_days": self.pending_days,
            "left_alone_days": self.left_alone_days,
            "now": self.now,
        }

    def sentence(self) -> str:
        """What was asked for, in words: it is kept with the run."""
        chosen = self.selection
        named = [", ".join(names) for names in (chosen.schools, chosen.grades, chosen.languages) if names]
        parts = ["; ".join(named) or "every school, grade and language"]
        if self.pending_days:
            parts.append(f"pending for {self.pending_days} days or more")
        if self.left_alone_days:
            parts.append(f"not reminded in the last {self.left_alone_days} days")
        return ", ".join(parts)


def end_of_today() -> datetime:
    """The end of the district's day, in UTC."""
    zone = settings.load().zone
    return midnight(datetime.now(zone).date() + timedelta(days=1), zone)


def chosen(viewer: Viewer) -> Asked:
    """Draw the filter row; every choice of it lives in the page's address."""
    now = end_of_today()
    rows = run("pending_totals", viewer, now=now).to_pylist()
    names = {
        key: [*dict.fromkeys(r["name"] for r in rows if r["level"] == key and r["name"])]
        for key in (GRADE, LANGUAGE)
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter"):
        schools = filter_row.choose("Schools", SCHOOL, filter_row.schools(viewer), width=190)
        grades = filter_row.choose("Grades", GRADE, sorted(names[GRADE]), width=150)
        languages = filter_row.choose("Languages", LANGUAGE, sorted(names[LANGUAGE]), width=165)
        pending = _days("Pending for", PENDING_FOR, DAYS_PENDING, 0, ("any time", "{} days or more"))
        usual = vocabulary.LEFT_ALONE_DAYS
        reminded = ("none", "in the last {} days")
        alone = _days("Leave out those reminded", LEFT_ALONE, DAYS_ALONE, usual, reminded)
    selection = Selection(
        schools=tuple(schools) or None, grades=tuple(grades) or None, languages=tuple(languages) or None
    )
    return Asked(selection, pending, alone, now)


def _days(label: str, key: str, options: tuple[int, ...], usual: int, words: tuple[str, str]) -> int:
    """One of these days; `words` are those for no day, and those for some."""
    days: int = st.selectbox(
        label,
        options,
        index=options.index(usual),
        key=key,
        bind="query-params",
        format_func=lambda days: words[1].format(days) if days else words[0],
        width=180,
    )
    return days
