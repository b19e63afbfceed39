-- Of the undelivered texts, how many had already got there, were not wanted, or could not be?
--
-- Parameters
--   $from_date        date       first day counted, in the district's zone
--   $until_date       date       first day not counted
--   $broadcasts       varchar[]  ids or names of the broadcasts to count; null counts them all
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per part of what was not delivered, the four always
--   part       varchar  key of the part, as in the vocabulary
--   texts      bigint   undelivered texts whose reason counts under it
--   share_pct  double   of all undelivered texts that match: 0 to 100; null without any

with

counted as (

    -- A reason that is not stated has no row among the reasons, and is a part of its own.
    select
        reasons.part,
        sum(daily_results.texts) as texts
    from daily_results
    inner join results on daily_results.result = results.result
    left join reasons on daily_results.reason = reasons.reason
    where
        results.is_undelivered
        and daily_results.day >= $from_date and daily_results.day < $until_date
        and (
            $broadcasts is null
            or list_contains($broadcasts, daily_results.broadcast_id)
            or list_contains($broadcasts, daily_results.broadcast)
        )
        and ($schools is null or list_contains($schools, daily_results.school))
        and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
    group by reasons.part

)

select
    parts.part,
    cast(coalesce(counted.texts, 0) as bigint) as texts,
    100e0 * coalesce(counted.texts, 0) / nullif((select sum(everything.texts) from counted as everything), 0)
        as share_pct
from parts
left join counted on parts.part = counted.part or (parts.is_not_stated and counted.part is null)
order by parts.place
