"""The server's side of an import in a child process: its steps, and how it ends, even if it is killed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from data import settings
from data.errors import Problem
from data.importer import Outcome
from data.importer.order import ImportOrder
from data.importer.outcome import Progress
from data.importer.rows import left_out
from data.jobs.child_process import ChildError, ChildProcess
from data.tables import store
from data.words.catalog import _

LOG = logging.getLogger(__name__)


def run(order: ImportOrder, report_step: Progress, on_start: Callable[[int], None]) -> Outcome:
    """Import a file in a child process and return its outcome.

    `report_step` is called with each step and the share done (0 to 1), `on_start` with the id of the
    process. Raises Problem if the file was not imported; then nothing was stored.
    """
    started_at = datetime.now(UTC)
    outcome: Outcome | None = None
    with _started(order) as child:
        on_start(child.pid)
        try:
            while message := child.next_message():
                if "step" in message:
                    report_step(message["step"], message["share"])
                else:
                    outcome = _outcome(**message["outcome"])
        except ChildError as error:
            raise unexpected_error(str(error), order.file_name) from None
    return outcome or _outcome_if_killed(order, started_at, child.exit_status)


def unexpected_error(place: str, file_name: str) -> Problem:
    """Return what a person reads about an error at that place (see errors.place_of), and log the place."""
    LOG.error("An import ended with %s", place)
    return Problem(
        _(
            "Something went wrong on our side ({error}). Nothing was stored, and the details are in the "
            "server log.",
            error=place.partition(" ")[0],
        ),
        where=file_name,
        next_step=_("Import the file again. If it happens again, contact support."),
    )


def _started(order: ImportOrder) -> ChildProcess:
    try:
        return ChildProcess("data.jobs.worker", f"{order.as_line()}\n", outlives_server=True)
    except OSError as error:
        raise Problem(
            _(
                "The import couldn't start ({error}). Nothing was stored.",
                error=error.strerror or type(error).__name__,
            ),
            where=order.file_name,
            next_step=_(
                "The computer may be low on memory. Close other programs, then import the file again."
            ),
        ) from None


def _outcome(notes: list[str], columns_not_read: list[str], **fields: Any) -> Outcome:
    return Outcome(notes=tuple(notes), columns_not_read=tuple(columns_not_read), **fields)


def _outcome_if_killed(order: ImportOrder, started_at: datetime, exit_status: int | None) -> Outcome:
    """Return the outcome of an import whose process ended without one: it may have been stored by then.

    Raises Problem if it wasn't.
    """
    LOG.error("The process of an import ended with status %s", exit_status)
    with suppress(Problem):
        uri = settings.load().logs
        for row in store.newest(uri).table("imports").to_pylist():
            if row["file_name"] == order.file_name and row["imported_at"] >= started_at:
                return _stored_outcome(row, uri)
    raise Problem(
        _("This import was stopped before it finished. Nothing was stored."),
        where=order.file_name,
        next_step=_(
            "The computer may be low on memory. Close other programs or add memory, then import the file "
            "again. You can also export a large file in parts."
        ),
    )


def _stored_outcome(row: dict[str, Any], uri: str) -> Outcome:
    counts = ("rows_read", "stored", "updated", "unchanged", "set_aside", "rejected")
    rejected_file = left_out.rejected_file(uri, row["import_id"])
    return Outcome(
        row["file_name"],
        row["kind"],
        **{name: row[name] for name in counts},
        rejected_file=str(rejected_file) if rejected_file.exists() else None,
        notes=(row["notes"],) if row["notes"] else (),
    )
