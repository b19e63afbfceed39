-- Status of each number now, or at the end of an earlier day, of numbers that contacts of the viewer's schools have
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--   $on_date          date       day at whose end the statuses are meant, in the district's zone; null for now
--   $zone             varchar    IANA time zone of the days
--
-- Steps: viewer_numbers
--
-- Returns one row per number and short code that has a status then
--   number          bigint       phone number as E.164 digits
--   short_code      varchar      short code that texts come from
--   status          varchar      one of the three statuses
--   since           timestamptz  when the number changed to this status, as far as is known
--   how             varchar      how the change is known
--   observed_after  timestamptz  last list that still had another status; null if the change was logged
--   last_said_at    timestamptz  last list or log that had this status, which may be later

with

changed_later as (

    -- All other numbers had the status that they have now.
    select
        number,
        short_code
    from current_statuses
    where cast(since at time zone $zone as date) > cast($on_date as date)

),

compared as (

    select
        status_changes.*,
        lag(status_changes.status) over (
            partition by status_changes.number, status_changes.short_code
            order by status_changes.changed_at, status_changes.is_logged desc
        ) as status_before,
        max(status_changes.confirmed_until) over (
            partition by status_changes.number, status_changes.short_code
        ) as last_said_at
    from status_changes
    inner join changed_later
        on
            status_changes.number = changed_later.number
            and status_changes.short_code is not distinct from changed_later.short_code
    where cast(status_changes.changed_at at time zone $zone as date) <= cast($on_date as date)

),

newest_first as (

    select
        *,
        row_number() over (
            partition by number, short_code order by changed_at desc, is_logged
        ) as place
    from compared
    where status_before is null or status <> status_before

),

stated as (

    select
        number,
        short_code,
        status,
        since,
        how,
        observed_after,
        last_said_at
    from current_statuses
    where cast($on_date as date) is null or cast(since at time zone $zone as date) <= cast($on_date as date)

    union all

    select
        number,
        short_code,
        status,
        changed_at as since,
        how,
        observed_after,
        last_said_at
    from newest_first
    where place = 1 and cast($on_date as date) is not null

)

select
    number,
    short_code,
    status,
    since,
    how,
    observed_after,
    last_said_at
from stated
where $schools_allowed is null or number in (select viewer_numbers.number from viewer_numbers)
