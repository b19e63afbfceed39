-- Whose number is this?
--
-- Parameters
--   $number           bigint     the number as E.164 digits
--   $rows             bigint     rows wanted; null wants all of them
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per contact that has the number now, and per student of that contact
--   name          varchar  the contact's name
--   contact_id    varchar  the contact
--   phone_type    varchar  what kind of phone the contact says it is
--   language      varchar  the contact's language
--   school        varchar  the contact's school
--   student_name  varchar  the student's name
--   student_id    varchar  the student
--   grade         varchar  the student's grade
--   household_id  varchar  the household

select distinct
    name,
    contact_id,
    phone_type,
    language,
    school,
    student_name,
    student_id,
    grade,
    household_id
from current_contacts
where
    number = $number
    and ($schools_allowed is null or list_contains($schools_allowed, school))
order by
    contact_id,
    student_id,
    student_name,
    school,
    name,
    grade,
    phone_type,
    language,
    household_id
limit $rows
