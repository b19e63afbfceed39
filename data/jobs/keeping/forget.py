"""`python -m data forget --expired`: the rows that are no longer kept, and with --confirm their removal."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from data import settings
from data.jobs.keeping.erase import rows_of
from data.keeping.removal import expired
from data.words.catalog import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of this command."""
    parser = commands.add_parser("forget", help=_("delete rows that are older than they are kept"))
    parser.add_argument(
        "--expired", action="store_true", required=True, help=_("rows that keep_months no longer keeps")
    )
    parser.add_argument("--confirm", action="store_true", help=_("delete; without this, only count"))


def run(options: argparse.Namespace) -> str:
    """Delete what has expired, or count it; return the report. Raises Problem if it can't be done."""
    gone = expired.forget() if options.confirm else expired.find()
    if not gone.rows:
        return _("No rows have expired.")
    if options.confirm:
        return "\n  ".join([_deleted(), *rows_of(gone.rows)])
    lines = [_("Nothing was deleted. With --confirm, these rows go, by month (UTC):"), *rows_of(gone.rows)]
    return "\n  ".join([*lines, _("Imports from before can't be undone then.")])


def after_imports() -> str | None:
    """Delete what has expired if the setting forget_expired says so; return the report of rows that went.

    Raises Problem if the settings can't be read, or the rows can't be deleted.
    """
    if settings.load().forget_expired != "yes":
        return None
    gone = expired.forget()
    return "\n  ".join([_deleted(), *rows_of(gone.rows)]) if gone.rows else None


def _deleted() -> str:
    return _("Deleted, because these rows had expired, by month (UTC):")
