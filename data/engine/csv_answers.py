"""An answer as CSV, formatted by DuckDB itself: a quarter of the time that Arrow's own writer takes.

Times are ISO 8601 with the offset of the session's zone, and no cell is one that a spreadsheet would run.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data import clock

# A cell that a spreadsheet runs begins with = + - @, tab, a line's end, or a wide form of the first four;
# a number in E.164 form is only a number. Such a cell gets an apostrophe, so that it is a word.
BEGINS_FORMULA = (61, 43, 45, 64, 9, 13, 10, 65309, 65291, 65293, 65312)
NUMBER = re.compile(r"\+[0-9]{7,15}")
TEXT = f"""case
    when ascii({{0}}) in {BEGINS_FORMULA} and not regexp_full_match({{0}}, '\\+\\d{{{{7,15}}}}')
        then '''' || {{0}}
    else {{0}}
end"""
# DuckDB writes an offset of whole hours without its minutes. To pad takes thrice as long as to add them.
INSTANT = "rpad(strftime({0}, '%Y-%m-%dT%H:%M:%S%z'), 25, ':00')"
INSTANT_OF_WHOLE_HOURS = "strftime({0}, '%Y-%m-%dT%H:%M:%S%z:00')"


def select(sql: str, columns: Sequence[tuple[str, str]], zone: ZoneInfo) -> str:
    """The question's SQL inside one that makes its columns (name and type of each) cells of CSV.

    `zone` is that of the session in which it is asked.
    """
    instant = INSTANT_OF_WHOLE_HOURS if has_whole_hours(zone) else INSTANT
    forms = {"varchar": TEXT, "timestamptz": instant}
    cells = [forms.get(kind, "{0}").format(f'answer."{name}"') for name, kind in columns]
    return f"select {', '.join(cells)} from ({sql}) as answer"


@functools.cache
def has_whole_hours(zone: ZoneInfo) -> bool:
    """Whether the zone's offsets from UTC are all of whole hours, in the years that a log may hold."""
    days = [date(clock.FIRST_YEAR, 1, 1), *(day + timedelta(days=1) for day in clock.change_days(zone))]
    offsets = [datetime.combine(day, time(), zone).utcoffset() or timedelta() for day in days]
    return all(offset % timedelta(hours=1) == timedelta() for offset in offsets)


def harmless(text: str) -> str:
    """A text as a cell that no spreadsheet runs: the same rule, for what DuckDB does not write."""
    is_run = text[:1] and ord(text[0]) in BEGINS_FORMULA and not NUMBER.fullmatch(text)
    return f"'{text}" if is_run else text
