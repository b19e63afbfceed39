-- A contact list's cells as values. What could not be read stays beside it as text, to be judged.
-- Each cell is read in a step of its own: a macro writes its argument out wherever it uses it.
create or replace view cleaned as
with

read_once as (

    select
        *,
        plain_number(number) as plain,
        local_time(as_of) as as_of_local,
        zoned_time(as_of) as as_of_zoned
    from raw

),

instants as (

    select
        *,
        instant(as_of_zoned, this_century(as_of_local)) as said
    from read_once

)

select
    line,
    broken,
    given(contact_id) as contact_id,
    plain as number,
    case when plain is null then given(number) end as number_text,
    given(phone_type) as phone_type,
    coalesce(given(name), given(concat_ws(' ', given(first_name), given(last_name)))) as name,
    given(email) as email,
    given(school) as school,
    given(grade) as grade,
    given(language) as language,
    given(student_id) as student_id,
    given(student_name) as student_name,
    given(household_id) as household_id,
    said as as_of,
    case when said is null then given(as_of) end as as_of_text,
    cast(null as varchar) as clock_note
from instants
