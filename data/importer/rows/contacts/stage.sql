-- A contact list's cells as values. Text that can't be read stays beside its value, to be judged.
-- Each cell is read in a step of its own, since a macro repeats its argument at each use.
-- Reads the view raw (staging.py) and the macros of clean.sql.
with

read_once as (

    select
        *,
        plain_number(number) as plain,
        local_time(as_of, 'as_of') as as_of_local,
        zoned_time(as_of, 'as_of') as as_of_zoned
    from raw

),

instants as (

    select
        * replace (no_placeholder(plain) as plain),
        filled(contact_id) as contact_id_text,
        filled(student_id) as student_id_text,
        filled(household_id) as household_id_text,
        instant(as_of_zoned, this_century(as_of_local), 'as_of') as as_of_read
    from read_once

)

select
    record,
    line,
    broken,
    real_id(contact_id_text, 'contact_id') as contact_id,
    case when real_id(contact_id_text, 'contact_id') is null then contact_id_text end as contact_id_text,
    plain as number,
    case when plain is null then filled(number) end as number_text,
    filled(phone_type) as phone_type,
    coalesce(filled(name), filled(concat_ws(' ', filled(first_name), filled(last_name)))) as name,
    filled(email) as email,
    filled(school) as school,
    filled(grade) as grade,
    filled(language) as language,
    real_id(student_id_text, 'student_id') as student_id,
    case when real_id(student_id_text, 'student_id') is null then student_id_text end as student_id_text,
    filled(student_name) as student_name,
    real_id(household_id_text, 'household_id') as household_id,
    case when real_id(household_id_text, 'household_id') is null then household_id_text end as household_id_text,
    as_of_read as as_of,
    case when as_of_read is null then filled(as_of) end as as_of_text,
    clock_note(as_of_local, 'as_of') as clock_note
from instants
