"""Every filter field: one entry each, from which pages, URLs, downloads and the command line are made.

A new field is one entry of FIELDS, and a step in the SQL of the questions that take its parameter. Pages
show fields in the order of FIELDS.
"""

from __future__ import annotations

from data.words import vocabulary
from data.words.catalog import N_, _, ngettext
from queries.consent.fields import ON
from queries.field_kinds import Choice, ChoiceField, DayField, DaysField, Field, ListField, Listing
from queries.numbers.fields import FIX, NUMBERS_TO_FIX, OBSTACLE, WHO_WE_CAN_TEXT
from queries.record_fields import ACTION, NUMBERS, RECORD, WHO

BROADCASTS, SMS_LOG, SMS_STATUS, REMINDERS = "broadcasts", "sms_log", "sms_status", "opt_in_reminders"
WHY_UNDELIVERED = "why_undelivered"


def _results() -> list[Choice]:
    return [Choice(result.key, result.name, result.title) for result in vocabulary.RESULTS]


def _statuses() -> list[Choice]:
    return [Choice(status.key, status.name, status.title) for status in vocabulary.STATUSES]


def _reasons() -> list[Choice]:
    titles = [reason.title for reason in vocabulary.REASONS]
    choices = [
        Choice(reason.key, reason.key, reason.title, _long_title(reason, titles.count(reason.title)))
        for reason in vocabulary.REASONS
    ]
    key = vocabulary.NOT_STATED_KEY
    return [*choices, Choice(key, key, vocabulary.reason_title(None))]


def _long_title(reason: vocabulary.Reason, often: int) -> str:
    """Return a title that no other reason has; "" if its own is such a one."""
    return _("{title}: {meaning}", title=reason.title, meaning=reason.meaning) if often > 1 else ""


FROM = DayField(
    key="from",
    parameters=("from_date", "from_at"),
    attribute="from_day",
    option="--from",
    metavar="DATE",
    help=N_("the first day to count"),
)
TO = DayField(
    key="to",
    parameters=("until_date", "until_at"),
    attribute="to_day",
    option="--to",
    metavar="DATE",
    help=N_("the last day to count"),
)
PERIOD = Field(  # as the page shows it: both days in one field
    key="period",
    label=N_("Dates"),
    link_word=N_("dates"),
    parameters=(),
    pages=(BROADCASTS, SMS_LOG, WHY_UNDELIVERED, RECORD),
    width=225,
)
BROADCAST = ListField(
    key="broadcast",
    label=N_("Broadcasts"),
    link_word=N_("broadcast"),
    everything=N_("All broadcasts"),
    parameters=("broadcasts",),
    listing=Listing("broadcast_names", "broadcast"),
    summary=lambda number: ngettext("{number} broadcast", "{number} broadcasts", number, number=number),
    option="--broadcast",
    metavar="ID-OR-NAME",
    help=N_("only these broadcasts"),
    pages=(SMS_LOG, WHY_UNDELIVERED),
    width=245,
)
SCHOOL = ListField(
    key="school",
    label=N_("Schools"),
    link_word=N_("school"),
    everything=N_("All schools"),
    parameters=("schools",),
    listing=Listing("school_names", "school"),
    option="--school",
    help=N_("only families of these schools"),
    pages=(BROADCASTS, SMS_LOG, WHY_UNDELIVERED, SMS_STATUS, REMINDERS, WHO_WE_CAN_TEXT, NUMBERS_TO_FIX),
)
GRADE = ListField(
    key="grade",
    label=N_("Grades"),
    link_word=N_("grade"),
    everything=N_("All grades"),
    parameters=("grades",),
    listing=Listing("pending_totals", "name", level="grade"),
    option="--grade",
    help=N_("only families with students in these grades"),
    pages=(REMINDERS, WHO_WE_CAN_TEXT),
)
LANGUAGE = ListField(
    key="language",
    label=N_("Languages"),
    link_word=N_("language"),
    everything=N_("All languages"),
    parameters=("languages",),
    listing=Listing("pending_totals", "name", level="language"),
    option="--language",
    help=N_("only contacts with these languages"),
    pages=(REMINDERS, WHO_WE_CAN_TEXT),
)
DAY = DayField(
    key="day",
    label=N_("One day"),
    link_word=N_("day"),
    parameters=(),
    attribute="day",
    folded_on=(SMS_LOG, WHY_UNDELIVERED),
)
RESULT = ListField(
    key="result",
    label=N_("Results"),
    link_word=N_("result"),
    everything=N_("All results"),
    parameters=("results",),
    choices=_results,
    option="--result",
    help=N_("only texts with these results"),
    folded_on=(SMS_LOG,),
)
REASON = ListField(
    key="reason",
    label=N_("Reasons"),
    link_word=N_("reason"),
    everything=N_("All reasons"),
    parameters=("reasons",),
    choices=_reasons,
    sql_names={vocabulary.NOT_STATED_KEY: ""},
    option="--reason",
    help=N_("only texts with these reasons, by key or title"),
    folded_on=(SMS_LOG,),
)
STATUS = ListField(
    key="status",
    label=N_("Statuses"),
    link_word=N_("status"),
    everything=N_("All statuses"),
    parameters=("statuses",),
    choices=_statuses,
    option="--status",
    help=N_("only numbers with these statuses"),
    pages=(SMS_STATUS,),
    width=230,
)
PENDING_FOR = DaysField(
    key="pending",
    label=N_("Pending for"),
    link_word=N_("pending for"),
    parameters=("pending_days",),
    options=(0, 7, 14, 30, 90),
    usual=0,
    none_title=N_("any time"),
    title=lambda days: ngettext("{days} day or more", "{days} days or more", days, days=days),
    words=lambda days: ngettext(
        "pending for {days} day or more", "pending for {days} days or more", days, days=days
    ),
    option="--pending-days",
    metavar="N",
    help=N_("only numbers that have been pending for N days or more"),
    pages=(REMINDERS,),
    width=180,
)
LEFT_ALONE = DaysField(
    key="alone",
    label=N_("Leave out those reminded"),
    link_word=N_("recently reminded"),
    parameters=("left_alone_days",),
    options=(0, 7, vocabulary.LEFT_ALONE_DAYS, 30),
    usual=vocabulary.LEFT_ALONE_DAYS,
    none_title=N_("none"),
    title=lambda days: ngettext("in the last {days} day", "in the last {days} days", days, days=days),
    words=lambda days: ngettext(
        "not reminded in the last {days} day", "not reminded in the last {days} days", days, days=days
    ),
    option="--left-alone-days",
    metavar="N",
    help=N_("leave out families reminded in the last N days"),
    pages=(REMINDERS,),
    width=180,
)
AGAINST = ChoiceField(  # by the kinds of comparison.py, which reads selections
    key="against",
    label=N_("Compare with"),
    link_word=N_("comparison"),
    titles={
        "before": N_("The period before"),
        "weekdays": N_("The same weekdays before"),
        "last_year": N_("Last school year"),
        "broadcast": N_("An earlier broadcast"),
        "none": N_("No comparison"),
    },
    usual="before",
    pages=(SMS_LOG, WHY_UNDELIVERED),
    width=215,
)
AGAINST_BROADCAST = Field(
    key="against_broadcast",
    label=N_("Earlier broadcast"),
    link_word=N_("earlier broadcast"),
    pages=(SMS_LOG, WHY_UNDELIVERED),
    width=280,
)
SINCE = Field(
    key="since",
    label=N_("Compare with"),
    link_word=N_("month"),
    pages=(SMS_STATUS,),
    width=320,
)
FIELDS: tuple[Field, ...] = (
    *(FROM, TO, PERIOD, BROADCAST, SCHOOL, GRADE, LANGUAGE, DAY),
    *(RESULT, REASON, STATUS, ON, PENDING_FOR, LEFT_ALONE),
    *(AGAINST, AGAINST_BROADCAST, SINCE),
    *(WHO, ACTION, NUMBERS, OBSTACLE, FIX),
)


def list_fields() -> list[ListField]:
    """Return the fields that are lists of values."""
    return [field for field in FIELDS if isinstance(field, ListField)]


def days_fields() -> list[DaysField]:
    """Return the fields that are numbers of days."""
    return [field for field in FIELDS if isinstance(field, DaysField)]


def shown_on(page: str, *, folded: bool = False) -> list[Field]:
    """Return the fields that a page shows, either in its row or `folded` under "More filters"."""
    return [field for field in FIELDS if page in (field.folded_on if folded else field.pages)]


def by_key(key: str) -> Field | None:
    """Return the field of that key; None if there is none."""
    return next((field for field in FIELDS if field.key == key), None)
