"""Recognition: the kind of a file, and the field of each of its columns."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import available_timezones

from data.errors import Problem
from data.importer.files.sources import Source
from data.importer.opened_file import opened
from data.importer.order import ImportOrder
from data.importer.recognize import columns, formats, kind, own_formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.numbers import foreign_numbers
from data.importer.recognize.people.completion import with_completion
from data.importer.rows.times.columns import with_times
from data.words.catalog import _


def recognize(order: ImportOrder) -> Recognized:
    """Return what a file is and which field each of its columns gives. What the order says counts.

    Raises Problem if the file can't be opened, or if the order's format or columns don't exist.
    """
    with own_formats.including(order.format_file), opened(order) as file:
        return recognize_source(file.source, order)


def recognize_source(source: Source, order: ImportOrder) -> Recognized:
    """Return how the columns are read, and in which zone the times without an offset.

    A service's own format is recognized by its columns. Otherwise the kind counts that the columns and the
    words fit best.
    """
    if order.zone and order.zone not in available_timezones():
        raise Problem(
            _("“{zone}” isn't a time zone.", zone=order.zone),
            next_step=_("Use an IANA name, such as America/Chicago or UTC."),
        )
    recognized = replace(_recognized(source, order), words=order.words)
    return with_times(source, with_completion(source, recognized), order)


def _recognized(source: Source, order: ImportOrder) -> Recognized:
    if order.format_id:
        one = formats.by_id(order.format_id)
        recognized = columns.match(source.header, one, order.columns)
        return _with_status(recognized, order.status) if one.is_generic else recognized
    if order.format_file:
        one = formats.in_file(order.format_file, source.header, order.kind)
        return columns.match(source.header, one, order.columns)
    for one in formats.matching(source.header):
        if order.kind in {None, one.kind}:
            recognized = columns.match(source.header, one, order.columns)
            if not one.by_words or kind.has_words_of_its_service(source, recognized):
                return replace(recognized, is_contradicted=foreign_numbers.are_foreign(source, recognized))
    return _generic(source, order)


def _generic(source: Source, order: ImportOrder) -> Recognized:
    """Return the file read as the kind that a person said, or as the one that fits best."""
    stated_kind = order.kind or ("status" if order.status else None)
    if stated_kind:
        recognized = columns.match(source.header, formats.by_id(stated_kind), order.columns)
    else:
        recognized = kind.fitting(source, order.columns)
        if not kind.is_proven(source, recognized):
            recognized = replace(recognized, asks_kind=True)
    if "channel" not in order.columns:  # nobody has said which column it is, or that there is none
        recognized = kind.with_channel(source, recognized)
    return _with_status(recognized, order.status)


def _with_status(recognized: Recognized, status: str | None) -> Recognized:
    """Return the list with one status for every row, where a person said so.

    Raises Problem if the file has a column for it, or is no list.
    """
    if status is None:
        return recognized
    if recognized.kind != "status" or "status" in recognized.columns:
        raise Problem(
            _("One status for every row fits only a consent list without a column for the status."),
            where=", ".join(recognized.columns.values()),
            next_step=_("Leave the status out, so that each row's own is read."),
        )
    one = recognized.format
    needed = tuple(field for field in one.needed if field != "status")
    return replace(recognized, format=replace(one, needed=needed, constants={"status": status}))
