-- Of which broadcasts were most texts not delivered?
--
-- Parameters
--   $from_date        date       first day counted, in the district's zone
--   $until_date       date       first day not counted
--   $broadcasts       varchar[]  ids or names of the broadcasts to count; null counts them all
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $enough           bigint     texts from which a share can be judged; who has fewer comes last
--   $rows             bigint     broadcasts wanted; null wants all of them
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per broadcast and undelivered result, the worst broadcast first
--   place            bigint   rank by share from 1, those with too few texts last
--   broadcast_id     varchar  as the service wrote it, else its name; null where the log gives neither
--   broadcast        varchar  its newest name; a broadcast without an id is told apart by its name
--   result           varchar  an undelivered one
--   undelivered      bigint   texts with that result
--   all_undelivered  bigint   texts of the broadcast in any undelivered result
--   texts            bigint   texts of the broadcast in all
--   undelivered_pct  double   all its undelivered texts, of its texts: 0 to 100
--   of_all           bigint   broadcasts in all

with

counted as (

    select
        daily_results.broadcast_id,
        case when daily_results.broadcast_id is null then daily_results.broadcast end as name_alone,
        daily_results.result,
        results.is_undelivered,
        max_by(daily_results.broadcast, daily_results.last_requested_at) as broadcast,
        max(daily_results.last_requested_at) filter (where daily_results.broadcast is not null) as named_at,
        sum(daily_results.texts) as texts
    from daily_results
    inner join results on daily_results.result = results.result
    where
        daily_results.day >= $from_date and daily_results.day < $until_date
        and (
            $broadcasts is null
            or list_contains($broadcasts, daily_results.broadcast_id)
            or list_contains($broadcasts, daily_results.broadcast)
        )
        and ($schools is null or list_contains($schools, daily_results.school))
        and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
    group by
        daily_results.broadcast_id,
        case when daily_results.broadcast_id is null then daily_results.broadcast end,
        daily_results.result,
        results.is_undelivered

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
