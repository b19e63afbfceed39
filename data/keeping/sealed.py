"""Sealed JSON: a file that is written in exactly one way, with its own hash, so that every change shows.

The hash finds changes, not forgery: whoever can write the file can also write another hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.errors import Problem
from data.words.catalog import _

HASH = "sha256"
Content = dict[str, Any]


def seal(content: Mapping[str, object]) -> bytes:
    """Return the content as canonical JSON, beside the SHA-256 of its canonical form."""
    digest = hashlib.sha256(canonical(content)).hexdigest()
    return canonical({"content": content, HASH: digest})


def canonical(content: object) -> bytes:
    """Return the one form of some JSON: sorted keys, one space of indent, ASCII, and a line end."""
    return (json.dumps(content, sort_keys=True, indent=1, allow_nan=False) + "\n").encode("ascii")


def unseal(file: Path) -> Content:
    """Return the content of a sealed file. Raises Problem if any byte of it isn't as it was written."""
    return opened(file.read_bytes(), file.name)


def opened(written: bytes, name: str) -> Content:
    """Return the content of the bytes of a sealed file. Raises Problem if one has changed."""
    try:
        content = json.loads(written)["content"]
        is_unchanged = isinstance(content, dict) and seal(content) == written
    except (ValueError, KeyError, TypeError, RecursionError):
        is_unchanged = False
    if not is_unchanged:
        raise changed(name)
    unsealed: Content = content
    return unsealed


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError if it can't be read."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, HASH).hexdigest()


def changed(place: str) -> Problem:
    """Return what a person reads about a file whose content isn't that of its hash."""
    return Problem(
        _("This file has changed since it was written, or was never whole."),
        where=place,
        next_step=_("Use another copy."),
    )
