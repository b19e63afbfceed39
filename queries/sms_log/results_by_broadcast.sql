-- How did each broadcast do?
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
-- Returns one row per broadcast, newest first
--   broadcast_id        varchar      as the service wrote it; null where the log gives none
--   broadcast           varchar      its newest name; a broadcast without an id is told apart by its name
--   first_requested_at  timestamptz  when the first of these texts was requested
--   texts               bigint       texts
--   undelivered         bigint       of these, in an undelivered result
--   undelivered_pct     double       of its texts: 0 to 100

select
    daily_results.broadcast_id,
    max_by(daily_results.broadcast, daily_results.last_requested_at) as broadcast,
    min(daily_results.first_requested_at) as first_requested_at,
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
    and ($results is null or list_contains($results, daily_results.result))
    and (
        $reasons is null
        or list_contains($reasons, case when results.is_undelivered then coalesce(daily_results.reason, '') end)
    )
    and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
group by
    daily_results.broadcast_id,
    case when daily_results.broadcast_id is null then daily_results.broadcast end
order by first_requested_at desc, broadcast_id, broadcast
