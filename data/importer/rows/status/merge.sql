-- All changes of status of the arriving numbers. Every stored or arriving row is one or two points in time.
-- Successive points with the same status are one change, dated by the first point, unless it was logged.
-- is_new: the change comes from an arriving record. is_earlier: a list's change was stored with a later date.
-- Reads changes_before, status_points and the variable import_id; makes changes_merged.
create table changes_merged as
with

points as (

    select
        number, short_code, status, changed_at as stated_at, how, is_logged, import_id, -1 as record
    from changes_before
    union all
    select
        number, short_code, status, confirmed_until as stated_at, how, false as is_logged, import_id, -1 as record
    from changes_before
    where confirmed_until > changed_at
    union all
    select
        number, short_code, status, stated_at, how, is_logged, getvariable('import_id') as import_id, record
    from status_points

),

one_a_moment as (

    -- Of several statuses at one moment the one of the later import counts, then of the later line.
    select *
    from points
    qualify
        row_number() over (
            partition by number, short_code, stated_at, is_logged
            order by import_id desc, record desc
        ) = 1

),

compared as (

    select
        *,
        lag(status) over along as status_before,
        lag(stated_at) over along as stated_before
    from one_a_moment
    window along as (partition by number, short_code order by stated_at, is_logged desc)

),

runs as (

    select
        *,
        sum(case when is_logged or status is distinct from status_before then 1 else 0 end) over (
            partition by number, short_code order by stated_at, is_logged desc
        ) as run
    from compared

),

changes as (

    select
        number,
        short_code,
        any_value(status) as status,
        min(stated_at) as changed_at,
        arg_min_null(how, row(stated_at, not is_logged)) as how,
        case when not bool_or(is_logged) then arg_min_null(stated_before, stated_at) end as observed_after,
        max(stated_at) as confirmed_until,
        bool_or(is_logged) as is_logged,
        arg_min(import_id, row(stated_at, not is_logged)) as import_id,
        arg_min(record, row(stated_at, not is_logged)) >= 0 as is_from_file
    from runs
    group by number, short_code, run

)

select
    changes.number,
    changes.short_code,
    changes.status,
    changes.changed_at,
    coalesce(changes.how, stored.how) as how,
    changes.observed_after,
    changes.confirmed_until,
    changes.is_logged,
    coalesce(stored.import_id, changes.import_id) as import_id,
    stored.number is null and changes.is_from_file as is_new,
    exists(
        select 1
        from changes_before as earlier
        where
            earlier.number = changes.number
            and earlier.short_code is not distinct from changes.short_code
            and earlier.status = changes.status
            and not earlier.is_logged
            and earlier.changed_at > changes.changed_at
            and earlier.changed_at <= changes.confirmed_until
    ) as is_earlier
from changes
left join changes_before as stored
    on
        changes.number = stored.number
        and changes.short_code is not distinct from stored.short_code
        and changes.status = stored.status
        and changes.changed_at = stored.changed_at
        and changes.is_logged = stored.is_logged
