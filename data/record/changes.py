"""Entries about changes of the district's logs: imports, undos, reminder batches."""

from __future__ import annotations

from collections.abc import Mapping

from data import settings
from data.access import Viewer, person_at_machine
from data.record.journal import write


def is_of(uri: str) -> bool:
    """Return whether the logs at an address are the district's, whose changes are recorded."""
    return uri == settings.load().logs


def write_change(
    uri: str,
    action: str,
    about: str,
    filters: Mapping[str, object],
    rows: int | None = None,
    *,
    by: str | None,
    role: str | None,
    detail: str = "",
    number: int | None = None,
    contact_id: str | None = None,
) -> None:
    """Record what is about to change the logs at an address, if they are the district's.

    `by` is who does it. Without a `role` it is a name that was typed on the command line, so the entry is
    of the account that runs the command, and the name is beside it. `number` or `contact_id` says whom it
    is about. Raises Problem as `write` does.
    """
    if not is_of(uri):
        return
    viewer = Viewer(by, role) if by and role else person_at_machine()
    typed = {"by": by} if by and not role else {}
    write(
        *(viewer, action, detail),
        about=about,
        filters={**typed, **filters},
        rows=rows,
        number=number,
        contact_id=contact_id,
    )
