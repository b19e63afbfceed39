"""Phone numbers: read in any format, stored as 64-bit integers, shown as people write them.

The rules are those of `phonenumbers` (Google's libphonenumber): a number that it calls possible is stored;
one that is possible but not valid is stored and marked.
"""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from data.words.catalog import N_, _

# What a spreadsheet leaves of a long number that it showed in scientific form: 1.21256E+10. A program may
# write all digits that way: 2.125550101E9.
SCIENTIFIC_FORM = re.compile(r"\s*(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})\s*")
# What a spreadsheet makes of a number whose column groups thousands: 2,125,550,101.
THOUSANDS = re.compile(r"\s*\d{1,3}(,\d{3}){2,}(?:\.0+)?\s*")
# A letter after a digit: the library reads some as digits (1-800-FLOWERS).
LETTER_AFTER_DIGIT = re.compile(r"\d[^;]*?[^\W\d_]")
EXTENSION_AT_END = re.compile(r"[;,\s]*(?:ext(?:ension|n)?|x)[\s.:#=]*\d{1,7}\s*$", re.IGNORECASE)
WRITTEN_ABROAD = re.compile(r"\s*00(?=[1-9])")
# What a program leaves of a number that it held as a decimal fraction: 12125550101.0.
FRACTION = re.compile(r"\s*(\d+)\.0+\s*")
# A date, perhaps with a time, as file names have them: enough digits for a phone number, but none.
DATE = re.compile(
    r"((?:19|20)\d\d-[01]\d-[0-3]\d(?:[ T_.-]\d\d(?:[.:-]?\d\d){0,2})?(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d(?:[T_.-]\d\d(?:[.:-]?\d\d){0,2})?(?![\d ()]))"
)
# As many digits as a local number, however they are separated, also within a word: list212_555_0101.
MANY_DIGITS = re.compile(r"\+?\(?\d(?:(?:[\s._()/\u2010-\u2015-]|%20){0,3}\d){6,}")
# It begins where a word does: tried at each letter of a long one, it would take the square of its time.
EMAIL = re.compile(r"(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+")
NO_AREA_CODE = N_("The number has no area code.")
LENGTHS = {
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: NO_AREA_CODE,
    ValidationResult.TOO_SHORT: N_("The number has too few digits."),
    ValidationResult.TOO_LONG: N_("The number has too many digits."),
}
DIGITS_LOST = N_(
    "A spreadsheet wrote this number in scientific form, so its last digits are lost. "
    "Export the column again as text."
)
NOT_A_NUMBER = N_("This isn't a phone number.")


def read(text: str, region: str) -> int | None:
    """Return the number as E.164 digits (12125550101), or None if the text is no possible number.

    `region` is the two-letter region of numbers that come without a country code. Letters are never digits.
    """
    written = as_written(text)
    if written is None or LETTER_AFTER_DIGIT.search(EXTENSION_AT_END.sub("", written)):
        return None
    number = _possible(written, region)
    if number is None and WRITTEN_ABROAD.match(written):  # 0012125550101
        return _possible(WRITTEN_ABROAD.sub("+", written), region)
    return number


def as_written(text: str) -> str | None:
    """Return a text without what spreadsheets and programs do to numbers; None if digits are lost."""
    if scientific := SCIENTIFIC_FORM.fullmatch(text):
        first, others, places = scientific[1], scientific[2] or "", int(scientific[3])
        return first + others if len(others) == places else None
    if fraction := FRACTION.fullmatch(text):
        return fraction[1]
    if THOUSANDS.fullmatch(text):
        return text.partition(".")[0].replace(",", "")
    return text


def _possible(text: str, region: str) -> int | None:
    try:
        parsed = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    # The library calls a number without its area code "possible, locally", but E.164 can't express it.
    if phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return None
    return int(phonenumbers.format_number(parsed, PhoneNumberFormat.E164)[1:])


def why_not(text: str) -> str:
    """Return why `read` refused a text. It is English; the caller translates it with `_`."""
    return DIGITS_LOST if as_written(text) is None else NOT_A_NUMBER


def wrong_length(text: str, region: str) -> str | None:
    """Return what is wrong with the length of a text that `read` refused; None if it isn't the length."""
    why = wrong_length_of(text, region)
    return _(why) if why else None


def wrong_length_of(text: str, region: str) -> str | None:
    """Return the same in English, which the caller translates with `_`."""
    try:
        length = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(text, region))
    except NumberParseException:
        return None
    return LENGTHS.get(length)


def is_valid(number: int) -> bool:
    """Return whether the number is in a range in use. A number that is possible but not valid is marked."""
    return phonenumbers.is_valid_number(_parsed(number))


def on_screen(number: int, region: str) -> str:
    """Return the number as its region writes it, "(212) 555-0101"; from abroad with the country code."""
    parsed = _parsed(number)
    is_domestic = phonenumbers.country_code_for_region(region) == parsed.country_code
    form = PhoneNumberFormat.NATIONAL if is_domestic else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def without_numbers(text: str, region: str) -> str:
    """Return a text for a log or another program, with "…" for possible phone numbers and addresses."""
    parts = DATE.split(EMAIL.sub("…", text))
    parts[::2] = [MANY_DIGITS.sub("…", _without(part, region)) for part in parts[::2]]
    return "".join(parts)


def _without(text: str, region: str) -> str:
    for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE):
        text = text.replace(match.raw_string, "…")
    return text


def _parsed(number: int) -> phonenumbers.PhoneNumber:
    return phonenumbers.parse(f"+{number}", None)
