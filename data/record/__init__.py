"""The record: who did what and when, kept apart from the logs of texts. Entries are only ever added.

Whoever acts writes an entry first, and acts when `write` has returned, since the entry is then on disk:

    from data import record
    record.write(viewer, "download", selection.sentence(), about="messages", rows=1200, masked=False)
    record.write(viewer, "look_up", about="number_status", masked=True, number=12125550101)
    record.write("stranger@example.org", "refused", _("Not in the access file."))

If the entry can't be written, `write` raises Problem, and the action must not happen. So every action has
its entry. An entry whose action failed later, or whose process was killed in between, stays.

A phone number is never written in clear: `number` and `contact_id` become a keyed hash, by which one can
search with the number in hand (`subject_of`). Numbers in texts become "…".
"""

from data.record.actions import ACTIONS, Action
from data.record.changes import is_of, write_change
from data.record.entry import Entry
from data.record.journal import files_now, subject_of, subjects_of, write
from data.record.verification import verify

__all__ = [
    "ACTIONS",
    "Action",
    "Entry",
    "files_now",
    "is_of",
    "subject_of",
    "subjects_of",
    "verify",
    "write",
    "write_change",
]
