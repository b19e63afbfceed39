"""The line that says what a page shows, with buttons that clear a filter or leave one of its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.words import catalog, vocabulary
from data.words.catalog import _
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, filled, render
from pages.parts.filters.narrowing import CLEAR, DROP, EVERYTHING, ONLY, PART, SEPARATOR, dates_only
from queries import Selection, fields
from queries.consent.fields import ON
from queries.field_kinds import ListField
from queries.fields import BROADCAST, DAY, REASON

MOST_VALUES = 4  # of a field with a button each; more are cleared at once
NO_LABELS: Mapping[str, str] = {}


class Chip(NamedTuple):
    """The filter by one field: its key, its values in words, and the title of each by its click."""

    key: str
    words: str
    titles: Mapping[str, str] = NO_LABELS


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
    words = [dates, *(chip.words for chip in filters)]
    buttons = [button for chip in filters for button in _buttons(chip)]
    return render(
        "filters/chips.html",
        sentence=sentence,
        words=catalog.listing(own for own in words if own),
        days=days,
        chips=buttons,
        clear_all=Markup(attribute(CLEAR, EVERYTHING)) if len(buttons) > 1 else None,
    )


def chips(selection: Selection, labels: Mapping[str, str] = NO_LABELS) -> list[Chip]:
    """Return the chips of a selection; `labels` are those of broadcasts, by key."""
    selected = []
    for field in fields.FIELDS:
        if field == DAY and selection.day:
            selected.append(Chip(DAY.key, catalog.day(selection.day)))
        elif field == ON and selection.on_day:
            selected.append(Chip(ON.key, _("on {day}", day=selection.on_day)))
        elif isinstance(field, ListField) and selection.names(field):
            titles = _titles(field, selection.names(field) or (), labels)
            selected.append(Chip(field.key, catalog.listing(dict.fromkeys(titles.values())), titles))
    return selected


def _titles(field: ListField, names: Sequence[str], labels: Mapping[str, str]) -> dict[str, str]:
    """Return what people read of the values of a field, by what a click on each names."""
    if field == REASON and (parts := _whole_parts(names)):
        return {f"{PART}{SEPARATOR}{part.key}": part.title for part in parts}
    return {
        f"{field.key}{SEPARATOR}{field.key_of(name)}": labels.get(name, name)
        if field == BROADCAST
        else field.title_of(name)
        for name in names
    }


def _whole_parts(reasons: Sequence[str]) -> list[vocabulary.Part]:
    """Return the parts that several reasons are all of; none if they are of one part, or not all of any."""
    parts = [part for part in vocabulary.PARTS if set(vocabulary.part_reasons(part.key)) <= set(reasons)]
    covered = {key for part in parts for key in vocabulary.part_reasons(part.key)}
    return parts if len(parts) > 1 and covered == set(reasons) else []


def _buttons(chip: Chip) -> list[Mapping[str, Markup]]:
    """Return a button that clears the filter or, of some values, two for each: only it, and all but it."""
    if not 1 < len(set(chip.titles.values())) == len(chip.titles) <= MOST_VALUES:
        return [{"clears": Markup(attribute(CLEAR, chip.key)), "words": clearing(chip.words)}]
    return [
        {
            "clears": Markup(""),
            "only": attribute(ONLY, value),
            "drop": attribute(DROP, value),
            "words": filled(_('{filter}<span class="unseen">, show only this</span>'), filter=title),
            "hint": Markup.escape(_("Show only this")),
            "dropping": filled(_("Leave out {filter}"), filter=title),
        }
        for value, title in chip.titles.items()
    ]


def clearing(words: str) -> Markup:
    """Return what a button says that clears a filter."""
    return filled(_('{filter}<span class="unseen">, clear</span>'), filter=words)
