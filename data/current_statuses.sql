-- What is the status of each number now, and since when has it been so?
--
-- Returns one row per number and short code
with

compared as (

    select
        *,
        lag(status) over (
            partition by number, short_code order by changed_at, is_logged desc
        ) as status_before
    from status_changes

)

select
    number,
    short_code,
    max_by(status, changed_at) as status,
    max(changed_at) filter (where status_before is null or status <> status_before) as since,
    max_by(how, changed_at) filter (where status_before is null or status <> status_before) as how,
    max(confirmed_until) as confirmed_until
from compared
group by number, short_code
