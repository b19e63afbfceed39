-- Which texts has this number missed since the last one that was sent?
--
-- Parameters
--   $number     bigint   phone number as E.164 digits
--   $has_texts  boolean  whether texts can have gone to it; of false, no file is read, and null reads every file
--   $rows       bigint   number of rows to list; null lists all of them
--
-- Steps: viewer_texts
--
-- Returns one row per broadcast, and per text of none, that wasn't delivered, newest first. One that wasn't sent
-- because the same phone got it from another contact's text isn't missed
--   requested_at  timestamptz  when the newest text of the broadcast was requested
--   broadcast     varchar      name of the broadcast
--   result        varchar      one of the five results
--   reason        varchar      key of one of the nine reasons; null if the log states none
--   since         timestamptz  when the last text that was sent was requested; null if none was
--   of_all        bigint       number of rows in all

with

own_texts as materialized (

    select
        service,
        message_id,
        broadcast_id,
        broadcast,
        result,
        reason,
        requested_at
    from viewer_texts
    where number = $number and coalesce($has_texts, true)

),

sent as (

    select max(own_texts.requested_at) as requested_at
    from own_texts
    inner join results on own_texts.result = results.result
    where results.is_final and not results.is_undelivered

),

missed as (

    select
        own_texts.*,
        sent.requested_at as since,
        row_number() over (
            partition by coalesce(own_texts.broadcast_id, own_texts.broadcast, own_texts.message_id)
            order by own_texts.requested_at desc, own_texts.service, own_texts.message_id
        ) as place
    from own_texts
    inner join results on own_texts.result = results.result
    left join reasons on own_texts.reason = reasons.reason
    cross join sent
    where
        results.is_undelivered
        and coalesce(reasons.part, '') <> 'already_reached'
        and own_texts.requested_at > coalesce(sent.requested_at, '-infinity')

)

select
    requested_at,
    broadcast,
    result,
    reason,
    since,
    count(*) over () as of_all
from missed
where place = 1
order by
    requested_at desc,
    service,
    message_id
limit $rows
