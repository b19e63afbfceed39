-- Which broadcasts have the largest undelivered share?
--
-- Parameters
--   $enough  bigint  texts that are enough to compare; broadcasts with fewer come last
--   $rows    bigint  number of broadcasts to list; null lists all of them
--
-- Steps: selected_counts
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

counted as (

    select
        selected_counts.broadcast_id,
        case when selected_counts.broadcast_id is null then selected_counts.broadcast end as name_alone,
        selected_counts.result,
        selected_counts.is_undelivered,
        max_by(selected_counts.broadcast, selected_counts.last_requested_at) as broadcast,
        max(selected_counts.last_requested_at) filter (where selected_counts.broadcast is not null) as named_at,
        sum(selected_counts.texts) as texts
    from selected_counts
    group by
        selected_counts.broadcast_id,
        case when selected_counts.broadcast_id is null then selected_counts.broadcast end,
        selected_counts.result,
        selected_counts.is_undelivered

),

groups as (

    select
        broadcast_id,
        name_alone,
        max_by(broadcast, named_at) as broadcast,
        sum(texts) as texts,
        coalesce(sum(texts) filter (where is_undelivered), 0) as undelivered
    from counted
    group by broadcast_id, name_alone

),

ranked as (

    select
        *,
        100e0 * undelivered / texts as undelivered_pct,
        row_number() over (
            order by texts >= $enough desc, undelivered / texts desc, texts desc, broadcast_id, name_alone
        ) as place,
        count(*) over () as of_all
    from groups

)

select
    ranked.place,
    coalesce(ranked.broadcast_id, ranked.name_alone) as broadcast_id,
    ranked.broadcast,
    results.result,
    cast(coalesce(counted.texts, 0) as bigint) as undelivered,
    cast(ranked.undelivered as bigint) as all_undelivered,
    cast(ranked.texts as bigint) as texts,
    ranked.undelivered_pct,
    ranked.of_all
from ranked
cross join results
left join counted
    on
        results.result = counted.result
        and ranked.broadcast_id is not distinct from counted.broadcast_id
        and ranked.name_alone is not distinct from counted.name_alone
where
    results.is_undelivered
    and ranked.place <= $rows
order by ranked.place, results.place
