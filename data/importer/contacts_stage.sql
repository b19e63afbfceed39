-- A contact list's cells as values. What could not be read stays beside it as text, to be judged.
create table staged as
select
    line,
    broken,
    given(contact_id) as contact_id,
    plain_number(number) as number,
    case when plain_number(number) is null then given(number) end as number_text,
    given(phone_type) as phone_type,
    coalesce(given(name), given(concat_ws(' ', given(first_name), given(last_name)))) as name,
    given(email) as email,
    given(school) as school,
    given(grade) as grade,
    given(language) as language,
    given(student_id) as student_id,
    given(student_name) as student_name,
    given(household_id) as household_id,
    instant(zoned_time(as_of), local_time(as_of)) as as_of,
    case when instant(zoned_time(as_of), local_time(as_of)) is null then given(as_of) end as as_of_text,
    cast(null as varchar) as clock_note
from raw
