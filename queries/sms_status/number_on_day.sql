-- What was the status of this number at the end of a day, and how is that known?
--
-- Parameters
--   $number   bigint   phone number as E.164 digits
--   $on_date  date     day at whose end the answer is meant, in the district's zone; null for now
--   $zone     varchar  IANA time zone of the days
--
-- Steps: viewer_changes
--
-- Returns one row per short code under which the number has had a status; one row if it has had none
--   short_code      varchar      short code that texts come from
--   status          varchar      one of the three statuses; null if none was known then
--   since           timestamptz  when it changed to this status, as far as is known
--   how             varchar      how the change is known
--   observed_after  timestamptz  last list that still had another status; null if the change was logged
--   next_status     varchar      status that it had next; null if it has this one still
--   until           timestamptz  when it changed to that, as far as is known
--   is_next_logged  boolean      whether that change was logged, or only noticed in a list; null without one
--   may_be_next     boolean      whether it can have changed by the end of the day: it was noticed in a list, and none
--                                after the day had the status before

with

compared as (

    select
        *,
        lag(status) over (partition by short_code order by changed_at, is_logged desc) as status_before
    from viewer_changes
    where number = $number

),

spans as (

    select
        *,
        cast($on_date as date) is null
        or cast(changed_at at time zone $zone as date) <= cast($on_date as date) as has_begun,
        lead(status) over (partition by short_code order by changed_at, is_logged desc) as next_status,
        lead(changed_at) over (partition by short_code order by changed_at, is_logged desc) as until,
        lead(observed_after) over (partition by short_code order by changed_at, is_logged desc) as next_after,
        lead(is_logged) over (partition by short_code order by changed_at, is_logged desc) as is_next_logged
    from compared
    where status_before is null or status <> status_before

),

on_day as (

    select
        short_code,
        status,
        changed_at as since,
        how,
        observed_after,
        next_status,
        until,
        is_next_logged,
        next_after
    from spans
    where
        has_begun
        and (
            until is null
            or cast(until at time zone $zone as date) > cast($on_date as date)
        )

    union all

    -- A short code under which the number had no status yet.
    select
        short_code,
        cast(null as varchar) as status,
        cast(null as timestamp with time zone) as since,
        cast(null as varchar) as how,
        cast(null as timestamp with time zone) as observed_after,
        status as next_status,
        changed_at as until,
        is_logged as is_next_logged,
        observed_after as next_after
    from spans
    where not has_begun and status_before is null

)

select
    on_day.short_code,
    on_day.status,
    on_day.since,
    on_day.how,
    on_day.observed_after,
    on_day.next_status,
    on_day.until,
    on_day.is_next_logged,
    not on_day.is_next_logged
    and coalesce(
        cast(on_day.next_after at time zone $zone as date) <= cast($on_date as date), true
    ) as may_be_next
from (select cast($number as bigint) as number) as this
left join on_day on true
order by on_day.since desc, on_day.short_code
