-- Which schools have the largest undelivered share?
--
-- Parameters
--   $enough  bigint     texts that are enough to compare; schools with fewer come last
--   $rows    bigint     number of schools to list; null lists all of them
--   $always  varchar[]  schools to list besides, whatever their rank
--
-- Steps: undelivered_counts
-- Ignores: $results, $reasons
--
-- Returns one row per school and undelivered result, the largest share first
--   place               bigint   rank by share from 1, those with too few texts last
--   school              varchar  school of the families; null if the log has none
--   result              varchar  an undelivered result
--   undelivered         bigint   number of texts with that result
--   all_undelivered     bigint   number of its texts with any undelivered result
--   texts               bigint   number of its texts
--   undelivered_pct     double   share of all_undelivered in them, 0 to 100
--   of_all              bigint   number of schools in all
--   compared_share_pct  double   undelivered share that it's compared with; null without texts
--   change_points       double   undelivered_pct less that share, in percentage points
--   is_comparable       boolean  whether both are of enough texts

with

groups as (

    select
        school,
        result,
        result_place,
        sum(undelivered) as undelivered,
        sum(all_undelivered) as all_undelivered,
        sum(texts) as texts,
        sum(compared_texts) as compared_texts,
        sum(compared_undelivered) as compared_undelivered
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
    where texts > 0

)

select
    place,
    school,
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
where place <= $rows or list_contains($always, school)
order by place, result_place
