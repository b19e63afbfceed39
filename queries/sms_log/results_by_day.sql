-- How many texts were requested each day, and what became of them?
--
-- Parameters
--   $from_date        date       first day counted, in the district's zone
--   $until_date       date       first day not counted
--   $broadcasts       varchar[]  ids or names of the broadcasts to count; null counts them all
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $results          varchar[]  the results to count; null counts them all
--   $reasons          varchar[]  the reasons to count, '' for none stated; null counts every text
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per day and result that has texts
--   day     date     the day on which the text was requested, in the district's zone
--   result  varchar  one of the five
--   texts   bigint   texts

select
    daily_results.day,
    daily_results.result,
    cast(sum(daily_results.texts) as bigint) as texts
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
    and ($results is null or list_contains($results, daily_results.result))
    and (
        $reasons is null
        or list_contains($reasons, case when results.is_undelivered then coalesce(daily_results.reason, '') end)
    )
    and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
group by daily_results.day, daily_results.result, results.place
order by daily_results.day, results.place
