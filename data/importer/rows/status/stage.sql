-- A consent list's cells as values. What could not be read stays beside it as text, to be judged.
-- Each cell is read in a step of its own: a macro writes its argument out wherever it uses it.
create or replace view cleaned as
with

read_once as (

    select
        *,
        plain_number(number) as plain,
        local_time(changed_at) as changed_local,
        zoned_time(changed_at) as changed_zoned,
        local_time(as_of) as as_of_local,
        zoned_time(as_of) as as_of_zoned
    from raw

),

dated as (

    select
        * replace (
            this_century(changed_local) as changed_local,
            this_century(as_of_local) as as_of_local
        )
    from read_once

),

instants as (

    select
        *,
        instant(changed_zoned, changed_local) as changed,
        instant(as_of_zoned, as_of_local) as said
    from dated

)

select
    line,
    broken,
    plain as number,
    case when plain is null then given(number) end as number_text,
    given(short_code) as short_code,
    given(status) as status_text,
    given(how) as how,
    changed as changed_at,
    case when changed is null then given(changed_at) end as changed_text,
    said as as_of,
    case when said is null then given(as_of) end as as_of_text,
    clock_note(changed_local) as clock_note
from instants
