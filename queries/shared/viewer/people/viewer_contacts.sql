-- Contacts with the numbers that they have now, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per contact, number and student
--   contact_id    varchar  contact
--   number        bigint   phone number as E.164 digits
--   phone_type    varchar  kind of phone, as the contact list states it
--   is_landline   boolean  whether that is a landline
--   name          varchar  name of the contact
--   school        varchar  school of the contact
--   grade         varchar  grade of the student
--   language      varchar  language of the contact
--   student_id    varchar  student
--   student_name  varchar  name of the student
--   household_id  varchar  household

select
    contact_id,
    number,
    phone_type,
    is_landline,
    name,
    school,
    grade,
    language,
    student_id,
    student_name,
    household_id
from current_contacts
where $schools_allowed is null or list_contains($schools_allowed, school)
