-- A consent list's cells as values. Text that can't be read stays beside its value, to be judged.
-- Each cell is read in a step of its own, since a macro repeats its argument at each use.
-- Reads the view raw (staging.py) and the macros of clean.sql.
with

read_once as (

    select
        *,
        plain_number(number) as plain,
        local_time(changed_at, 'changed_at') as changed_local,
        zoned_time(changed_at, 'changed_at') as changed_zoned,
        local_time(as_of, 'as_of') as as_of_local,
        zoned_time(as_of, 'as_of') as as_of_zoned
    from raw

),

dated as (

    select
        * replace (
            no_placeholder(plain) as plain,
            this_century(changed_local) as changed_local,
            this_century(as_of_local) as as_of_local
        )
    from read_once

),

instants as (

    select
        *,
        instant(changed_zoned, changed_local, 'changed_at') as changed,
        instant(as_of_zoned, as_of_local, 'as_of') as as_of_read
    from dated

)

select
    record,
    line,
    broken,
    plain as number,
    case when plain is null then filled(number) end as number_text,
    filled(short_code) as short_code,
    filled(status) as status_text,
    filled(how) as how,
    changed as changed_at,
    case when changed is null then filled(changed_at) end as changed_text,
    as_of_read as as_of,
    case when as_of_read is null then filled(as_of) end as as_of_text,
    clock_note(changed_local, 'changed_at') as clock_note
from instants
