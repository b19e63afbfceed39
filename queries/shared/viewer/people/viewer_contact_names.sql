-- Names of contacts and of their students, as the viewer's schools list them
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per contact, or for a viewer of some schools one per contact and school
--   contact_id  varchar  contact
--   school      varchar  school that lists them; null for a viewer of all schools
--   name        varchar  name of the contact
--   students    varchar  names of the contact's students

select
    contact_id,
    case when $schools_allowed is not null then school end as school,
    name,
    students
from contact_names
where ($schools_allowed is null and is_whole) or list_contains($schools_allowed, school)
