"""Every sentence that a person reads, from a gettext catalog, with numbers and dates in the locale's form.

A sentence is written once, whole and in English, where it is used: `_("{sent} of {texts} were sent.", …)`.
`make messages` collects them all in locales/messages.pot, from which a translation starts. The environment
variable SMS_REPORTS_CATALOG names the .po file of another language; its header says which one.
"""

from __future__ import annotations

import functools
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_timezone_name
from babel.lists import format_list
from babel.messages import mofile, pofile
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

FOLDER = Path(__file__).parent / "locales"
ENGLISH = Locale("en", "US")
# CLDR puts narrow spaces into times and ranges; plain ones can be searched for and copied.
MOST_LETTERS = 2_000  # of a text in a sentence or a cell
PLAIN_SPACES = str.maketrans({"\u202f": " ", "\u2009": ""})
SMALLEST_SHARE, LARGEST_SHARE, WHOLE = 0.05, 99.95, 100.0
SMALLEST_WHOLE_SHARE = 0.5
KEPT = 8192  # words of each kind that stay written, some 2 MB

_in_english: ContextVar[bool] = ContextVar("in_english", default=False)


def _(sentence: str, /, **places: object) -> str:
    """Return a sentence in the reader's language, with its named places filled.

    Whole numbers, days and instants are written as the locale writes them; everything else as it is.
    Without places, the sentence is returned with its braces, so that a template can fill them.
    """
    return _filled(translations().gettext(sentence), places)


def ngettext(one: str, other: str, number: int, /, **places: object) -> str:
    """Return the form of a sentence that fits `number`, with its named places filled, as by `_`."""
    return _filled(translations().ngettext(one, other, number), places)


def N_(sentence: str) -> str:  # noqa: N802 - the name that extraction knows
    """Mark a sentence in a constant for the catalog; the code that shows it calls `_` with it."""
    return sentence


@contextmanager
def in_english() -> Iterator[None]:
    """Write sentences in English, whoever reads: those that are stored (see stored_sentences)."""
    token = _in_english.set(True)
    try:
        yield
    finally:
        _in_english.reset(token)


def locale() -> Locale:
    """Return the locale in which numbers, dates and times are written."""
    return ENGLISH if _in_english.get() else _reader()[1]


def translations() -> NullTranslations:
    """Return the sentences of the reader's language. English needs none: its sentences are the keys."""
    return NullTranslations() if _in_english.get() else _reader()[0]


def written(value: object) -> object:
    """Return a whole number, a day or an instant as the locale writes it; anything else unchanged."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _number(value, locale())
    if isinstance(value, datetime):
        return day_and_time(value)
    return day(value) if isinstance(value, date) else value


def decimal(value: float, places: int) -> str:
    """Return a number with so many decimal places: "1.2"."""
    return format_decimal(round(value, places), f"#,##0{'.' * bool(places)}{'0' * places}", locale=locale())


def percent(share: float) -> str:
    """Return a share of 0 to 100 as "94.1%"; never 0 or 100 for a share that is not quite that."""
    if 0 < share < SMALLEST_SHARE:
        return _("under {share}", share=_percent(0.1))
    if LARGEST_SHARE <= share < WHOLE:
        return _("over {share}", share=_percent(99.9))
    return _percent(share) if share != WHOLE else format_percent(1, locale=locale())


def whole_percent(share: float) -> str:
    """Return a share of 0 to 100 in whole percent, for counts that are rounded: "9%", "under 1%"."""
    if 0 < share < SMALLEST_WHOLE_SHARE:
        return _("under {share}", share=format_percent(Decimal("0.01"), locale=locale()))
    return format_percent(Decimal(round(share)) / 100, locale=locale())


def percent_range(low: float, high: float) -> str:
    """Return a range of shares of 0 to 100, such as "4.9–12.8%"; two equal shares as one."""
    if _percent(low) == _percent(high):
        return _percent(high)
    return f"{format_decimal(low, '#,##0.0', locale=locale())}–{_percent(high)}"


def _percent(share: float) -> str:
    # Rounded as Python rounds the number: Babel would round the decimal that is printed, half to even.
    return _rounded_percent(f"{share:.1f}", locale())


def day(value: date) -> str:
    """Return a day: "Sep 30, 2026"."""
    return _medium_day(value, locale())


def month(value: date) -> str:
    """Return the month of a day: "Sep 2026"."""
    return format_skeleton("yMMM", value, locale=locale())


def days(first: date, last: date) -> str:
    """Return a range of days, both included: "Sep 1–30, 2026"; one day alone as that day."""
    if first == last:
        return day(first)
    return _interval(first, last, locale())


def short_day(value: date) -> str:
    """Return a day without its year: "Sep 30"."""
    return format_skeleton("MMMd", value, locale=locale())


def weekday(value: date) -> str:
    """Return the weekday of a day: "Wed"."""
    return format_date(value, "EEE", locale=locale())


def time_of_day(value: datetime) -> str:
    """Return the time of an instant, in the zone that it carries: "8:12 AM"."""
    return _clock_time(value.replace(tzinfo=None), locale())


def day_and_time(value: datetime) -> str:
    """Return an instant, in the zone that it carries: "Sep 30, 2026, 8:12 AM"."""
    return f"{day(value.date())}, {time_of_day(value)}"


def zone_name(zone: ZoneInfo) -> str:
    """Return what people call a time zone: "CT" for America/Chicago, otherwise its long name."""
    return _zone_name(zone, locale())


def short_date_pattern(region: str) -> str:
    """Return how a region writes a date in figures, such as "M/d/yy" (CLDR); "" for an unknown region."""
    try:
        return str(Locale.parse(f"und_{region}").date_formats["short"].pattern)
    except (UnknownLocaleError, ValueError):
        return ""


def listing(names: Iterable[str]) -> str:
    """Return names one after the other: "A, B, C"."""
    if "start" not in locale().list_patterns.get(
        "unit", {}
    ):  # CLDR lacks it for some languages, such as Greek
        return ", ".join(names)
    return format_list([*names], "unit", locale=locale())


def and_listing(names: Iterable[str]) -> str:
    """Return names that stand together: "A and B", "A, B, and C"."""
    return format_list([*names], "standard", locale=locale())


def read(file: Path) -> tuple[NullTranslations, Locale]:
    """Return the sentences of a .po file, and the locale that its header names."""
    with file.open("rb") as lines:
        catalog = pofile.read_po(lines)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled), catalog.locale or ENGLISH


@functools.cache
def _reader() -> tuple[NullTranslations, Locale]:
    """The sentences and the locale of the reader; one for the whole process."""
    file = os.environ.get("SMS_REPORTS_CATALOG")
    return read(Path(file)) if file else (NullTranslations(), ENGLISH)


def _filled(sentence: str, places: dict[str, object]) -> str:
    if not places:
        return sentence
    return sentence.format(**{name: shortened(written(value)) for name, value in places.items()})


def shortened(value: object, most: int = MOST_LETTERS) -> object:
    """Return a text cut after so many letters, and anything else as it is. A cell may have 100,000."""
    if type(value) is str and len(value) > most:
        return f"{value[:most]}…"
    return value


# What Babel writes, kept: a page has hundreds of counts and days, and each would take it 30 µs.
@functools.lru_cache(maxsize=KEPT)
def _number(value: int, reader: Locale) -> str:
    return format_decimal(value, locale=reader)


@functools.lru_cache(maxsize=KEPT)
def _rounded_percent(share: str, reader: Locale) -> str:
    pattern = str(reader.percent_formats[None].pattern)
    return format_percent(Decimal(share) / 100, pattern.replace("##0", "##0.0"), locale=reader)


@functools.lru_cache(maxsize=KEPT)
def _medium_day(value: date, reader: Locale) -> str:
    return format_date(value, "medium", locale=reader)


@functools.lru_cache(maxsize=KEPT)
def _interval(first: date, last: date, reader: Locale) -> str:
    return format_interval(first, last, "yMMMd", locale=reader).translate(PLAIN_SPACES)


@functools.lru_cache(maxsize=KEPT)
def _clock_time(value: datetime, reader: Locale) -> str:
    """`value` has no zone: of two zones, the same instant would be one entry."""
    return format_time(value, "short", locale=reader).translate(PLAIN_SPACES)


@functools.lru_cache
def _zone_name(zone: ZoneInfo, reader: Locale) -> str:
    return get_timezone_name(zone, "short" if reader == ENGLISH else "long", locale=reader)
