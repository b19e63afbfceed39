-- How did the undelivered shares that are unusual this week move in the weeks before?
--
-- Parameters
--   $until_date  date    day after the last day of the week that is looked at
--   $enough      bigint  texts of a week that are enough for a share
--
-- Steps: shown_ranges, measured_days
--
-- Returns one row per row of own_normal to tell of and week with texts: that week and the twelve before, oldest first
--   is_district  boolean  whether the row counts all schools that the viewer may see
--   school       varchar  school of the families; null if the log has none, or for all schools
--   level        varchar  what it counts: undelivered (all of them), result or reason
--   result       varchar  an undelivered result; null for all of them
--   reason       varchar  key of a reason; null if none is stated, or for all of them
--   first_day    date     first day of the week
--   texts        bigint   number of all texts of the week
--   counted      bigint   number of them that the row counts
--   share_pct    double   share of these, 0 to 100; null for too few texts

with

weeks as (

    select
        shown_ranges.is_district,
        shown_ranges.school,
        shown_ranges.level,
        shown_ranges.result,
        shown_ranges.reason,
        measured_days.weeks_before,
        sum(measured_days.texts) as texts,
        sum(measured_days.counted) as counted
    from shown_ranges
    inner join measured_days
        on
            shown_ranges.is_district = measured_days.is_district
            and shown_ranges.school is not distinct from measured_days.school
            and shown_ranges.level = measured_days.level
            and shown_ranges.result is not distinct from measured_days.result
            and shown_ranges.reason is not distinct from measured_days.reason
    where shown_ranges.is_shown and measured_days.weeks_before <= 12
    group by
        shown_ranges.is_district,
        shown_ranges.school,
        shown_ranges.level,
        shown_ranges.result,
        shown_ranges.reason,
        measured_days.weeks_before

)

select
    is_district,
    school,
    level,
    result,
    reason,
    cast($until_date as date) - cast(7 * weeks_before + 7 as integer) as first_day,
    cast(texts as bigint) as texts,
    cast(counted as bigint) as counted,
    case when texts >= $enough then 100e0 * counted / texts end as share_pct
from weeks
order by is_district desc, school, level, result, reason, weeks_before desc
