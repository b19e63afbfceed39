"""One run of reminders in the sample logs, so that a first look also shows what came of one."""

from __future__ import annotations

from datetime import UTC, datetime

from data import engine
from data.tables import reminders, store
from data.words import vocabulary

MADE_AT = datetime(2026, 9, 10, 14, tzinfo=UTC)
FILTERS = "every school, grade and language"
# Three of five numbers that were pending then; a list at the same instant as a log has the last word.
NUMBERS = """
select number, case when number % 4 = 0 then 'paper' else 'e_mail' end as part
from status_changes
where changed_at <= $made_at and number % 5 < 3
group by number
having max_by(status, row(changed_at, not is_logged)) = $awaited
order by number
"""


def remind(uri: str) -> None:
    """Record the run in the sample logs, where it is not there yet."""
    snapshot = store.newest(uri)
    if snapshot.table("reminders").num_rows:
        return
    awaited = next(status.name for status in vocabulary.STATUSES if status.is_pending)
    with engine.connect() as connection:
        engine.keep(connection, "status_changes", snapshot.table("status_changes"))
        asked = {"made_at": MADE_AT, "awaited": awaited}
        numbers = connection.execute(NUMBERS, asked).to_arrow_table()
    reminders.record_batch(uri, numbers, made_by="sample", filters=FILTERS, made_at=MADE_AT)
