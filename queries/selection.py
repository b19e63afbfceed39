"""A selection: the filters as one frozen object, as parameters of questions and as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from data.words import catalog
from data.words.catalog import _
from queries import fields as registry
from queries.consent.fields import ON
from queries.field_kinds import ListField

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2199, 12, 31)
Names = tuple[str, ...]
NO_TITLES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Selection:
    """Days (both included, in the district's zone), and the names of values of list fields; None means all.

    `day` narrows the days to one of them. Broadcasts are ids or names; schools are the families', grades
    the students', languages the contacts'. Reasons are keys of the vocabulary, NOT_STATED_KEY for none.
    Statuses are those at the end of `on_day`, None for now. Fields that no page reads by name are in
    `others`, by their parameter.
    """

    from_day: date | None = None
    to_day: date | None = None
    broadcasts: Names | None = None
    schools: Names | None = None
    results: Names | None = None
    statuses: Names | None = None
    reasons: Names | None = None
    day: date | None = None
    grades: Names | None = None
    languages: Names | None = None
    on_day: date | None = None
    others: tuple[tuple[str, Names], ...] = ()

    def names(self, field: ListField) -> Names | None:
        """Return the names of the values that are selected of a field; None for all of them."""
        if field.parameter in ATTRIBUTES:
            names: Names | None = getattr(self, field.parameter)
            return names
        return dict(self.others).get(field.parameter)

    def with_names(self, names: Mapping[str, Sequence[str] | None]) -> Selection:
        """Return the selection with other values of list fields, by parameter; none or None means all."""
        changes: dict[str, Any] = {key: tuple(own) if own else None for key, own in names.items()}
        others = dict(self.others) | {key: own for key, own in changes.items() if key not in ATTRIBUTES}
        return replace(
            self,
            **{key: own for key, own in changes.items() if key in ATTRIBUTES},
            others=tuple((key, own) for key, own in others.items() if own),
        )

    def parameters(self, zone: ZoneInfo) -> dict[str, object]:
        """Return every parameter that a question can take from filters; days are half-open bounds."""
        first = max(self.day or self.from_day or FIRST_DAY, FIRST_DAY)
        after = min(self.day or self.to_day or LAST_DAY, LAST_DAY) + timedelta(days=1)
        return {
            "from_date": first,
            "until_date": after,
            "zone": zone.key,
            "on_date": self.on_day,
            "from_at": midnight(first, zone),
            "until_at": midnight(after, zone),
            **{field.parameter: field.sql_values(self.names(field)) for field in registry.list_fields()},
        }

    def values(self) -> dict[str, object]:
        """Return what is selected as JSON has it, by the names of fields: for entries of the record."""
        days = {"from": self.day or self.from_day, "to": self.day or self.to_day, "on": self.on_day}
        selected = {field.key: self.names(field) for field in registry.list_fields()}
        return {key: str(day) for key, day in days.items() if day} | {
            key: list(names) for key, names in selected.items() if names
        }

    def facts(self, page: str, broadcasts: Mapping[str, str] = NO_TITLES) -> list[tuple[str, str]]:
        """Return the label and the values of every field that a page shows, as people read them.

        `broadcasts` are their titles, by key.
        """
        days = [(_(registry.PERIOD.label), self.days_sentence())] if registry.PERIOD.is_on(page) else []
        shown = [field for field in registry.list_fields() if field.is_on(page)]
        on_day = [(_(ON.label), catalog.day(self.on_day))] if self.on_day else []
        return [*days, *((_(field.label), self._values(field, broadcasts)) for field in shown), *on_day]

    def _values(self, field: ListField, broadcasts: Mapping[str, str]) -> str:
        names = self.names(field)
        if not names:
            return _(field.everything)
        if field == registry.BROADCAST:
            return catalog.listing(broadcasts.get(name, name) for name in names)
        return catalog.listing(field.titles(names))

    def words(self) -> list[str]:
        """Return what is selected besides days, as people read it: values in the order of the fields."""
        words = []
        for field in registry.list_fields():
            names = self.names(field)
            if names:
                words += [field.summary(len(names))] if field.summary else field.titles(names)
        return [*words, _("on {day}", day=self.on_day)] if self.on_day else words

    def sentence(self) -> str:
        """Return what is selected, as people read it: "Lincoln High, Sep 1–30, 2026"."""
        return catalog.listing([*self.words(), self.days_sentence()])

    def days_sentence(self) -> str:
        """Return which days are selected, as people read it: "Sep 1–30, 2026"."""
        if self.day:
            return catalog.day(self.day)
        if self.from_day and self.to_day:
            return catalog.days(self.from_day, self.to_day)
        if self.from_day:
            return _("since {day}", day=self.from_day)
        return _("until {day}", day=self.to_day) if self.to_day else _("all days")


ATTRIBUTES = frozenset(field.name for field in fields(Selection)) - {"others"}


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a local day, in UTC.

    A midnight that the clock change skips is read with the offset before the change, which lands
    exactly on the instant at which the day begins.
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)
