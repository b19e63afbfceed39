-- How did the number of phone numbers in each status move?
--
-- Parameters
--   $by               varchar    by "day", "week" (from Monday) or "month"
--   $zone             varchar    the IANA zone of the local day
--   $schools          varchar[]  the schools whose contacts have the numbers now; null counts them all
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per status for each day, week or month in which any status changed, and for the one of
-- the newest consent list; oldest first
--   first_day  date     the first day of it
--   status     varchar  one of the three
--   numbers    bigint   phone numbers in that status at its end
--   more       bigint   so many more than before it

with

chosen as (

    select distinct current_statuses.number
    from current_statuses
    left join current_contacts on current_statuses.number = current_contacts.number
    where
        ($schools is null or list_contains($schools, current_contacts.school))
        and ($schools_allowed is null or list_contains($schools_allowed, current_contacts.school))

),

compared as (

    select
        status_changes.number,
        status_changes.short_code,
        status_changes.status,
        status_changes.changed_at,
        status_changes.is_logged,
        lag(status_changes.status) over (
            partition by status_changes.number, status_changes.short_code
            order by status_changes.changed_at, status_changes.is_logged desc
        ) as status_before
    from status_changes
    inner join chosen on status_changes.number = chosen.number

),

first_list as (

    select min(changed_at) as listed_at
    from compared
    where status_before is null and not is_logged

),

beginning as (

    -- Where the first list brought most of the numbers, what was logged before it tells of few: the series
    -- then begins with the list, so that numbers not yet known are not drawn as if there were none.
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

    -- Under how many short codes such a number is in a status at the end: it counts once, however many.
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
    where first_day >= (select min(known.first_day) from dated as known where known.number is not null)

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
