-- A consent list's cells as values. What could not be read stays beside it as text, to be judged.
create table staged as
select
    line,
    broken,
    plain_number(number) as number,
    case when plain_number(number) is null then given(number) end as number_text,
    given(short_code) as short_code,
    given(status) as status_text,
    given(how) as how,
    instant(zoned_time(changed_at), local_time(changed_at)) as changed_at,
    case
        when instant(zoned_time(changed_at), local_time(changed_at)) is null then given(changed_at)
    end as changed_text,
    instant(zoned_time(as_of), local_time(as_of)) as as_of,
    case when instant(zoned_time(as_of), local_time(as_of)) is null then given(as_of) end as as_of_text,
    clock_note(local_time(changed_at)) as clock_note
from raw
