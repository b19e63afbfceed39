-- What are the results of each broadcast?
--
-- Steps: selected_counts
--
-- Returns one row per broadcast, newest first
--   broadcast_id        varchar      id of the broadcast at the service; null if the log has none
--   broadcast           varchar      its newest name; a broadcast without an id is identified by its name
--   first_requested_at  timestamptz  when the first of these texts was requested
--   texts               bigint       number of texts
--   undelivered         bigint       number of texts that were not delivered
--   undelivered_pct     double       share of these, 0 to 100

select
    selected_counts.broadcast_id,
    max_by(
        selected_counts.broadcast,
        { 'at': selected_counts.last_requested_at, 'name': selected_counts.broadcast }
    ) as broadcast,
    min(selected_counts.first_requested_at) as first_requested_at,
    cast(sum(texts) as bigint) as texts,
    cast(coalesce(sum(texts) filter (where is_undelivered), 0) as bigint) as undelivered,
    100e0 * coalesce(sum(texts) filter (where is_undelivered), 0)
    / sum(texts) as undelivered_pct
from selected_counts
group by
    selected_counts.broadcast_id,
    case when selected_counts.broadcast_id is null then selected_counts.broadcast end
order by first_requested_at desc, broadcast_id, broadcast
