"""One reminder batch in the sample logs, so that the page shows its results from the start."""

from __future__ import annotations

from datetime import UTC, datetime

from data import engine
from data.tables import reminders, store
from data.words import vocabulary

MADE_AT = datetime(2026, 9, 10, 14, tzinfo=UTC)
FILTERS = "every school, grade and language"
# Three of five numbers that were pending at the time. A list wins over a log of the same instant.
NUMBERS = """
select number, case when number % 4 = 0 then 'paper' else 'e_mail' end as part
from status_changes
where changed_at <= $made_at and number % 5 < 3
group by number
having max_by(status, row(changed_at, not is_logged)) = $pending
order by number
"""


def record(uri: str) -> None:
    """Record the batch in the sample logs, if it isn't there yet."""
    snapshot = store.newest(uri)
    if snapshot.table("reminders").num_rows:
        return
    pending = next(status.name for status in vocabulary.STATUSES if status.is_pending)
    with engine.connect() as connection:
        engine.keep(connection, "status_changes", snapshot.table("status_changes"))
        parameters = {"made_at": MADE_AT, "pending": pending}
        numbers = connection.execute(NUMBERS, parameters).to_arrow_table()
    reminders.record_batch(uri, numbers, made_by="sample", filters=FILTERS, made_at=MADE_AT)
