"""The ways to compare undelivered texts: by broadcast, by school and by reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.words.catalog import N_, ngettext
from queries.field_kinds import ListField
from queries.fields import BROADCAST, REASON, SCHOOL


@dataclass(frozen=True)
class Level:
    """A level of comparison: `field` is the filter that a click on a bar sets.

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
        """Return the key in the URL and in the session."""
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
