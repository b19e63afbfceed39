-- The whole of contacts with the arriving rows. For one number of one contact (and student) the newest list
-- counts, then the later import, then the later line. Its dates are those of the first and last list with it.
-- A contact with a number in the list has no row without one: an empty or placeholder cell beside it says nothing.
-- Reads existing, judged and the variable import_id; makes merged.
create table merged as
with

arriving as (

    select
        *,
        count(number) over (partition by contact_id, student_id) > 0 as has_number
    from judged
    where omission is null

),

everything as (

    select
        contact_id, number, phone_type, name, email, school, grade, language,
        student_id, student_name, household_id, seen_from, seen_until, import_id, -1 as record
    from existing
    union all
    select
        contact_id, number, phone_type, name, email, school, grade, language,
        student_id, student_name, household_id, stated_at as seen_from, stated_at as seen_until,
        getvariable('import_id') as import_id, record
    from arriving
    where number is not null or not has_number

),

newest as (

    select
        * exclude (seen_from, seen_until),
        min(seen_from) over of_one as seen_from,
        max(seen_until) over of_one as seen_until,
        row_number() over (
            partition by contact_id, number, student_id
            order by everything.seen_until desc, import_id desc, record desc
        ) as place
    from everything
    window of_one as (partition by contact_id, number, student_id)

),

compared as (

    select
        newest.*,
        before.import_id as known_by,
        before.contact_id is not null as is_known,
        row(
            newest.phone_type, newest.name, newest.email, newest.school, newest.grade, newest.language,
            newest.student_name, newest.household_id
        ) as words,
        row(
            before.phone_type, before.name, before.email, before.school, before.grade, before.language,
            before.student_name, before.household_id
        ) as words_before
    from newest
    left join existing as before
        on
            newest.contact_id = before.contact_id
            and newest.number is not distinct from before.number
            and newest.student_id is not distinct from before.student_id
    where newest.place = 1

)

select
    compared.* exclude (place, record, import_id, known_by, is_known, words, words_before),
    compared.record >= 0 and not compared.is_known as is_new,
    -- Rows are compared as a whole, a null like any other value.
    compared.record >= 0 and compared.is_known and compared.words <> compared.words_before as is_updated,
    case when is_new or is_updated then compared.import_id else compared.known_by end as import_id
from compared
