"""Sample logs for a first look: an invented district, its contacts, consents and texts over 14 months.

Every phone number is of the range that is kept for fiction (555-0100 to 555-0199), so none is anybody's.
`python -m data.sample.generate` makes the files anew, and always the same.
"""

from __future__ import annotations

# The files and their kinds, in the order in which they are to be imported: whose numbers they are, what
# was consented to when, the list that confirms it, and then the texts.
FILES: tuple[tuple[str, str], ...] = (
    ("contacts.parquet", "contacts"),
    ("status_log.parquet", "status"),
    ("consent_list.parquet", "status"),
    ("message_log.parquet", "log"),
)
