"""Phone numbers: read in any format, kept as 64-bit integers, shown as people write them.

The rules are those of `phonenumbers` (Google's libphonenumber): a number that it calls possible is
kept; one that is possible but not valid is kept and marked.
"""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

# What a spreadsheet leaves of a long number that it showed in scientific form: 1.21256E+10.
DIGITS_GONE = re.compile(r"\s*\d(\.\d+)?[eE]\+?\d+\s*")
# What a program leaves of a number that it held as a decimal fraction: 12125550101.0.
FRACTION = re.compile(r"\s*(\d+)\.0+\s*")
# A day, and a time behind it, as names of files have them: digits enough for a number, and none.
DAY = re.compile(r"((?:19|20)\d\d-[01]\d-[0-3]\d(?:[ T_.-]\d\d(?:[.:-]?\d\d){0,2})?(?!\d))")
LENGTHS = {
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "its area code is missing",
    ValidationResult.TOO_SHORT: "it has too few digits",
    ValidationResult.TOO_LONG: "it has too many digits",
}


def read(text: str, region: str) -> int | None:
    """The number as E.164 digits (12125550101), or None where the text is no possible number.

    `region` is the two-letter region of numbers that come without a country code.
    """
    if DIGITS_GONE.fullmatch(text):
        return None
    whole = FRACTION.fullmatch(text)
    try:
        parsed = phonenumbers.parse(whole[1] if whole else text, region)
    except NumberParseException:
        return None
    # A number without its area code is "possible, locally" to the library; E.164 could not name its phone.
    if phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return None
    return int(phonenumbers.format_number(parsed, PhoneNumberFormat.E164)[1:])


def why_not(text: str) -> str:
    """Why a text that `read` refused is no number, in words for the person who has to mend it."""
    if DIGITS_GONE.fullmatch(text):
        return (
            "a spreadsheet has turned the number into scientific form, so its last digits are gone; "
            "export again with the column as text"
        )
    return "not a phone number"


def wrong_length(text: str, region: str) -> str | None:
    """What is wrong with the length of a text that `read` refused, in words; None where it is not that."""
    try:
        length = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(text, region))
    except NumberParseException:
        return None
    return LENGTHS.get(length)


def is_valid(number: int) -> bool:
    """Whether the number fits a range that is in use; a possible one that does not is marked."""
    return phonenumbers.is_valid_number(_parsed(number))


def on_screen(number: int, region: str) -> str:
    """The number as its own region writes it, "(212) 555-0101"; from elsewhere, with the country code."""
    parsed = _parsed(number)
    home = phonenumbers.country_code_for_region(region) == parsed.country_code
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def without_numbers(text: str, region: str) -> str:
    """A text for a log or another program: whatever in it can be somebody's number is left out."""
    parts = DAY.split(text)
    parts[::2] = [_without(part, region) for part in parts[::2]]
    return "".join(parts)


def _without(text: str, region: str) -> str:
    for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE):
        text = text.replace(match.raw_string, "…")
    return text


def _parsed(number: int) -> phonenumbers.PhoneNumber:
    return phonenumbers.parse(f"+{number}", None)
