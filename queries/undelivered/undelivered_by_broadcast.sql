-- Which broadcasts have the largest undelivered share?
--
-- Parameters
--   $enough  bigint  texts that are enough to compare; broadcasts with fewer come last
--   $rows    bigint  number of broadcasts to list; null lists all of them
--
-- Steps: undelivered_counts
-- Ignores: $results, $reasons
--
-- Returns one row per broadcast and undelivered result, the largest share first
--   place            bigint   rank by share from 1, those with too few texts last
--   broadcast_id     varchar  id of the broadcast at the service, or its name; null if the log has neither
--   broadcast        varchar  its newest name; a broadcast without an id is identified by its name
--   result           varchar  an undelivered result
--   undelivered      bigint   number of texts with that result
--   all_undelivered  bigint   number of its texts with any undelivered result
--   texts            bigint   number of its texts
--   undelivered_pct  double   share of all_undelivered in them, 0 to 100
--   of_all           bigint   number of broadcasts in all

with

groups as (

    select
        broadcast_id,
        case when broadcast_id is null then broadcast end as name_alone,
        result,
        result_place,
        max_by(broadcast, case when broadcast is not null then last_requested_at end) as broadcast,
        sum(undelivered) as undelivered,
        sum(all_undelivered) as all_undelivered,
        sum(texts) as texts
    from undelivered_counts
    group by
        broadcast_id,
        case when broadcast_id is null then broadcast end,
        result,
        result_place

),

ranked as (

    select
        *,
        dense_rank() over (
            order by texts >= $enough desc, all_undelivered / texts desc, texts desc, broadcast_id, name_alone
        ) as place,
        count(*) over (partition by result) as of_all
    from groups

)

select
    place,
    coalesce(broadcast_id, name_alone) as broadcast_id,
    -- Of two names at one instant, every row of a broadcast has the same.
    max(broadcast) over (partition by place) as broadcast,
    result,
    cast(undelivered as bigint) as undelivered,
    cast(all_undelivered as bigint) as all_undelivered,
    cast(texts as bigint) as texts,
    100e0 * all_undelivered / texts as undelivered_pct,
    of_all
from ranked
where place <= $rows
order by place, result_place
