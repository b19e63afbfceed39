-- Which schools have the largest undelivered share?
--
-- Parameters
--   $enough  bigint  texts that are enough to compare; schools with fewer come last
--   $rows    bigint  number of schools to list; null lists all of them
--
-- Steps: undelivered_counts
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

groups as (

    select
        school,
        result,
        result_place,
        sum(undelivered) as undelivered,
        sum(all_undelivered) as all_undelivered,
        sum(texts) as texts
    from undelivered_counts
    group by school, result, result_place

),

ranked as (

    select
        *,
        dense_rank() over (
            order by texts >= $enough desc, all_undelivered / texts desc, texts desc, school
        ) as place,
        count(*) over (partition by result) as of_all
    from groups

)

select
    place,
    school,
    result,
    cast(undelivered as bigint) as undelivered,
    cast(all_undelivered as bigint) as all_undelivered,
    cast(texts as bigint) as texts,
    100e0 * all_undelivered / texts as undelivered_pct,
    of_all
from ranked
where place <= $rows
order by place, result_place
