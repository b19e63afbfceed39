-- How many texts are there per UTC month, local day, school, sender, broadcast, result and reason?
--
-- Parameters
--   $zone  varchar  the IANA zone of the local day
--
-- Returns one row per group that has texts, with the first and last instant at which one was requested
select
    strftime(requested_at at time zone 'UTC', '%Y-%m') as month,
    cast(requested_at at time zone $zone as date) as day,
    school,
    sent_by,
    broadcast_id,
    broadcast,
    result,
    reason,
    count(*) as texts,
    min(requested_at) as first_requested_at,
    max(requested_at) as last_requested_at
from messages
group by all
order by month, day, school, sent_by, broadcast_id, broadcast, result, reason
