-- Which broadcasts are on a page of the list, and when were their texts requested?
--
-- Parameters
--   $rows  bigint  number of broadcasts to list; null lists all of them
--   $skip  bigint  number of broadcasts to leave out at the start; null leaves out none
--
-- Steps: selected_counts
-- Ignores: $results, $reasons
--
-- Returns one row per broadcast with texts in the whole filter, newest first
--   broadcast_id        varchar      id of the broadcast at the service, or its name if it has none
--   broadcast           varchar      its newest name
--   first_requested_at  timestamptz  when the first of these texts was requested
--   last_requested_at   timestamptz  when the last of them was requested

select
    coalesce(selected_counts.broadcast_id, selected_counts.broadcast) as broadcast_id,
    max_by(
        selected_counts.broadcast,
        { 'at': selected_counts.last_requested_at, 'name': selected_counts.broadcast }
    ) as broadcast,
    min(selected_counts.first_requested_at) as first_requested_at,
    max(selected_counts.last_requested_at) as last_requested_at
from selected_counts
where selected_counts.broadcast_id is not null or selected_counts.broadcast is not null
group by
    coalesce(selected_counts.broadcast_id, selected_counts.broadcast),
    selected_counts.broadcast_id is null
order by first_requested_at desc, broadcast_id, selected_counts.broadcast_id is null
limit $rows offset $skip
