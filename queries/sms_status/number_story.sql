-- Which texts went to this number, and when did its status change?
--
-- Parameters
--   $number     bigint   phone number as E.164 digits
--   $has_texts  boolean  whether texts can have gone to it; of false, no file is read, and null reads every file
--   $rows       bigint   number of rows to list; null lists all of them
--
-- Steps: viewer_texts, viewer_changes
--
-- Returns one row per text and per change to another status, newest first
--   happened_at     timestamptz  when the text was requested, or when the status changed
--   short_code      varchar      short code that texts come from
--   broadcast       varchar      text: name of the broadcast
--   result          varchar      text: one of the five results
--   reason          varchar      text: key of one of the nine reasons; null if the log states none
--   status          varchar      change: one of the three statuses
--   how             varchar      change: how it is known
--   observed_after  timestamptz  change: last list that still had another status; null if it was logged
--   reason_text     varchar      text: reason as the log states it

with

own_changes as (

    select
        *,
        lag(status) over (
            partition by short_code order by changed_at, is_logged desc
        ) as status_before
    from viewer_changes
    where number = $number

),

events as (

    select
        requested_at as happened_at,
        short_code,
        broadcast,
        result,
        reason,
        cast(null as varchar) as status,
        cast(null as varchar) as how,
        cast(null as timestamp with time zone) as observed_after,
        reason_text,
        service,
        message_id
    from viewer_texts
    where number = $number and coalesce($has_texts, true)

    union all

    select
        changed_at as happened_at,
        short_code,
        cast(null as varchar) as broadcast,
        cast(null as varchar) as result,
        cast(null as varchar) as reason,
        status,
        how,
        observed_after,
        cast(null as varchar) as reason_text,
        cast(null as varchar) as service,
        cast(null as varchar) as message_id
    from own_changes
    where status_before is null or status <> status_before

)

select
    happened_at,
    short_code,
    broadcast,
    result,
    reason,
    status,
    how,
    observed_after,
    reason_text
from events
order by happened_at desc, status, short_code, service, message_id
limit $rows
