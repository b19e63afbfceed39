"""The ways to split a change: by school, broadcast, reason or language; and the titles of the groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.access import Viewer, needs
from data.words import vocabulary
from data.words.catalog import N_, _, ngettext
from queries import comparison
from queries.comparison import Compared
from queries.field_kinds import ListField
from queries.fields import BROADCAST, LANGUAGE, REASON, SCHOOL

Row = Mapping[str, Any]
SHARE, COUNT = "share", "count"
MEASURES = {SHARE: N_("Share"), COUNT: N_("Count")}
OTHER = ""  # the key of the languages that are too small to be shown


@dataclass(frozen=True)
class Split:
    """One way: the field of what the change is split into, and whether a click on a group sets it."""

    field: ListField
    title: str
    label: str
    not_stated: str
    question: str = "undelivered_changes"
    can_filter: bool = True

    @property
    def parameters(self) -> dict[str, object]:
        """Return the parameters of the question that name the way."""
        return {"split": self.field.key} if self.can_filter else {}

    def group_title(self, row: Row) -> str:
        """Return what people read of a row."""
        if row["level"] == "all":
            return _("All")
        if row["level"] == "others":
            number = row["group_count"]
            return ngettext("All other ({number})", "All others ({number})", number, number=number)
        if self.field == REASON:
            return vocabulary.reason_title(row["group_key"])
        if row["group_key"] == OTHER:
            return _("Other languages")
        name: str = row["group_name"] or _(self.not_stated)
        return name

    def filter_key(self, row: Row) -> str:
        """Return what a click on a row selects; "" if there is nothing to select."""
        if not self.can_filter or row["level"] != "group":
            return ""
        if self.field == REASON:
            return row["group_key"] or vocabulary.NOT_STATED_KEY
        return row["group_key"] or ""


BY_SCHOOL = Split(SCHOOL, N_("School"), N_("What changed by school"), N_("School not stated"))
BY_BROADCAST = Split(
    BROADCAST, N_("Broadcast"), N_("What changed by broadcast"), N_("Broadcast not stated")
)
BY_REASON = Split(REASON, N_("Reason"), N_("What changed by reason"), "")
BY_LANGUAGE = Split(
    LANGUAGE,
    N_("Language"),
    N_("What changed by language"),
    N_("Language not stated"),
    question="undelivered_changes_by_language",
    can_filter=False,
)


def offered(viewer: Viewer, other: Compared) -> dict[str, Split]:
    """Return the ways by key that a viewer may see, and that say something about these texts.

    Beside another broadcast, the one is new and the other gone, which a split would only repeat.
    """
    ways = [way for way in (BY_SCHOOL, BY_BROADCAST, BY_REASON, BY_LANGUAGE) if _may_see(viewer, way)]
    is_of_broadcasts = other.kind == comparison.BROADCAST
    return {way.field.key: way for way in ways if not (is_of_broadcasts and way is BY_BROADCAST)}


def _may_see(viewer: Viewer, way: Split) -> bool:
    return viewer.may(*needs.QUESTIONS[way.question])
