-- A contact list's cells as values. Text that can't be read stays beside its value, to be judged.
-- Each cell is read in a step of its own, since a macro repeats its argument at each use.
-- Reads the view raw (staging.py) and the macros of clean.sql; makes the view cleaned.
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
        instant(as_of_zoned, this_century(as_of_local)) as as_of_read
    from read_once

)

select
    record,
    line,
    broken,
    filled(contact_id) as contact_id,
    plain as number,
    case when plain is null then filled(number) end as number_text,
    filled(phone_type) as phone_type,
    coalesce(filled(name), filled(concat_ws(' ', filled(first_name), filled(last_name)))) as name,
    filled(email) as email,
    filled(school) as school,
    filled(grade) as grade,
    filled(language) as language,
    filled(student_id) as student_id,
    filled(student_name) as student_name,
    filled(household_id) as household_id,
    as_of_read as as_of,
    case when as_of_read is null then filled(as_of) end as as_of_text,
    cast(null as varchar) as clock_note
from instants
