-- Why were texts not delivered?
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
-- Returns one row per undelivered result and reason that has texts, most texts first inside a result
--   result     varchar  an undelivered one
--   reason     varchar  one of the nine keys; null where the log states none
--   texts      bigint   texts
--   share_pct  double   of all undelivered texts that match: 0 to 100

select
    daily_results.result,
    daily_results.reason,
    cast(sum(daily_results.texts) as bigint) as texts,
    100e0 * sum(daily_results.texts) / sum(sum(daily_results.texts)) over () as share_pct
from daily_results
inner join results on daily_results.result = results.result
where
    results.is_undelivered
    and daily_results.day >= $from_date and daily_results.day < $until_date
    and (
        $broadcasts is null
        or list_contains($broadcasts, daily_results.broadcast_id)
        or list_contains($broadcasts, daily_results.broadcast)
    )
    and ($schools is null or list_contains($schools, daily_results.school))
    and ($results is null or list_contains($results, daily_results.result))
    and ($reasons is null or list_contains($reasons, coalesce(daily_results.reason, '')))
    and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
group by daily_results.result, daily_results.reason, results.place
order by results.place, texts desc, daily_results.reason
