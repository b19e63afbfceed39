"""Values that people type on the command line: days, counts, phone numbers, and names in any case."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from data import numbers, settings
from data.errors import Problem
from data.words import catalog
from data.words.catalog import _
from data.words.vocabulary import plain
from queries.field_kinds import ListField

MAX_DAYS = 36_525  # DuckDB can't count back from now to before its calendar begins


def names(field: ListField, typed: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the names of values of a field, typed as title, name or key; None if none are typed.

    A title can mean several values. Raises Problem for a value that the field doesn't have.
    """
    if typed is None or field.choices is None:
        return tuple(typed) if typed else None
    meanings: dict[str, list[str]] = {}
    for choice in field.choices():
        for word in dict.fromkeys((choice.title, choice.name)):
            meanings.setdefault(word, []).append(choice.name)
    keys = {choice.key: [choice.name] for choice in field.choices()}
    matches = [match(word, field.option, meanings, also=keys) for word in typed]
    return tuple(dict.fromkeys(name for own in matches for name in own))


def match(
    typed: str,
    option: str,
    meanings: Mapping[str, Sequence[str]],
    also: Mapping[str, Sequence[str]] | None = None,
) -> Sequence[str]:
    """Return what a typed word means, in any case and spacing: by `meanings`, or `also` by other words.

    Raises Problem for a word without a meaning, which names those of `meanings`.
    """
    by_plain = {plain(word): meaning for word, meaning in {**(also or {}), **meanings}.items()}
    if plain(typed) not in by_plain:
        raise Problem(
            _("{option} can't be “{value}”.", option=option, value=typed),
            next_step=_("It can be: {values}.", values=catalog.listing(meanings)),
        )
    return by_plain[plain(typed)]


def phone_number(typed: str | None) -> int:
    """Return a phone number as E.164 digits; "-" reads it from standard input.

    Raises Problem for anything else, without repeating it.
    """
    text = sys.stdin.readline().strip() if typed == "-" else typed
    if not text:
        raise Problem(
            _("No phone number was entered."),
            next_step=_("Use --number, or --number=- to enter it on its own line."),
        )
    number = numbers.read(text, settings.load().region)
    if number is None:
        raise Problem(_("This isn't a phone number."), next_step=_("Write it with its area code."))
    return number


def number_list(file: str) -> list[int]:
    """Return the numbers of a file with one a line, as E.164 digits; "-" reads standard input.

    Raises ArgumentTypeError for a file that can't be read, and a line that is no number, which it doesn't
    repeat.
    """
    listed = []
    for line, own in enumerate(_text(file).splitlines(), 1):
        if own.strip():
            number = numbers.read(own, settings.load().region)
            if number is None:
                raise argparse.ArgumentTypeError(_("line {line} has no phone number", line=line))
            listed.append(number)
    return listed


def line_list(file: str) -> list[str]:
    """Return the lines of a file that aren't empty; "-" reads standard input.

    Raises ArgumentTypeError for a file that can't be read.
    """
    return [line.strip() for line in _text(file).splitlines() if line.strip()]


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError):
        raise argparse.ArgumentTypeError(_("this file can't be read as text")) from None


def count(text: str) -> int:
    """Return a whole number, 0 or more. Raises ArgumentTypeError for anything else."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("“{value}” isn't a whole number, 0 or more", value=text))
    return int(text)


def number_of_days(text: str) -> int:
    """Return a number of days, 100 years at most. Raises ArgumentTypeError for anything else."""
    days = count(text)
    if days > MAX_DAYS:
        raise argparse.ArgumentTypeError(_("“{value}” is more than 100 years", value=text))
    return days


def day(text: str) -> date:
    """Return a day that is written as 2026-09-30. Raises ArgumentTypeError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{value}” isn't a day. Write it as 2026-09-30.", value=text)
        ) from None
