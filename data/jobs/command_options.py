"""The arguments of `python -m data import`, and the order that they make of each file."""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from data import clock, settings
from data.errors import Problem
from data.importer.files.encodings import CODE_PAGES
from data.importer.order import DATE_ORDERS, ImportOrder
from data.importer.recognize import cell_words
from data.importer.recognize.columns import KINDS
from data.words import vocabulary
from data.words.catalog import _, listing


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `python -m data import` to its parser."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE|FOLDER|ZIP")
    add_reading(parser)
    parser.add_argument(
        "--format", metavar="NAME|TOML", help=_('the format, such as "twilio console", or a file')
    )
    parser.add_argument("--as-of", metavar="DATE", help=_("the date of a list without one"))
    parser.add_argument("--by", metavar="NAME", help=_("the person who imports the files"))
    parser.add_argument("--dry-run", action="store_true", help=_("show what would happen, store nothing"))
    parser.add_argument("--json", action="store_true", help=_("print only one JSON object per file"))


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say how a file is read."""
    parser.add_argument(
        "--kind", choices=KINDS, help=_("what the files are, if their columns don't show it")
    )
    parser.add_argument("--zone", help=_("the time zone of times without one, such as UTC"))
    parser.add_argument(
        "--date-order",
        choices=DATE_ORDERS,
        help=_("the order of dates in figures, such as mdy for 9/30/2026"),
    )
    parser.add_argument(
        "--status",
        help=_("the status of every row of a list: {statuses}", statuses=listing(vocabulary.STATUS_OF)),
    )
    parser.add_argument(
        "--encoding",
        choices=CODE_PAGES,
        help=_("the encoding of an old text file whose letters come out wrong"),
    )
    parser.add_argument("--columns", metavar="TOML", type=Path, help=_('the columns, as field = "name"'))


def reading(options: argparse.Namespace) -> ImportOrder:
    """Return what those options say: an order that still lacks its file.

    Raises Problem if the columns or the status can't be read.
    """
    return ImportOrder(
        Path(),
        "",
        kind=options.kind,
        columns=_columns(options.columns),
        zone=options.zone,
        date_order=options.date_order,
        status=_status(options.status),
        encoding=options.encoding,
    )


def order(options: argparse.Namespace) -> ImportOrder:
    """Return what the options say of every file: an order that still lacks its file.

    Raises Problem if the date or the columns can't be read.
    """
    own_format = _format_file(options.format)
    return replace(
        reading(options),
        format_id=None if own_format else options.format,
        format_file=own_format,
        as_of=_instant(options.as_of),
        by=options.by,
        dry_run=options.dry_run,
    )


def _format_file(name: str | None) -> Path | None:
    """Return the file of a format of the district's own, if the option names one."""
    return Path(name).resolve() if name and name.lower().endswith(".toml") else None


def _status(text: str | None) -> str | None:
    if text is None:
        return None
    status = cell_words.status(text)
    if status is None:
        raise Problem(
            _("“{status}” isn't one of the statuses.", status=text),
            next_step=_("Use one of: {statuses}.", statuses=listing(vocabulary.STATUS_OF)),
        )
    return status


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return clock.instant(text, settings.load().zone)
    except ValueError:
        raise Problem(
            _("The date “{text}” of --as-of can't be read.", text=text),
            next_step=_("Write it as 2026-09-30 or 2026-09-30T08:12."),
        ) from None


def _columns(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        columns = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(
            _("The file of --columns can't be read: {error}.", error=str(error)),
            where=str(file),
            next_step=_('Write one line per field, such as: result = "Delivery Results".'),
        ) from None
    return {str(field): str(name) for field, name in columns.items()}
