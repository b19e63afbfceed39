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
-- Returns one row per entry, with the columns of record

select *
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
