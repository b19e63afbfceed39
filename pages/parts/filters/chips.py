"""The line that says what a page shows, with a button for each filter that clears it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.words import catalog
from data.words.catalog import _
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, filled, render
from pages.parts.filters.narrowing import CLEAR, EVERYTHING, dates_only
from queries import Selection, fields
from queries.field_kinds import ListField
from queries.fields import BROADCAST, DAY

Chip = tuple[str, str]  # the key of a field, and its selected values as people read them
NO_LABELS: Mapping[str, str] = {}


def selection_line(selection: Selection, labels: Mapping[str, str] = NO_LABELS) -> Markup:
    """Return the dates that are shown, and a chip per filter; `labels` are those of broadcasts, by key."""
    dates = dates_only(selection).sentence()
    sentence = filled(_("<b>Showing:</b> {dates}"), dates=dates)
    ends = (selection.day or selection.from_day, selection.day or selection.to_day)
    days = dict.fromkeys(day.isoformat() for day in ends if day)
    return line(sentence, chips(selection, labels), dates, "_".join(days))


def line(sentence: str, filters: Sequence[Chip], dates: str = "", days: str = "") -> Markup:
    """Return a line of a sentence, which is escaped unless it is Markup, and a chip per filter.

    A chart that is saved as a picture has the filters and `dates` over it, and `days` in its name.
    """
    words = [dates, *(words for _key, words in filters)]
    return render(
        "filters/chips.html",
        sentence=sentence,
        words=catalog.listing(own for own in words if own),
        days=days,
        chips=[(Markup(attribute(CLEAR, key)), clearing(words)) for key, words in filters],
        clear_all=Markup(attribute(CLEAR, EVERYTHING)) if len(filters) > 1 else None,
    )


def chips(selection: Selection, labels: Mapping[str, str] = NO_LABELS) -> list[Chip]:
    """Return the chips of a selection; `labels` are those of broadcasts, by key."""
    selected = []
    for field in fields.FIELDS:
        if field == DAY and selection.day:
            selected.append((DAY.key, catalog.day(selection.day)))
        elif isinstance(field, ListField) and selection.names(field):
            names = selection.names(field) or ()
            titles = (
                [labels.get(name, name) for name in names] if field == BROADCAST else field.titles(names)
            )
            selected.append((field.key, catalog.listing(titles)))
    return selected


def clearing(words: str) -> Markup:
    """Return what a button says that clears a filter."""
    return filled(_('{filter}<span class="unseen">, clear</span>'), filter=words)
