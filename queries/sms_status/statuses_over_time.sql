-- How did the number of phone numbers with each status change over time?
--
-- Parameters
--   $by    varchar  day, week (from Monday) or month
--   $zone  varchar  IANA time zone of the days
--
-- Steps: selected_statuses, viewer_changes
-- Ignores: $statuses, $on_date
--
-- Returns one row per status for each day, week or month in which any status changed, and for the one of the newest
-- consent list; oldest first
--   first_day  date     first day of it
--   status     varchar  one of the three statuses
--   numbers    bigint   number of phone numbers with that status at its end
--   more       bigint   change from the one before

with

selected_numbers as (

    select distinct number
    from selected_statuses

),

compared as (

    select
        viewer_changes.number,
        viewer_changes.short_code,
        viewer_changes.status,
        viewer_changes.changed_at,
        viewer_changes.is_logged,
        lag(viewer_changes.status) over (
            partition by viewer_changes.number, viewer_changes.short_code
            order by viewer_changes.changed_at, viewer_changes.is_logged desc
        ) as status_before
    from viewer_changes
    inner join selected_numbers on viewer_changes.number = selected_numbers.number

),

first_list as (

    select min(changed_at) as listed_at
    from compared
    where status_before is null and not is_logged

),

beginning as (

    -- If the first list brought most of the numbers, few were logged before it. The series then begins with the
    -- list, so that the chart doesn't show unknown numbers as zero.
    select
        case
            when
                count(*) filter (where compared.changed_at = first_list.listed_at and not compared.is_logged)
                >= count(*) filter (where compared.changed_at < first_list.listed_at)
                then max(first_list.listed_at)
        end as begins_at
    from compared
    cross join first_list
    where compared.status_before is null

),

steps as (

    select
        compared.number,
        compared.status,
        greatest(compared.changed_at, beginning.begins_at) as stepped_at,
        1 as step
    from compared
    cross join beginning
    where compared.status_before is distinct from compared.status

    union all

    select
        compared.number,
        compared.status_before as status,
        greatest(compared.changed_at, beginning.begins_at) as stepped_at,
        -1 as step
    from compared
    cross join beginning
    where compared.status_before <> compared.status

),

days as (

    select
        number,
        status,
        step,
        cast(stepped_at at time zone $zone as date) as day
    from steps

    union all

    select
        null as number,
        null as status,
        0 as step,
        cast(max(as_of) at time zone $zone as date) as day
    from imports
    where kind = 'status'

),

dated as (

    select
        number,
        status,
        step,
        cast(
            case $by
                when 'month' then date_trunc('month', day)
                when 'week' then date_trunc('week', day)
                else day
            end as date
        ) as first_day
    from days

),

several_codes as (

    select number
    from compared
    group by number
    having count(distinct coalesce(short_code, '')) > 1

),

held as (

    -- Under how many short codes such a number has a status at the end: it counts once, however many there are.
    select
        status,
        first_day,
        sum(step) as step,
        sum(sum(step)) over (partition by number, status order by first_day) as codes
    from dated
    where number in (select number from several_codes)
    group by number, status, first_day

),

moves as (

    select
        status,
        first_day,
        step as more
    from dated
    where number not in (select number from several_codes)

    union all

    select
        status,
        first_day,
        case when codes > 0 then 1 else 0 end - case when codes - step > 0 then 1 else 0 end as more
    from held

),

moved as (

    select
        status,
        first_day,
        sum(more) as more
    from moves
    group by status, first_day

),

calendar as (

    select distinct first_day
    from dated
    where first_day >= (select min(changed.first_day) from dated as changed where changed.number is not null)

)

select
    calendar.first_day,
    statuses.status,
    cast(
        sum(coalesce(moved.more, 0)) over (partition by statuses.status order by calendar.first_day) as bigint
    ) as numbers,
    cast(coalesce(moved.more, 0) as bigint) as more
from calendar
cross join statuses
left join moved on calendar.first_day = moved.first_day and statuses.status = moved.status
order by calendar.first_day, statuses.place
