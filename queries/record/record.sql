-- Who did what, and when?
--
-- Parameters
--   $rows  bigint  number of rows to list; null lists all of them
--   $skip  bigint  number of rows to leave out at the start; null leaves out none
--
-- Steps: selected_record
--
-- Returns one row per entry of the record, newest first
--   entry        bigint       its place in the record, from 1
--   happened_at  timestamptz  when it was written
--   who          varchar      email address or account of the person
--   role         varchar      role of the person; null of whoever has none
--   action       varchar      what the person did
--   about        varchar      question, report or file; null if there is none
--   detail       varchar      the filter, in words; null if there is none
--   filters      varchar      the filter, as JSON
--   row_count    bigint       number of rows that went out or came in; null if unknown
--   is_masked    boolean      whether numbers were masked; null where there were none
--   subject      varchar      keyed hash of the number or contact that it is about
--   hash         varchar      hash of the entry

select
    entry,
    happened_at,
    who,
    role,
    action,
    about,
    detail,
    filters,
    row_count,
    is_masked,
    subject,
    hash
from selected_record
order by entry desc
limit $rows offset $skip
