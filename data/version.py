"""Which version of this software runs: the commit of its checkout, read without git."""

from __future__ import annotations

import functools
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMIT = re.compile(r"[0-9a-f]{40}")
SHOWN_DIGITS = 10
FILE = "VERSION"  # a copy without .git, such as in a container, may have this file


@functools.cache
def version() -> str:
    """Return the commit that this process started with, such as "1f3bcd3a90"; "" if nothing says it."""
    return of_checkout(ROOT)


def of_checkout(root: Path) -> str:
    """Return the version of a checkout or a copy of one; "" if nothing says it."""
    try:
        text = _commit(_git_folder(root))
    except OSError:
        text = ""
    if COMMIT.fullmatch(text):
        return text[:SHOWN_DIGITS]
    try:
        return (root / FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _git_folder(root: Path) -> Path:
    """Return the folder of git; in a work tree, a file names it."""
    folder = root / ".git"
    if folder.is_file():
        folder = root / folder.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
    return folder


def _commit(git: Path) -> str:
    head = (git / "HEAD").read_text(encoding="utf-8").strip()
    if not head.startswith("ref:"):
        return head
    branch = head.removeprefix("ref:").strip()
    common = git / "commondir"
    shared = git / common.read_text(encoding="utf-8").strip() if common.is_file() else git
    if (shared / branch).is_file():
        return (shared / branch).read_text(encoding="utf-8").strip()
    for line in (shared / "packed-refs").read_text(encoding="utf-8").splitlines():
        commit, _separator, name = line.partition(" ")
        if name == branch:
            return commit
    return ""
