"""The filter fields of the record, which are part of the registry (see fields.py)."""

from __future__ import annotations

from data import record
from data.words.catalog import N_, _
from queries.field_kinds import Choice, ListField, Listing

RECORD = "record"  # the page

WHO = ListField(
    key="who",
    label=N_("People"),
    link_word=N_("person"),
    everything=N_("All people"),
    parameters=("people",),
    listing=Listing("record_people", "who"),
    option="--who",
    help=N_("only entries of these people"),
    pages=(RECORD,),
    width=220,
)
ACTION = ListField(
    key="action",
    label=N_("Actions"),
    link_word=N_("action"),
    everything=N_("All actions"),
    parameters=("actions",),
    choices=lambda: [Choice(action.key, action.key, action.title) for action in record.ACTIONS.values()],
    option="--action",
    help=N_("only entries of these actions"),
    pages=(RECORD,),
    width=230,
)
NUMBERS = ListField(
    key="numbers",
    label=N_("Numbers"),
    link_word=N_("numbers"),
    everything=N_("Full or masked"),
    parameters=("number_forms",),
    choices=lambda: [
        Choice("full", "full", _("Full numbers")),
        Choice("masked", "masked", _("Masked numbers")),
    ],
    option="--numbers",
    help=N_("only entries with full or masked numbers"),
    pages=(RECORD,),
    width=215,
)
