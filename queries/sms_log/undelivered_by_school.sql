-- At which schools were most texts not delivered?
--
-- Parameters
--   $from_date        date       first day counted, in the district's zone
--   $until_date       date       first day not counted
--   $broadcasts       varchar[]  ids or names of the broadcasts to count; null counts them all
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $enough           bigint     texts from which a share can be judged; who has fewer comes last
--   $rows             bigint     schools wanted; null wants all of them
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per school and undelivered result, the worst school first
--   place            bigint   rank by share from 1, those with too few texts last
--   school           varchar  the families' school; null where the log gives none
--   result           varchar  an undelivered one
--   undelivered      bigint   texts with that result
--   all_undelivered  bigint   texts of the school in any undelivered result
--   texts            bigint   texts of the school in all
--   undelivered_pct  double   all its undelivered texts, of its texts: 0 to 100
--   of_all           bigint   schools in all

with

counted as (

    select
        daily_results.school,
        daily_results.result,
        results.is_undelivered,
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
    group by daily_results.school, daily_results.result, results.is_undelivered

),

groups as (

    select
        school,
        sum(texts) as texts,
        coalesce(sum(texts) filter (where is_undelivered), 0) as undelivered
    from counted
    group by school

),

ranked as (

    select
        *,
        100e0 * undelivered / texts as undelivered_pct,
        row_number() over (
            order by texts >= $enough desc, undelivered / texts desc, texts desc, school
        ) as place,
        count(*) over () as of_all
    from groups

)

select
    ranked.place,
    ranked.school,
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
        and ranked.school is not distinct from counted.school
where
    results.is_undelivered
    and ranked.place <= $rows
order by ranked.place, results.place
