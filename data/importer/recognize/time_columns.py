"""How one column of times in a file is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TimeColumn:
    """One column of times, or several whose cells together are one time, and how they are read.

    `places` are its columns in the file: a date's, and perhaps those of its time of day and of its zone.
    `zone` is the IANA zone of times without one, None if nobody knows it yet; `zone_because` is the key of
    how it is known (see rows.times.zones_of_columns), and `zone_text` the heading that states it.
    `date_order` is the order of dates in figures, mdy, dmy or ymd, "" if it can't be decided, and
    `order_because` the key of how it is known (see rows.times.orders_of_columns).

    By the first records: `has_figures` is whether there are dates whose figures could change places,
    `separators` what stands between those, `has_local` whether some times have no zone, `has_zoned` whether
    some have one, `has_seconds` whether some state seconds at all, and `is_epochs` whether all are seconds
    or milliseconds since 1970.
    """

    field: str
    places: tuple[int, ...]
    has_zone_column: bool = False
    zone: str | None = None
    zone_because: str = ""
    zone_text: str = ""
    date_order: str = ""
    order_because: str = ""
    has_figures: bool = False
    separators: tuple[str, ...] = ()
    has_local: bool = False
    has_zoned: bool = False
    has_seconds: bool = False
    is_epochs: bool = False
