-- What became of the texts?
--
-- Parameters
--   $from_date        date       first day counted, in the district's zone
--   $until_date       date       first day not counted
--   $broadcasts       varchar[]  ids or names of the broadcasts to count; null counts them all
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $results          varchar[]  the results to list; null lists them all
--   $reasons          varchar[]  the reasons to count, '' for none stated; null counts every text
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per result, in the order of a text's way
--   stage      varchar  one of the three stages
--   result     varchar  one of the five
--   texts      bigint   texts with that result
--   share_pct  double   of all texts that match, whichever results are listed: 0 to 100; null without texts

with

counted as (

    select
        daily_results.result,
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
        and (
            $reasons is null
            or list_contains($reasons, case when results.is_undelivered then coalesce(daily_results.reason, '') end)
        )
        and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
    group by daily_results.result

),

all_results as (

    select
        results.stage,
        results.result,
        results.place,
        coalesce(counted.texts, 0) as texts
    from results
    left join counted on results.result = counted.result

)

select
    stage,
    result,
    cast(texts as bigint) as texts,
    100e0 * texts / nullif((select sum(everything.texts) from all_results as everything), 0) as share_pct
from all_results
where $results is null or list_contains($results, result)
order by place
