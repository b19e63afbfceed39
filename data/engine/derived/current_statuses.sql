-- What is the status of each number now, and since when?
--
-- Returns one row per number and short code: its newest change to another status, and when a list or a log last
-- had the number
with

compared as (

    select
        *,
        lag(status) over (
            partition by number, short_code order by changed_at, is_logged desc
        ) as status_before,
        max(confirmed_until) over (partition by number, short_code) as last_said_at
    from status_changes

),

newest_first as (

    select
        *,
        row_number() over (
            partition by number, short_code order by changed_at desc, is_logged
        ) as place
    from compared
    where status_before is null or status <> status_before

)

select
    number,
    short_code,
    status,
    changed_at as since,
    how,
    observed_after,
    last_said_at
from newest_first
where place = 1
