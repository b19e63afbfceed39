-- How did the undelivered share of each school, broadcast or reason move within the filter?
--
-- Parameters
--   $by_name  varchar    what the names are: school, broadcast or reason
--   $names    varchar[]  names to list, '' for none stated; null lists all of them
--   $enough   bigint     texts of a step that are enough for a share
--   $steps    bigint     number of steps at most, each of as many days
--
-- Steps: selected_counts
-- Ignores: $results, $reasons
--
-- Returns one row per name and step that has any texts at all, by name and time
--   name             varchar  school, id of the broadcast (or its name), or key of the reason; null if not stated
--   result           varchar  the reason's result; null for schools and broadcasts
--   step             bigint   number of the step, from 0
--   first_day        date     first day of the step
--   last_day         date     last day of the step; that of the last step can be after the last text
--   texts            bigint   texts in it: of the school or broadcast, or all of them beside a reason
--   undelivered      bigint   number of these that weren't delivered, by the reason
--   undelivered_pct  double   share of these, 0 to 100; null for too few texts

with

bounds as (

    select
        min(day) as first_day,
        -- As many whole days as it takes to have no more steps.
        (max(day) - min(day) + $steps) // $steps as days
    from selected_counts

),

counted as (

    select
        case
            when $by_name = 'school' then selected_counts.school
            when $by_name = 'broadcast' then coalesce(selected_counts.broadcast_id, selected_counts.broadcast)
            when selected_counts.is_undelivered then selected_counts.reason
        end as name,
        case when $by_name = 'reason' and selected_counts.is_undelivered then selected_counts.result end as result,
        (selected_counts.day - bounds.first_day) // bounds.days as step,
        sum(selected_counts.texts) as texts,
        coalesce(sum(selected_counts.texts) filter (where selected_counts.is_undelivered), 0) as undelivered
    from selected_counts
    cross join bounds
    group by 1, 2, 3

),

names as (

    select
        name,
        result
    from counted
    where
        ($names is null or list_contains($names, coalesce(name, '')))
        and ($by_name <> 'reason' or result is not null)
    group by name, result

),

steps as (

    select
        step,
        sum(texts) as texts
    from counted
    group by step

),

every as (

    select
        names.name,
        names.result,
        steps.step,
        case when $by_name = 'reason' then steps.texts else coalesce(counted.texts, 0) end as texts,
        coalesce(counted.undelivered, 0) as undelivered
    from names
    cross join steps
    left join counted
        on
            names.name is not distinct from counted.name
            and names.result is not distinct from counted.result
            and steps.step = counted.step

)

select
    every.name,
    every.result,
    every.step,
    bounds.first_day + cast(every.step * bounds.days as integer) as first_day,
    bounds.first_day + cast((every.step + 1) * bounds.days - 1 as integer) as last_day,
    cast(every.texts as bigint) as texts,
    cast(every.undelivered as bigint) as undelivered,
    case when every.texts >= $enough then 100e0 * every.undelivered / nullif(every.texts, 0) end as undelivered_pct
from every
cross join bounds
order by every.name, every.result, every.step
