-- Which broadcasts can be selected?
--
-- Parameters
--   $search  varchar  what the name contains, in any case, with or without accents; null lists any name
--   $rows    bigint   number of broadcasts to list; null lists all of them
--
-- Steps: viewer_counts, selected_counts
--
-- Returns one row per broadcast with texts in the whole filter, newest first
--   broadcast_id        varchar      id of the broadcast at the service; null if the log has none
--   broadcast           varchar      its newest name; a broadcast without an id is identified by its name
--   first_requested_at  timestamptz  when its first text was requested, on any day
--   matches             bigint       number of broadcasts that fit, those included that aren't listed

with

broadcasts as (

    select
        broadcast_id,
        case when broadcast_id is null then broadcast end as only_name,
        max_by(broadcast, { 'at': last_requested_at, 'name': broadcast }) as broadcast,
        min(first_requested_at) as first_requested_at
    from viewer_counts
    where broadcast_id is not null or broadcast is not null
    group by
        broadcast_id,
        only_name
),

selected as (

    select distinct
        broadcast_id,
        case when broadcast_id is null then broadcast end as only_name
    from selected_counts
)

select
    broadcasts.broadcast_id,
    broadcasts.broadcast,
    broadcasts.first_requested_at,
    count(*) over () as matches
from broadcasts
inner join selected
    on
        broadcasts.broadcast_id is not distinct from selected.broadcast_id
        and broadcasts.only_name is not distinct from selected.only_name
where
    $search is null
    or contains(
        strip_accents(lower(coalesce(broadcasts.broadcast, broadcasts.broadcast_id))),
        strip_accents(lower($search))
    )
order by
    first_requested_at desc,
    broadcast_id,
    broadcast
limit $rows
