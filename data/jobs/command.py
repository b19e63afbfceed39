"""`python -m data import`: each file is an import of its own; the exit status is that of the worst."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from data import printing, settings
from data.errors import Problem
from data.importer import Outcome, import_file
from data.importer.files import bundles
from data.importer.files.bundles import Item
from data.importer.files.sources import NoRecords
from data.importer.order import ImportOrder
from data.jobs import command_options, in_time, on_failure
from data.jobs.keeping import forget
from data.tables import used_stores
from data.words import stored_sentences, vocabulary
from data.words.catalog import _, ngettext

ALL_IN, SOME_REJECTED, NOT_READ = 0, 1, 2


class _End(NamedTuple):
    """The end of a file: the exit status, and a message for `on_failure` if something went wrong."""

    status: int
    message: str | None = None


def run(options: argparse.Namespace) -> int:
    """Import files, folders and zips; return the exit status of the worst file.

    If something went wrong, the command of the setting `on_failure` runs once, unless this is a dry run.
    """
    ends = list(_import_all(options))
    messages = [end.message for end in ends if end.message]
    if not options.dry_run:
        messages += _forget(options)
        _run_on_failure(messages)
        _put_in_time(ends)
    return max(end.status for end in ends)


def _put_in_time(ends: list[_End]) -> None:
    if any(end.status != NOT_READ for end in ends):
        with suppress(Problem):  # what is wrong with the stored data is said above
            in_time.make(used_stores.district_logs())


def _forget(options: argparse.Namespace) -> Iterator[str]:
    """Delete rows that are no longer kept, if the settings say so; yield a message if that went wrong."""
    try:
        report = forget.after_imports()
    except Problem as problem:
        printing.report(problem, to=sys.stderr)
        yield _("Expired rows weren't deleted: {problem}", problem=problem.what_happened)
        return
    if report:
        printing.report(report, to=sys.stderr if options.json else sys.stdout)


def _import_all(options: argparse.Namespace) -> Iterator[_End]:
    try:
        template = command_options.order(options)
    except Problem as problem:
        yield from (_not_read(path.name, problem, options) for path in options.files)
        return
    for path in options.files:
        for item in bundles.items(path):
            yield _import_item(item, template, options)


def _import_item(item: Item, template: ImportOrder, options: argparse.Namespace) -> _End:
    if item.skipped:
        sentence = _("{file}: skipped ({reason}).", file=item.shown, reason=item.skipped)
        return _skipped(item.shown, item.skipped, sentence, options)
    try:
        _check_ready(item)
        order = replace(template, path=item.path, file_name=item.shown, place=item.place)
        outcome = import_file(order)
    except NoRecords as empty:
        sentence = _("{file}: skipped. {reason}", file=item.shown, reason=empty.what_happened)
        return _skipped(item.shown, empty.what_happened, sentence, options)
    except Problem as problem:
        return _not_read(item.shown, problem, options)
    printing.report(
        _json(outcome.as_json()) if options.json else _report(outcome, is_dry_run=options.dry_run)
    )
    if (
        outcome.was_imported_before or not outcome.rejected
    ):  # the first import of a file has reported its rejected rows
        return _End(ALL_IN)
    message = ngettext(
        "{file}: {rejected} of {rows} row rejected.",
        "{file}: {rejected} of {rows} rows rejected.",
        outcome.rows_read,
        file=item.shown,
        rejected=outcome.rejected,
        rows=outcome.rows_read,
    )
    return _End(SOME_REJECTED, message)


def _check_ready(item: Item) -> None:
    """Raise Problem if the file can't be imported as it is."""
    if item.problem:
        raise item.problem
    if bundles.is_still_written(item):
        raise Problem(
            _("This file is still being written."),
            next_step=_("Import the folder again when the file is complete."),
        )


def _skipped(shown: str, reason: str, sentence: str, options: argparse.Namespace) -> _End:
    printing.report(
        _json(Outcome(shown, None).as_json() | {"skipped": reason}) if options.json else sentence
    )
    return _End(ALL_IN)


def _not_read(shown: str, problem: Problem, options: argparse.Namespace) -> _End:
    printing.report(f"{shown}: {problem}", to=sys.stderr)
    if options.json:
        text = " ".join(str(problem).splitlines())
        printing.report(_json(Outcome(shown, options.kind).as_json() | {"problem": text}))
    return _End(NOT_READ, _("{file} wasn't imported: {problem}", file=shown, problem=problem.what_happened))


def _run_on_failure(messages: list[str]) -> None:
    try:
        failure = on_failure.run(settings.load(), messages)
    except Problem:  # the settings can't be read, and every file has reported it
        return
    if failure:
        printing.report(failure, to=sys.stderr)


def _json(fields: dict[str, object]) -> str:
    # In ASCII, so that every terminal and pipe can encode it.
    return json.dumps(fields, separators=(",", ":"))


def _report(outcome: Outcome, *, is_dry_run: bool) -> str:
    file, rejected_file = outcome.file, outcome.rejected_file
    if outcome.was_imported_before:
        unchanged = _("{file} was already imported. Nothing changed.", file=file)
        return f"{unchanged} {_rejected_rows(rejected_file)}" if rejected_file else unchanged
    kind = vocabulary.file_kind_title(outcome.kind)
    if is_dry_run:
        title = _("{file} ({kind}, dry run: nothing stored)", file=file, kind=kind)
    else:
        title = _("{file} ({kind})", file=file, kind=kind)
    notes = [stored_sentences.shown(note) for note in outcome.notes]
    rejected = [_rejected_rows(rejected_file)] if rejected_file else []
    return "\n  ".join([title, _counts(outcome), *notes, *rejected])


def _rejected_rows(file: str) -> str:
    return _("Rejected rows: {file}", file=file)


def _counts(outcome: Outcome) -> str:
    return ngettext(
        "{rows} row read: {stored} stored, {updated} updated, {unchanged} unchanged, {skipped} skipped, "
        "{rejected} rejected",
        "{rows} rows read: {stored} stored, {updated} updated, {unchanged} unchanged, {skipped} skipped, "
        "{rejected} rejected",
        outcome.rows_read,
        rows=outcome.rows_read,
        stored=outcome.stored,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        skipped=outcome.set_aside,
        rejected=outcome.rejected,
    )
