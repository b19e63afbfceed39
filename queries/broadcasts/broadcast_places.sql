-- Which broadcasts are on a page of the list, and when were their texts requested?
--
-- Steps: selected_counts, page_of_broadcasts
-- Ignores: $results, $reasons
--
-- Returns one row per broadcast with texts in the whole filter, newest first
--   broadcast_id        varchar      id of the broadcast at the service, or its name if it has none
--   broadcast           varchar      its newest name
--   first_requested_at  timestamptz  when the first of these texts was requested
--   last_requested_at   timestamptz  when the last of them was requested

select
    coalesce(page_of_broadcasts.broadcast_id, page_of_broadcasts.only_name) as broadcast_id,
    max_by(
        selected_counts.broadcast,
        { 'at': selected_counts.last_requested_at, 'name': selected_counts.broadcast }
    ) as broadcast,
    page_of_broadcasts.first_requested_at,
    max(selected_counts.last_requested_at) as last_requested_at
from page_of_broadcasts
inner join selected_counts
    on
        page_of_broadcasts.broadcast_id is not distinct from selected_counts.broadcast_id
        and page_of_broadcasts.only_name is not distinct from
        case when selected_counts.broadcast_id is null then selected_counts.broadcast end
group by
    page_of_broadcasts.broadcast_id,
    page_of_broadcasts.only_name,
    page_of_broadcasts.first_requested_at
order by
    page_of_broadcasts.first_requested_at desc,
    coalesce(page_of_broadcasts.broadcast_id, page_of_broadcasts.only_name),
    page_of_broadcasts.broadcast_id is null
