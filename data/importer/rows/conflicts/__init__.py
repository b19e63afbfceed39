"""Numbers of an imported log whose texts were refused or accepted against what the consent list says.

The rule (consent_conflicts.sql) is a step of the question that lists them, too (see queries/header.py).
"""

from __future__ import annotations

import duckdb

from data import engine
from data.importer.recognize import formats
from data.importer.rows.database import sql
from data.importer.rows.run import Conflicts, Run
from data.importer.rows.status import status_changes
from data.tables import store
from data.words import vocabulary
from data.words.catalog import in_english, ngettext


def count(connection: duckdb.DuckDBPyConnection, run: Run, *, has_statuses: bool) -> Conflicts:
    """Return how many numbers of a merged log the consent list disagrees with the service about.

    `has_statuses` is whether the log's own statuses were merged (see log/statuses.py).
    """
    if not has_statuses:
        if not run.snapshot.files("status_changes"):
            return Conflicts()
        status_changes.open_existing(connection, run.snapshot)
    engine.keep(connection, "imports", store.counting(run.snapshot.table("imports")))
    connection.execute(sql("conflicts/steps", "import_texts"))
    connection.execute(sql("conflicts/steps", "merged_statuses" if has_statuses else "stored_statuses"))
    rule = sql("conflicts/consent_conflicts")
    connection.execute(f"create or replace view conflicts as {rule}")
    (row,) = engine.answer(connection, sql("conflicts/steps", "counts")).to_pylist()
    return Conflicts(row["refused"], row["accepted"])


@in_english()  # notes are stored
def notes(conflicts: Conflicts) -> tuple[str, ...]:
    """Return the sentences as an import stores them."""
    return sentences(conflicts.refused, conflicts.accepted)


def sentences(refused: int, accepted: int) -> tuple[str, ...]:
    """Return a sentence for each of the two counts of numbers that isn't 0, in the reader's language."""
    opted_in, opted_out = (
        vocabulary.STATUS_OF[formats.STATUSES[key]].title for key in ("opted_in", "opted_out")
    )
    of_refused = ngettext(
        "{number} number was refused as opted out, but the consent list says {status}.",
        "{number} numbers were refused as opted out, but the consent list says {status}.",
        refused,
        number=refused,
        status=opted_in,
    )
    of_accepted = ngettext(
        "{number} number was sent texts, but the consent list says {status}.",
        "{number} numbers were sent texts, but the consent list says {status}.",
        accepted,
        number=accepted,
        status=opted_out,
    )
    return tuple(
        sentence for number, sentence in ((refused, of_refused), (accepted, of_accepted)) if number
    )
