-- The broadcasts of one page of the list, newest first
--
-- Only what the list is sorted by is worked out for all broadcasts, of which there may be tens of thousands.
--
-- Parameters
--   $rows  bigint  number of broadcasts to list; null lists all of them
--   $skip  bigint  number of broadcasts to leave out at the start; null leaves out none
--
-- Steps: selected_counts
--
-- Returns one row per broadcast of the page
--   broadcast_id        varchar      id of the broadcast at the service
--   only_name           varchar      name of a broadcast without an id; null of others
--   first_requested_at  timestamptz  when the first of its texts in the filter was requested
--   of_all              bigint       number of broadcasts in all

with

grouped as (

    select
        broadcast_id,
        case when broadcast_id is null then broadcast end as only_name,
        min(first_requested_at) as first_requested_at
    from selected_counts
    where broadcast_id is not null or broadcast is not null
    group by
        broadcast_id,
        case when broadcast_id is null then broadcast end

)

select
    broadcast_id,
    only_name,
    first_requested_at,
    count(*) over () as of_all
from grouped
order by
    first_requested_at desc,
    coalesce(broadcast_id, only_name),
    broadcast_id is null
limit $rows offset $skip
