-- Which broadcasts can be selected?
--
-- Parameters
--   $from_date   date       first day with texts of a broadcast, in the district's zone
--   $until_date  date       day after the last one
--   $broadcasts  varchar[]  ids or names of broadcasts to list on any days; null adds none
--
-- Steps: viewer_counts
--
-- Returns one row per broadcast with texts in these days, newest first
--   broadcast_id        varchar      id of the broadcast at the service; null if the log has none
--   broadcast           varchar      its newest name; a broadcast without an id is identified by its name
--   first_requested_at  timestamptz  when its first text was requested, on any day

select
    broadcast_id,
    max_by(broadcast, { 'at': last_requested_at, 'name': broadcast }) as broadcast,
    min(first_requested_at) as first_requested_at
from viewer_counts
where broadcast_id is not null or broadcast is not null
group by
    broadcast_id,
    case when broadcast_id is null then broadcast end
having
    bool_or(day >= $from_date and day < $until_date)
    or bool_or(list_contains($broadcasts, broadcast_id) or list_contains($broadcasts, broadcast))
order by first_requested_at desc, broadcast_id, broadcast
