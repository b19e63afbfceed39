"""The key of a figure, its "⋯" button, and the filters that select what it counts. No Streamlit here.

A key is a kind and what the figure is of, such as "result:failed" or "school:Lincoln High"; never a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, shown
from pages.parts.draw.tables import Column
from pages.parts.filters import narrowing
from pages.parts.filters.narrowing import PART, STAGE
from queries import Selection
from queries.field_kinds import ListField
from queries.fields import BROADCAST, DAY, REASON, RESULT, SCHOOL, STATUS

FIGURE, LIST = "figure", "list"  # what a click changes: the open figure, and what the list shows
OWNERS = "owners"  # a kind beside stages, parts and the keys of fields
SEPARATOR = ":"

Names = tuple[str, ...] | None
Filters = Mapping[str, "Names | date"]  # by parameter of a selection, or its day; None clears a field


def key_of(kind: str, *values: str) -> str:
    """Return the key of a figure of a kind."""
    return SEPARATOR.join((kind, *values))


def button(title: str, kind: str, *values: str) -> Markup:
    """Return the button that opens more about a figure."""
    label = _("More about {title}", title=str(shown(title)))
    dots = Markup('<button class="dots" {} aria-haspopup="dialog" aria-label="{}">⋯</button>')
    return dots.format(attribute(FIGURE, key_of(kind, *values)), label)


def column(buttons: Sequence[Markup | None]) -> Column:
    """Return the last column of a table: the button of each row."""
    return Column(Markup('<span class="unseen">{}</span>').format(_("More")), buttons)


def note(buttons: Sequence[Markup | None]) -> str:
    """Return why some bars or rows have no button; "" if all have one."""
    if all(buttons):
        return ""
    return _("A bar or row without “⋯” has no name to filter by, so it can't be listed alone.")


def parted(key: str) -> tuple[str, str]:
    """Return the kind of a figure, and what it is of."""
    kind, _separator, value = key.partition(SEPARATOR)
    return kind, value


def filters(key: str) -> Filters | None:
    """Return the filters that, beside the others of its page, select what a figure counts.

    None if no page has such a figure.
    """
    kind, value = parted(key)
    return FILTERS[kind](value) if kind in FILTERS and value else None


def narrowed(base: Selection, own: Filters) -> Selection:
    """Return a selection with these filters in place of its own."""
    day = own.get(DAY.attribute)
    if isinstance(day, date):
        return replace(base, day=day)
    return base.with_names({name: names for name, names in own.items() if not isinstance(names, date)})


def _outcome(results: Names, reasons: Names = None) -> Filters:
    return {RESULT.parameter: results, REASON.parameter: reasons}


def _result(value: str) -> Filters | None:
    name = RESULT.name_of(value)
    return _outcome((name,)) if name else None


def _stage(value: str) -> Filters | None:
    names = narrowing.stage_results(value)
    return _outcome(names) if names else None


def _part(value: str) -> Filters | None:
    reasons = vocabulary.part_reasons(value)
    return _outcome(None, reasons) if reasons else None


def _reason(value: str) -> Filters | None:
    result, _separator, reason = value.partition(SEPARATOR)
    of_result, of_reason = RESULT.name_of(result), REASON.name_of(reason)
    return _outcome((of_result,), (of_reason,)) if of_result and of_reason else None


def _undelivered(field: ListField) -> Callable[[str], Filters]:
    results = narrowing.stage_results(vocabulary.UNDELIVERED)
    return lambda value: {field.parameter: (value,), **_outcome(results)}


def _day(value: str) -> Filters | None:
    try:
        return {DAY.attribute: date.fromisoformat(value)}
    except ValueError:
        return None


def _status(value: str) -> Filters | None:
    name = STATUS.name_of(value)
    return {STATUS.parameter: (name,)} if name else None


FILTERS: Mapping[str, Callable[[str], Filters | None]] = {
    STAGE: _stage,
    RESULT.key: _result,
    PART: _part,
    REASON.key: _reason,
    BROADCAST.key: _undelivered(BROADCAST),
    SCHOOL.key: _undelivered(SCHOOL),
    DAY.key: _day,
    STATUS.key: _status,
    OWNERS: lambda value: {SCHOOL.parameter: (value,), STATUS.parameter: None},
}
