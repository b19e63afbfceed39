"""Texts of an entry without phone numbers: a school, a broadcast or a file can be named after one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from data import numbers

IDS = ("_id", "sha256", "version")  # how the names of values end that are left as they are


def text(value: str, region: str) -> str:
    """Return a text with "…" for possible phone numbers. Email addresses stay, unless they hold one."""
    addresses = numbers.EMAIL.findall(value)
    between = [numbers.without_numbers(part, region) for part in numbers.EMAIL.split(value)]
    kept = [numbers.MANY_DIGITS.sub("…", address) for address in addresses]
    pieces = [piece for pair in zip(between, [*kept, ""], strict=True) for piece in pair]
    return storable("".join(pieces))


def values(value: Any, region: str) -> Any:
    """Return values as JSON has them, with every text in them as `text` returns it, except IDs."""
    if isinstance(value, str):
        return text(value, region)
    if isinstance(value, date):  # or a datetime
        return value.isoformat()
    if isinstance(value, Mapping):
        return {storable(key): _value(key, own, region) for key, own in value.items()}
    return [values(own, region) for own in value] if isinstance(value, list | tuple) else value


def _value(key: str, value: Any, region: str) -> Any:
    is_id = key.endswith(IDS) and isinstance(value, str)
    return storable(value) if is_id else values(value, region)


def storable(value: str) -> str:
    """Return a text with "?" for what is no character: file names may hold any bytes."""
    return value.encode("utf-8", "replace").decode("utf-8")
