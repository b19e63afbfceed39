"""What the tiles and the schools are compared with: the numbers at the end of an earlier month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data import clock, settings
from data.access import Viewer
from data.words import catalog
from data.words.catalog import _
from pages.parts.filters import in_url
from pages.parts.frame import errors
from pages.parts.sms_status.history_chart import BY_MONTH
from queries import Selection, run
from queries.fields import SINCE
from queries.selection import midnight

NONE = "none"  # in the URL, beside months such as 2026-09


@dataclass(frozen=True)
class Earlier:
    """The numbers in each status at the end of a month, by the status."""

    month: date
    numbers: dict[str, int]

    @property
    def ends_at(self) -> datetime:
        """Return the first instant after the month, as the district's zone has it, in UTC."""
        return midnight(clock.month_after(self.month), settings.load().zone)

    def change(self, status: str, number: int) -> str:
        """Return how the numbers of a status changed since: "+120 since the end of Sep 2026"."""
        places = {"number": abs(number - self.numbers[status]), "month": catalog.month(self.month)}
        if number > self.numbers[status]:
            return _("+{number} since the end of {month}", **places)
        if number < self.numbers[status]:
            return _("\N{MINUS SIGN}{number} since the end of {month}", **places)
        return _("No change since the end of {month}", **places)

    def before(self, status: str) -> str:
        """Return the numbers of a status then, for a screen reader."""
        return _("compared with {number}", number=self.numbers[status])


def select(viewer: Viewer, selection: Selection) -> Earlier | None:
    """Draw the field of months before the newest one; return the selected month, None for no comparison.

    Nothing is drawn if the history of the selection, without its statuses, has no earlier month.
    """
    earlier: list[Earlier] = []
    with errors.in_place():
        earlier = _months(viewer, selection)
    if not earlier:
        return None
    months = {f"{own.month:%Y-%m}": own for own in earlier}
    selected = _select([*months, NONE], {key: catalog.month(own.month) for key, own in months.items()})
    return months.get(selected)


def _months(viewer: Viewer, selection: Selection) -> list[Earlier]:
    """Return the months of "statuses_over_time" before its newest one, the newest first.

    With a selected day, only those that ended before it.
    """
    rows = run("statuses_over_time", viewer, selection, by=BY_MONTH).to_pylist()
    numbers: dict[date, dict[str, int]] = {}
    for row in rows:
        numbers.setdefault(row["first_day"], {})[row["status"]] = row["numbers"]
    on_day = selection.on_day
    return [
        Earlier(month, own)
        for month, own in [*numbers.items()][-2::-1]
        if on_day is None or clock.month_after(month) <= on_day
    ]


def _select(keys: Sequence[str], titles: dict[str, str]) -> str:
    """Draw the field; its first key, which isn't in the URL, is selected at first."""
    texts = in_url.read(SINCE.key)
    selected = texts[0] if texts and texts[0] in keys else keys[0]
    sentences = {key: _("Compared with the end of {month}", month=title) for key, title in titles.items()}
    in_url.select_from_list(
        _(SINCE.label),
        SINCE.key,
        selected,
        keys[0],
        options=keys,
        title_of=lambda key: sentences.get(key) or _("No comparison"),
        width=SINCE.width,
        is_label_hidden=True,
    )
    return selected
