"""The tables: what a row is, and every column. What a file doesn't give is null; no value is invented."""

from __future__ import annotations

import pyarrow as pa

INSTANT = pa.timestamp("us", "UTC")


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


# One text to one number of one contact. The key is service + message_id; partitioned by the UTC month of
# requested_at and clustered by number inside a month. Times are UTC. The columns from delivered_at
# to is_unicode are missing in older files. `price` is what the service charged, never negative.
# `text_length` counts the text as it is sent: septets of the GSM alphabet, or UTF-16 units if is_unicode.
MESSAGES = _schema(
    service=pa.string(),
    message_id=pa.string(),
    broadcast_id=pa.string(),
    broadcast=pa.string(),
    sent_by=pa.string(),
    school=pa.string(),
    contact_id=pa.string(),
    number=pa.int64(),
    short_code=pa.string(),
    result=pa.string(),
    reason=pa.string(),
    reason_text=pa.string(),
    service_status=pa.string(),
    carrier_code=pa.string(),
    requested_at=INSTANT,
    accepted_at=INSTANT,
    updated_at=INSTANT,
    delivered_at=INSTANT,
    kind=pa.string(),
    parts=pa.int32(),
    price=pa.decimal128(18, 6),
    currency=pa.string(),
    carrier=pa.string(),
    text_length=pa.int32(),
    is_unicode=pa.bool_(),
    import_id=pa.string(),
    month=pa.string(),
)

# One number of one contact. seen_from and seen_until are the dates of the first and the last list that have
# the pair; it is current while no later list of its school lacks it.
CONTACTS = _schema(
    contact_id=pa.string(),
    number=pa.int64(),
    phone_type=pa.string(),
    name=pa.string(),
    email=pa.string(),
    school=pa.string(),
    grade=pa.string(),
    language=pa.string(),
    student_id=pa.string(),
    student_name=pa.string(),
    household_id=pa.string(),
    seen_from=INSTANT,
    seen_until=INSTANT,
    import_id=pa.string(),
)

# One change of one number's status. observed_after is null where the change itself was logged, otherwise
# the date of the last list with another status; confirmed_until is the last date with this status.
STATUS_CHANGES = _schema(
    number=pa.int64(),
    short_code=pa.string(),
    status=pa.string(),
    changed_at=INSTANT,
    how=pa.string(),
    observed_after=INSTANT,
    confirmed_until=INSTANT,
    is_logged=pa.bool_(),
    import_id=pa.string(),
)

# One row of a file that is in no other table: skipped (kind "set aside") or rejected. `row` is a JSON
# object of its cells.
LEFT_OUT = _schema(
    import_id=pa.string(),
    line=pa.int64(),
    kind=pa.string(),
    column=pa.string(),
    why=pa.string(),
    row=pa.string(),
)

# Messages counted by UTC month, local day and the columns that pages filter by. `counted_from` names the
# files of the month that were counted, and `zone` the time zone of `day`, so that a stale month is noticed.
DAILY_RESULTS = _schema(
    month=pa.string(),
    day=pa.date32(),
    school=pa.string(),
    sent_by=pa.string(),
    broadcast_id=pa.string(),
    broadcast=pa.string(),
    result=pa.string(),
    reason=pa.string(),
    texts=pa.int64(),
    first_requested_at=INSTANT,
    last_requested_at=INSTANT,
    zone=pa.string(),
    counted_from=pa.string(),
)

# One imported file, and the commit point: the last row that wasn't undone names the version of every other
# table, and the hash of the list of its files (null in older rows). A message log covers the days from
# covers_from, when its oldest accepted text was requested, to as_of.
IMPORTS = _schema(
    import_id=pa.string(),
    file_name=pa.string(),
    content_hash=pa.string(),
    kind=pa.string(),
    rows_read=pa.int64(),
    stored=pa.int64(),
    updated=pa.int64(),
    unchanged=pa.int64(),
    set_aside=pa.int64(),
    rejected=pa.int64(),
    as_of=INSTANT,
    covers_from=INSTANT,
    imported_by=pa.string(),
    imported_at=INSTANT,
    notes=pa.string(),
    undone_by=pa.string(),
    undone_at=INSTANT,
    messages_version=pa.int64(),
    contacts_version=pa.int64(),
    status_changes_version=pa.int64(),
    left_out_version=pa.int64(),
    daily_results_version=pa.int64(),
    messages_files=pa.string(),
    contacts_files=pa.string(),
    status_changes_files=pa.string(),
    left_out_files=pa.string(),
    daily_results_files=pa.string(),
)

# One number in a reminder batch, and how it was reminded. A batch is written in one step and belongs to no
# import: undoing an import keeps what families were sent.
REMINDERS = _schema(
    run_id=pa.string(),
    made_at=INSTANT,
    made_by=pa.string(),
    asked=pa.string(),
    number=pa.int64(),
    part=pa.string(),
)

# A note that an administrator wrote on a day, or on the days from first_day to last_day, in the district's
# zone. It belongs to no import. `school` is null for the whole district.
DAY_NOTES = _schema(
    note_id=pa.string(),
    first_day=pa.date32(),
    last_day=pa.date32(),
    school=pa.string(),
    note=pa.string(),
    written_by=pa.string(),
    written_at=INSTANT,
)

# What people in an office wrote down: results of calls, opt-outs told to them, numbers that changed. `kind`
# is a key of data/words/office/office.toml, and `value` the name of one of its call results or a few words.
# `broadcast` is the ID of a broadcast, or its name if it has none. It belongs to no import.
OFFICE_ENTRIES = _schema(
    entry_id=pa.string(),
    kind=pa.string(),
    value=pa.string(),
    broadcast=pa.string(),
    contact_id=pa.string(),
    number=pa.int64(),
    happened_at=INSTANT,
    school=pa.string(),
    entered_by=pa.string(),
    entered_at=INSTANT,
)

# The tables that an import writes, and whose versions its row of `imports` names.
SCHEMAS = {
    "messages": MESSAGES,
    "contacts": CONTACTS,
    "status_changes": STATUS_CHANGES,
    "left_out": LEFT_OUT,
    "daily_results": DAILY_RESULTS,
}
# The tables that belong to no import: each is set up by its first row, and its newest version counts.
STANDALONE = {"reminders": REMINDERS, "day_notes": DAY_NOTES, "office_entries": OFFICE_ENTRIES}
EVERY = {**SCHEMAS, "imports": IMPORTS, **STANDALONE}
PROPERTIES = {
    # Otherwise Delta would drop log entries older than 30 days, even for versions that are still named.
    "delta.enableExpiredLogCleanup": "false",
    # No statistics: their least and greatest values would be names and numbers, in files of plain text.
    "delta.dataSkippingNumIndexedCols": "0",
    # Opening a table reads the commits since its last checkpoint: up to 100 of them take ten times as long.
    "delta.checkpointInterval": "10",
    # Otherwise checkpoints name the removed files of a week. Nothing reads that: upkeep lists the folder.
    "delta.deletedFileRetentionDuration": "interval 0 seconds",
}
PARTITIONED = {"messages": ["month"], "daily_results": ["month"]}
