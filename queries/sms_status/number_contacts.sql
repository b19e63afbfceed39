-- Whose number is this?
--
-- Parameters
--   $number  bigint  phone number as E.164 digits
--   $rows    bigint  number of rows to list; null lists all of them
--
-- Steps: viewer_contacts
--
-- Returns one row per contact that has the number now, and per student of that contact
--   name          varchar  name of the contact
--   contact_id    varchar  contact
--   phone_type    varchar  kind of phone, as the contact list states it
--   language      varchar  language of the contact
--   school        varchar  school of the contact
--   student_name  varchar  name of the student
--   student_id    varchar  student
--   grade         varchar  grade of the student
--   household_id  varchar  household

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
from viewer_contacts
where number = $number
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
