-- When did each number opt out, and until when?
--
-- A number that is pending in between hasn't opted in: it is still the same opt-out. An opt-in that was only noticed in
-- a list counts from the date of that list: nothing shows an earlier one.
--
-- Returns one row per number, short code and opt-out. `until_at` is when the number opted in again; null if it hasn't
with

stopped_once as (

    select distinct status_changes.number
    from status_changes
    inner join statuses on status_changes.status = statuses.status
    where not statuses.can_be_texted and not statuses.is_pending

),

compared as (

    select
        status_changes.*,
        statuses.can_be_texted,
        lag(status_changes.status) over (
            partition by status_changes.number, status_changes.short_code
            order by status_changes.changed_at, status_changes.is_logged desc
        ) as status_before
    from status_changes
    inner join statuses on status_changes.status = statuses.status
    where
        not statuses.is_pending
        and status_changes.number in (select stopped_once.number from stopped_once)

),

spans as (

    select
        *,
        lead(changed_at) over (partition by number, short_code order by changed_at, is_logged desc) as until_at
    from compared
    where status_before is null or status <> status_before

)

select
    number,
    short_code,
    changed_at as opted_out_at,
    observed_after,
    is_logged,
    until_at
from spans
where not can_be_texted
