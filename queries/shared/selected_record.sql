-- Entries of the record that the filters select
--
-- Parameters
--   $from_at       timestamptz  first instant
--   $until_at      timestamptz  instant after the last
--   $people        varchar[]    email addresses and accounts; null selects all
--   $actions       varchar[]    actions; null selects all
--   $number_forms  varchar[]    full or masked; null selects both, and entries without numbers
--   $subject       varchar      keyed hash of a number; null selects entries about anything
--
-- Returns one row per entry
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
from record
where
    happened_at >= $from_at
    and happened_at < $until_at
    and ($people is null or list_contains($people, who))
    and ($actions is null or list_contains($actions, action))
    and ($subject is null or subject = $subject)
    and (
        $number_forms is null
        or list_contains($number_forms, case when is_masked then 'masked' when not is_masked then 'full' end)
    )
