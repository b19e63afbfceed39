-- Undelivered texts of each day, by school and of the whole district: all of them, by result and by reason
--
-- Of the week that is looked at, the 13 weeks before, and the same time of the year before: 39 to 52 weeks before it.
--
-- Parameters
--   $until_date  date  day after the last day of the week that is looked at
--
-- Steps: viewer_counts
--
-- Returns one row per day, school or district, and kind of undelivered texts that has any in the week
--   is_district   boolean  whether the row counts all schools that the viewer may see
--   school        varchar  school of the families; null if the log has none, or for all schools
--   level         varchar  what it counts: undelivered (all of them), result or reason
--   result        varchar  an undelivered result; null for all of them
--   reason        varchar  key of a reason; null if none is stated, or for all of them
--   day           date     day of the request, in the district's zone
--   texts         bigint   number of all texts of the school on that day
--   counted       bigint   number of them that the row counts
--   weeks_before  bigint   weeks from its week to the one that is looked at, 0 for that one

with

days as materialized (

    select
        viewer_counts.day,
        viewer_counts.school,
        viewer_counts.result,
        viewer_counts.reason,
        results.is_undelivered,
        sum(viewer_counts.texts) as texts
    from viewer_counts
    inner join results on viewer_counts.result = results.result
    where
        viewer_counts.day < $until_date
        and (
            viewer_counts.day >= cast($until_date as date) - 7 * 14
            or viewer_counts.day between cast($until_date as date) - 7 * 53 and cast($until_date as date) - 7 * 39 - 1
        )
    group by
        viewer_counts.day, viewer_counts.school, viewer_counts.result, viewer_counts.reason, results.is_undelivered

),

every as (

    select
        grouping(school) = 1 as is_district,
        school,
        day,
        sum(texts) as texts
    from days
    group by grouping sets ((school, day), (day))

),

kinds as materialized (

    select
        grouping(school) = 1 as is_district,
        school,
        day,
        'undelivered' as level,
        cast(null as varchar) as result,
        cast(null as varchar) as reason,
        sum(texts) as counted
    from days
    where is_undelivered
    group by grouping sets ((school, day), (day))

    union all

    select
        grouping(school) = 1 as is_district,
        school,
        day,
        'result' as level,
        result,
        cast(null as varchar) as reason,
        sum(texts) as counted
    from days
    where is_undelivered
    group by grouping sets ((school, day, result), (day, result))

    union all

    select
        grouping(school) = 1 as is_district,
        school,
        day,
        'reason' as level,
        result,
        reason,
        sum(texts) as counted
    from days
    where is_undelivered
    group by grouping sets ((school, day, result, reason), (day, result, reason))

),

-- Days of the school without such a text count, too: their share is zero.
of_this_week as (

    select
        is_district,
        school,
        level,
        result,
        reason
    from kinds
    where day >= cast($until_date as date) - 7
    group by is_district, school, level, result, reason

)

select
    of_this_week.is_district,
    of_this_week.school,
    of_this_week.level,
    of_this_week.result,
    of_this_week.reason,
    every.day,
    cast(every.texts as bigint) as texts,
    cast(coalesce(kinds.counted, 0) as bigint) as counted,
    cast((cast($until_date as date) - 1 - every.day) // 7 as bigint) as weeks_before
from of_this_week
inner join every
    on of_this_week.is_district = every.is_district and of_this_week.school is not distinct from every.school
left join kinds
    on
        of_this_week.is_district = kinds.is_district
        and of_this_week.school is not distinct from kinds.school
        and of_this_week.level = kinds.level
        and of_this_week.result is not distinct from kinds.result
        and of_this_week.reason is not distinct from kinds.reason
        and every.day = kinds.day
