-- Which broadcasts have the largest undelivered share?
--
-- Each is compared with itself in the other period, or with the other broadcasts if these are others.
--
-- Parameters
--   $enough               bigint     texts that are enough to compare; broadcasts with fewer come last
--   $rows                 bigint     number of broadcasts to list; null lists all of them
--   $always               varchar[]  ids or names of broadcasts to list besides, whatever their rank
--   $broadcasts           varchar[]  ids or names of the broadcasts to count; null counts all of them
--   $compared_broadcasts  varchar[]  ids or names of the broadcasts to compare with; null for all of them
--
-- Steps: undelivered_counts
-- Ignores: $results, $reasons
--
-- Returns one row per broadcast and undelivered result, the largest share first
--   place               bigint   rank by share from 1, those with too few texts last
--   broadcast_id        varchar  id of the broadcast at the service, or its name; null if the log has neither
--   broadcast           varchar  its newest name; a broadcast without an id is identified by its name
--   result              varchar  an undelivered result
--   undelivered         bigint   number of texts with that result
--   all_undelivered     bigint   number of its texts with any undelivered result
--   texts               bigint   number of its texts
--   undelivered_pct     double   share of all_undelivered in them, 0 to 100
--   of_all              bigint   number of broadcasts in all
--   compared_share_pct  double   undelivered share that it's compared with; null without texts
--   change_points       double   undelivered_pct less that share, in percentage points
--   is_comparable       boolean  whether both are of enough texts

with

groups as (

    select
        broadcast_id,
        case when broadcast_id is null then broadcast end as name_alone,
        result,
        result_place,
        max_by(broadcast, case when broadcast is not null and texts > 0 then last_requested_at end) as broadcast,
        sum(undelivered) as undelivered,
        sum(all_undelivered) as all_undelivered,
        sum(texts) as texts,
        sum(compared_texts) as own_compared_texts,
        sum(compared_undelivered) as own_compared_undelivered
    from undelivered_counts
    group by
        broadcast_id,
        case when broadcast_id is null then broadcast end,
        result,
        result_place

),

sides as (

    select
        *,
        coalesce($compared_broadcasts <> $broadcasts, $compared_broadcasts is not null) as is_beside_others,
        sum(own_compared_texts) over (partition by result) as other_texts,
        sum(own_compared_undelivered) over (partition by result) as other_undelivered
    from groups

),

ranked as (

    select
        *,
        dense_rank() over (
            order by texts >= $enough desc, all_undelivered / texts desc, texts desc, broadcast_id, name_alone
        ) as place,
        count(*) over (partition by result) as of_all,
        case when is_beside_others then other_texts else own_compared_texts end as compared_texts,
        case when is_beside_others then other_undelivered else own_compared_undelivered end as compared_undelivered
    from sides
    where texts > 0

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
    of_all,
    100e0 * compared_undelivered / nullif(compared_texts, 0) as compared_share_pct,
    100e0 * all_undelivered / texts - 100e0 * compared_undelivered / nullif(compared_texts, 0) as change_points,
    least(texts, compared_texts) >= $enough as is_comparable
from ranked
where
    place <= $rows
    or list_contains($always, coalesce(broadcast_id, name_alone))
    or list_contains($always, broadcast)
order by place, result_place
