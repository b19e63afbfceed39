"""Verifying a proof, without the database: its seal, its PDF, and its entry in a record that is here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from data import settings
from data.errors import Problem
from data.keeping import sealed
from data.record import files
from data.record.entry import Entry, read
from data.words.catalog import _


@dataclass(frozen=True)
class Verified:
    """A proof that is as it was made: when, of what, and whether the record here has its entry.

    `is_recorded` is None if there is no record here to look at.
    """

    made_at: str
    entry: int
    entry_hash: str
    has_pdf: bool
    is_recorded: bool | None


def verify(file: Path, pdf_file: Path | None = None) -> Verified:
    """Return what a proof says of itself. Raises Problem if a byte of it, or of its PDF, has changed."""
    content = unchanged(file.read_bytes(), file.name)
    if pdf_file is not None and sealed.hash_of(pdf_file) != content["pdf_sha256"]:
        raise Problem(
            _("This PDF isn't the one that was made with the proof, or it has changed."),
            where=pdf_file.name,
            next_step=_("Use another copy."),
        )
    noted = content["record"]
    return Verified(
        content["made_at"],
        noted["entry"],
        noted["hash"],
        content["pdf_sha256"] is not None,
        _is_recorded(noted["hash"], noted["contents_sha256"]),
    )


def unchanged(written: bytes, name: str) -> sealed.Content:
    """Return the content of a proof. Raises Problem if any byte has changed."""
    content = sealed.opened(written, name)
    own = {key: value for key, value in content.items() if key not in ("record", "pdf_sha256")}
    try:
        is_own = content["record"]["contents_sha256"] == hashlib.sha256(sealed.canonical(own)).hexdigest()
    except (KeyError, TypeError):
        is_own = False
    if not is_own or content.get("kind") != "proof":
        raise sealed.changed(name)
    return content


def _is_recorded(entry_hash: str, contents_hash: str) -> bool | None:
    """Return whether the record here has the entry of a proof; None if there is none here."""
    try:
        every = files.every(Path(settings.load().record))
    except Problem:  # the settings can't be read, which the proof doesn't need
        return None
    if not every:
        return None
    return any(
        entry.hash == entry_hash and entry.filters.get("sha256") == contents_hash
        for file in every
        for entry in _proofs(file)
    )


def _proofs(file: Path) -> list[Entry]:
    lines = (line for line in file.read_bytes().splitlines() if b'"proof"' in line)
    return [entry for line in lines if (entry := read(line))]
