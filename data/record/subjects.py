"""Numbers and contacts as keyed hashes: who has the number in hand can search for it, nobody can read it.

The key is a file beside the record, for this account alone. Without a key, the ten billion possible numbers
could all be hashed within minutes.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

KEY_BYTES = 32
KEY_FILE = "key"


def keyed_hash(folder: Path, *, number: int | None = None, contact_id: str | None = None) -> str | None:
    """Return the keyed hash of a number or a contact ID; None of neither, or while there is no key.

    Raises OSError if the key can't be read.
    """
    text = f"number:{number}" if number is not None else f"contact:{contact_id}"
    if number is None and contact_id is None:
        return None
    key = _key(folder)
    return None if key is None else _hash(key, text)


def keyed_hashes(folder: Path, numbers: Iterable[int]) -> dict[int, str]:
    """Return the keyed hash of each number; of none while there is no key. Raises OSError."""
    key = _key(folder)
    return {} if key is None else {number: _hash(key, f"number:{number}") for number in numbers}


def _hash(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("utf-8", "replace"), "sha256").hex()


def _key(folder: Path) -> bytes | None:
    try:
        return bytes.fromhex((folder / KEY_FILE).read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None


def make_key(folder: Path) -> bool:
    """Make the key if there is none, and return whether there was none. The caller holds the lock.

    Raises OSError if it can't be written.
    """
    file = folder / KEY_FILE
    if file.exists():
        return False
    arriving = file.with_suffix(".arriving")
    handle = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, f"{secrets.token_hex(KEY_BYTES)}\n".encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)
    arriving.replace(file)
    return True
