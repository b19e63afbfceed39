"""The statuses at each school: the finding, and a table with a bar in each row, which filters the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import colors, formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.figures import keys
from pages.parts.frame import session
from pages.parts.frame.fragments import fragment
from pages.parts.sms_status.sentences import AWAITED
from pages.parts.sms_status.since import Earlier
from queries import Selection, run
from queries.fields import SCHOOL

MOST = 10  # schools shown at first
Row = Mapping[str, Any]
School = Sequence[Row]  # the rows of one school, one per status


@fragment("schools")
def show(viewer: Viewer, selection: Selection, earlier: Earlier | None) -> None:
    """Draw the statuses at every school, also while the page is filtered, beside an earlier month."""
    st.header(_("By school"), anchor=False)
    compared_at = earlier and earlier.ends_at
    enough = vocabulary.ENOUGH_TEXTS
    on_day = Selection(on_day=selection.on_day)
    rows = run("statuses_by_school", viewer, on_day, enough=enough, compared_at=compared_at).to_pylist()
    schools = [list(own) for _school, own in groupby(rows, key=lambda row: row["school"])]
    st.markdown(finding(schools))
    legend = colors.legend(colors.status_name(status.name) for status in vocabulary.STATUSES)
    shown = schools if session.EVERY_SCHOOL.get() else schools[:MOST]
    st.html(legend + table(shown, selection.schools or (), is_compared=earlier is not None))
    if len(schools) > MOST:
        st.toggle(_("Show all {number} schools", number=len(schools)), key=session.EVERY_SCHOOL.name)
    shared = _("A number shared by contacts at several schools counts at each of them.")
    why = keys.note([_more(school[0]["school"]) for school in shown])
    st.markdown(" ".join(filter(None, (_against(shown, earlier), shared, why))))


def finding(schools: Sequence[School]) -> str:
    """Return which school has the largest share pending; the schools are in that order."""
    shares = [_pending(school) for school in schools]
    compared = [row for row in shares if row["school"] and not row["is_small"]]
    if not compared:
        return _("No school has enough numbers to compare.")
    if not compared[0]["numbers"]:
        return _("No school has pending numbers.")
    first = ngettext(
        "{school} has the largest share pending: {number} of {total} number ({share}).",
        "{school} has the largest share pending: {number} of {total} numbers ({share}).",
        compared[0]["of_numbers"],
    )
    return formatting.markdown(
        first,
        school=compared[0]["school"],
        number=compared[0]["numbers"],
        total=compared[0]["of_numbers"],
        share=formatting.percent(compared[0]["share_pct"]),
    )


def table(schools: Sequence[School], selected: Sequence[str], *, is_compared: bool = False) -> Markup:
    """Return a table of the schools, with the change of each share; the selected ones are marked."""
    names = [school[0]["school"] for school in schools]
    statuses = [
        Column(status.title, [school[place]["numbers"] for school in schools])
        for place, status in enumerate(vocabulary.STATUSES)
    ]
    return tables.table(
        [
            Column(vocabulary.column_title("school"), [name or _("No school") for name in names]),
            Column(_("Share pending"), [_share(school, is_compared=is_compared) for school in schools]),
            *statuses,
            Column(vocabulary.column_title("numbers"), [school[0]["of_numbers"] for school in schools]),
            keys.column([*map(_more, names)]),
        ],
        _("Statuses at each school, largest share pending first"),
        buttons=[name and attribute(SCHOOL.key, name, is_selected=name in selected) for name in names],
        kind="schools",
        is_stacked=False,
    )


def _against(schools: Sequence[School], earlier: Earlier | None) -> str:
    """Return what the changes under the shares are; "" if there are none."""
    if earlier is None or all(_pending(school)["is_small"] for school in schools):
        return ""
    return _(
        "Under each share: its change since the end of {month}. "
        "Both shares are of the contacts who are at the school now.",
        month=catalog.month(earlier.month),
    )


def _more(name: str | None) -> Markup | None:
    return keys.button(name, keys.OWNERS, name) if name else None


def _pending(school: School) -> Row:
    return next(row for row in school if row["status"] == AWAITED)


def _share(school: School, *, is_compared: bool) -> Markup:
    pending = _pending(school)
    share = _("too few to compare") if pending["is_small"] else formatting.percent(pending["share_pct"])
    change = _change(pending) if is_compared and not pending["is_small"] else ""
    part = Markup('<i class="{}" style="flex: {} 0 2px"></i>')
    parts = Markup("").join(
        part.format(colors.status_class(row["status"]), row["numbers"]) for row in school if row["numbers"]
    )
    # The bar repeats the counts of its row, so a screen reader skips it.
    cell = Markup('<span class="share"><span class="bar" aria-hidden="true">{}</span>{}{}</span>')
    return cell.format(parts, share, change)


def _change(row: Row) -> Markup:
    """Return the change of a share, in the line under it, or why there is none."""
    if not row["is_comparable"]:
        return Markup(' <span class="change">{}</span>').format(_("Too few to compare"))
    before = _("compared with {share}", share=formatting.percent(row["compared_share_pct"]))
    cell = Markup(' <span class="change" title="{}">{}<span class="unseen">, {}</span></span>')
    return cell.format(before, formatting.points(row["change_points"]), before)
