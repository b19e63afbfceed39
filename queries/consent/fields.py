"""The filter field of the day at whose end statuses are meant."""

from __future__ import annotations

from data.words.catalog import N_
from queries.field_kinds import DayField

ON = DayField(
    key="on",
    label=N_("Status on"),
    link_word=N_("day of the statuses"),
    parameters=("on_date",),
    attribute="on_day",
    option="--on",
    metavar="DATE",
    help=N_("the statuses at the end of this day"),
    pages=("sms_status",),
)
