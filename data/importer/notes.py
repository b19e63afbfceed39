"""What an import says about how it read the file: sentences for the page, the command line and `--json`."""

from __future__ import annotations

from data import numbers, settings
from data.importer import notes_of_rows, notes_of_stated
from data.importer.files.sources import Source
from data.importer.judging import JudgedFile
from data.importer.recognize.columns import Recognized
from data.importer.rows import forgotten
from data.importer.rows.contacts import notes as people_notes
from data.importer.rows.times import notes as times_notes
from data.words.catalog import _, and_listing, in_english, listing, ngettext

MOST_SHOWN = 100  # names of columns; a file may have thousands
LINES_SHOWN, LONGEST_SHOWN = 3, 80  # lines above the column names, and characters of each


def of_file(file: JudgedFile) -> tuple[str, ...]:
    """Return all that is known of how a judged file was read, before it is compared with stored rows."""
    counts = file.counts
    return (
        *of_reading(file.source, file.run.recognized),
        *of_clock(counts["repeated"], counts["skipped"]),
        *notes_of_rows.of_numbers(file.connection, file.run.recognized.kind),
        *notes_of_stated.of_stated(file.connection, file.run.recognized),
        *forgotten.notes(file.connection, file.run),
    )


@in_english()  # notes are stored
def of_reading(source: Source, recognized: Recognized) -> tuple[str, ...]:
    """Return sentences about the format, the lines above the header, the zone, and the columns not read."""
    return (
        *_format_notes(recognized),
        *_sheet_notes(source),
        *_preamble_notes(source),
        *people_notes.of_people(recognized, has_heads=source.has_heads),
        *times_notes.of_times(recognized),
        *(
            _(
                "The column “{column}” is read as the channel, since its words are.",
                column=recognized.columns[name],
            )
            for name in recognized.by_values
        ),
        *_unread_notes(recognized),
    )


@in_english()
def of_clock(repeated: int, skipped: int) -> tuple[str, ...]:
    """Return sentences about times without an offset in an hour that the clock repeats, or skips."""
    notes = []
    if repeated:
        notes.append(
            ngettext(
                "{number} time is in the hour that the clock repeats. It is read as the first of the two.",
                "{number} times are in the hour that the clock repeats. "
                "Each is read as the first of the two.",
                repeated,
                number=repeated,
            )
        )
    if skipped:
        notes.append(
            ngettext(
                "{number} time is in the hour that the clock skips. "
                "It is read as if the clock had not changed.",
                "{number} times are in the hour that the clock skips. "
                "Each is read as if the clock had not changed.",
                skipped,
                number=skipped,
            )
        )
    return tuple(notes)


def _format_notes(recognized: Recognized) -> tuple[str, ...]:
    """Return sentences about how a service's own format was recognized and read."""
    if recognized.format.is_generic:
        return ()
    notes = [_("Read as {format}.", format=recognized.format.full_name)]
    if recognized.evidence:
        columns = and_listing(recognized.evidence)
        notes.append(
            ngettext(
                "Recognized by the column {columns}, which only this format has.",
                "Recognized by the columns {columns}, which only this format has.",
                len(recognized.evidence),
                columns=columns,
            )
        )
    if recognized.repeated:
        notes.append(
            ngettext(
                "Each filled cell of the {number} column “{column}” is read as its own row.",
                "Each filled cell of the {number} columns “{column}” is read as its own row.",
                len(recognized.repeated),
                number=len(recognized.repeated),
                column=recognized.columns[recognized.format.repeats],
            )
        )
    return tuple(notes)


def _sheet_notes(source: Source) -> tuple[str, ...]:
    """Return a sentence about the sheets of a workbook that have other columns."""
    names = source.sheets_not_read
    if not names:
        return ()
    sheets = listing(f"“{name}”" for name in names[:MOST_SHOWN])
    return (ngettext("Sheet not read: {sheets}.", "Sheets not read: {sheets}.", len(names), sheets=sheets),)


def _preamble_notes(source: Source) -> tuple[str, ...]:
    """Return a sentence about the lines above the column names."""
    lines = source.lines_before - (1 if source.has_heads and source.lines_before else 0)
    if not lines:
        return ()
    region = settings.load().region
    first = [
        numbers.without_numbers(text, region)[:LONGEST_SHOWN] for text in source.preamble[:LINES_SHOWN]
    ]
    if not first:
        return (
            ngettext(
                "{number} line above the column names isn't read.",
                "{number} lines above the column names aren't read.",
                lines,
                number=lines,
            ),
        )
    return (
        ngettext(
            "{number} line above the column names isn't read: {lines}.",
            "{number} lines above the column names aren't read. They begin with: {lines}.",
            lines,
            number=lines,
            lines=listing(f"“{text}”" for text in first),
        ),
    )


def _unread_notes(recognized: Recognized) -> tuple[str, ...]:
    names = [name for name in recognized.unrecognized if name]
    if not names:
        return ()
    shown = listing(names[:MOST_SHOWN])
    if len(names) > MOST_SHOWN:
        shown = _("{columns}, and {number} more", columns=shown, number=len(names) - MOST_SHOWN)
    return (
        ngettext("Column not read: {columns}.", "Columns not read: {columns}.", len(names), columns=shown),
    )
