-- Which schools have the largest undelivered share?
--
-- Parameters
--   $enough  bigint  texts that are enough to compare; schools with fewer come last
--   $rows    bigint  number of schools to list; null lists all of them
--
-- Steps: selected_counts
-- Ignores: $results, $reasons
--
-- Returns one row per school and undelivered result, the largest share first
--   place            bigint   rank by share from 1, those with too few texts last
--   school           varchar  school of the families; null if the log has none
--   result           varchar  an undelivered result
--   undelivered      bigint   number of texts with that result
--   all_undelivered  bigint   number of its texts with any undelivered result
--   texts            bigint   number of its texts
--   undelivered_pct  double   share of all_undelivered in them, 0 to 100
--   of_all           bigint   number of schools in all

with

counted as (

    select
        school,
        result,
        is_undelivered,
        sum(texts) as texts
    from selected_counts
    group by school, result, is_undelivered

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
