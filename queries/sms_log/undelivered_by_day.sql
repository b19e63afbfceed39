-- What share of each day's texts was not delivered?
--
-- Parameters
--   $from_date        date       first day counted, in the district's zone
--   $until_date       date       first day not counted
--   $broadcasts       varchar[]  ids or names of the broadcasts to count; null counts them all
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per day that has texts
--   day              date    the day on which the texts were requested, in the district's zone
--   texts            bigint  texts
--   undelivered      bigint  of these, in an undelivered result
--   undelivered_pct  double  of the day's texts: 0 to 100

select
    daily_results.day,
    cast(sum(daily_results.texts) as bigint) as texts,
    cast(coalesce(sum(daily_results.texts) filter (where results.is_undelivered), 0) as bigint) as undelivered,
    100e0 * coalesce(sum(daily_results.texts) filter (where results.is_undelivered), 0)
    / sum(daily_results.texts) as undelivered_pct
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
group by daily_results.day
order by daily_results.day
