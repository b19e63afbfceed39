"""The rights, and the roles that have them: the policy of who may do what, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.words.catalog import N_

ADMINISTRATOR, SCHOOL, HELP_DESK, TOTALS_ONLY = "administrator", "school", "help desk", "totals only"


class Right(StrEnum):
    """What a person may do. The values are the rights' names in docs and tests."""

    VISIT = "visit"
    SEE_ALL_SCHOOLS = "see all schools"
    SEE_ROUNDED_TOTALS = "see rounded totals"
    SEE_TOTALS = "see totals"
    SEE_LISTS = "see lists"
    LOOK_UP = "look up"
    SEE_FULL_NUMBERS = "see full numbers"
    SEE_NAMES = "see names"
    DOWNLOAD = "download"
    REMIND = "remind"
    IMPORT = "import"
    UNDO = "undo"
    SEE_RECORD = "see the record"
    WRITE_NOTES = "write notes"
    WRITE_ENTRIES = "write entries"
    SET_UP = "set up"


TITLES: Mapping[Right, str] = {
    Right.VISIT: N_("open the dashboard"),
    Right.SEE_ALL_SCHOOLS: N_("see every school"),
    Right.SEE_ROUNDED_TOTALS: N_("see rounded totals"),
    Right.SEE_TOTALS: N_("see exact totals"),
    Right.SEE_LISTS: N_("see texts and numbers one by one"),
    Right.LOOK_UP: N_("look up a number"),
    Right.SEE_FULL_NUMBERS: N_("see full numbers"),
    Right.SEE_NAMES: N_("see names"),
    Right.DOWNLOAD: N_("download"),
    Right.REMIND: N_("make reminder batches"),
    Right.IMPORT: N_("import files"),
    Right.UNDO: N_("undo imports"),
    Right.SEE_RECORD: N_("see the record"),
    Right.WRITE_NOTES: N_("write notes on days"),
    Right.WRITE_ENTRIES: N_("enter call results, opt-outs and changed numbers"),
    Right.SET_UP: N_("set up the dashboard"),
}


@dataclass(frozen=True)
class Role:
    """A role: its title, and its rights. Whoever has every school also has SEE_ALL_SCHOOLS.

    With `needs_all_schools`, its rights change the data of every school, so it can't be limited to some.
    """

    title: str
    rights: frozenset[Right]
    needs_all_schools: bool = False


_MASKED = frozenset({Right.VISIT, Right.SEE_TOTALS, Right.SEE_LISTS, Right.LOOK_UP, Right.DOWNLOAD})
ROLES: Mapping[str, Role] = {  # by the word of the access file
    ADMINISTRATOR: Role(
        N_("Administrator"), frozenset(Right) - {Right.SEE_ALL_SCHOOLS}, needs_all_schools=True
    ),
    SCHOOL: Role(
        N_("School"),
        _MASKED | {Right.SEE_FULL_NUMBERS, Right.SEE_NAMES, Right.REMIND, Right.WRITE_ENTRIES},
    ),
    HELP_DESK: Role(N_("Help desk"), _MASKED),
    TOTALS_ONLY: Role(N_("Totals only"), frozenset({Right.VISIT, Right.SEE_ROUNDED_TOTALS})),
}
