"""The figures of SMS Status: the numbers of each status, and of each school. No Streamlit here."""

from __future__ import annotations

from data import settings
from data.access import Viewer
from data.words import opt_in_words, vocabulary
from data.words.catalog import ngettext
from pages.parts.draw import formatting
from pages.parts.figures import keys
from pages.parts.figures.figure import Figure
from queries import Selection, run
from queries.fields import SMS_STATUS, STATUS

AWAITED = next(status.name for status in vocabulary.STATUSES if status.is_pending)


def figure(key: str, viewer: Viewer, every_status: Selection) -> Figure | None:
    """Return the figure of a key; None if there is none. `every_status` is the filter without statuses."""
    kind, value = keys.parted(key)
    own = keys.filters(key)
    if own is None:
        return None
    if kind == STATUS.key:
        return _status(key, viewer, every_status, keys.narrowed(every_status, own))
    if kind != keys.OWNERS:
        return None
    return _owners(key, value, viewer, keys.narrowed(Selection(on_day=every_status.on_day), own))


def _status(key: str, viewer: Viewer, every_status: Selection, counted: Selection) -> Figure:
    (name,) = counted.statuses or ("",)
    rows = run("status_totals", viewer, every_status).to_pylist()
    row = next(row for row in rows if row["status"] == name)
    words = ngettext(
        "**{number} of {total} number** ({share}), of {contacts}.",
        "**{number} of {total} numbers** ({share}), of {contacts}.",
        row["of_numbers"],
    )
    sentence = formatting.markdown(
        words,
        number=row["numbers"],
        total=row["of_numbers"],
        share=formatting.percent(row["share_pct"]),
        contacts=_contacts(row["contacts"]),
    )
    status = vocabulary.STATUS_OF[name]
    return Figure(
        key,
        SMS_STATUS,
        status.title,
        sentence,
        row["numbers"],
        "status_totals",
        every_status,
        status.title,
        counted,
        opt_in_words.status_meaning(name, settings.load().opt_in_word),
    )


def _owners(key: str, school: str, viewer: Viewer, counted: Selection) -> Figure | None:
    of_schools = Selection(on_day=counted.on_day)
    rows = run("statuses_by_school", viewer, of_schools, enough=vocabulary.ENOUGH_TEXTS).to_pylist()
    row = next((row for row in rows if (row["school"], row["status"]) == (school, AWAITED)), None)
    if row is None:
        return None
    words = ngettext(
        "**{number} number**, {pending} of them pending ({share}).",
        "**{number} numbers**, {pending} of them pending ({share}).",
        row["of_numbers"],
    )
    sentence = formatting.markdown(
        words,
        number=row["of_numbers"],
        pending=row["numbers"],
        share=formatting.percent(row["share_pct"]),
    )
    return Figure(
        key,
        SMS_STATUS,
        school,
        sentence,
        row["of_numbers"],
        "statuses_by_school",
        of_schools,
        school,
        counted,
    )


def _contacts(number: int) -> str:
    return ngettext("{number} contact", "{number} contacts", number, number=number)
