-- Contacts that can't be texted, with their numbers, of the selected schools, grades, languages and obstacles
--
-- Parameters
--   $schools    varchar[]  schools of the contacts to list; null lists those of all schools
--   $grades     varchar[]  grades of the students to list; null lists all of them
--   $languages  varchar[]  languages of the contacts to list; null lists all of them
--   $obstacles  varchar[]  obstacles to list; null lists all of them
--
-- Steps: viewer_contacts, contact_obstacles
--
-- Returns one row per contact, number, school, grade and language
--   contact_id    varchar  contact
--   obstacle      varchar  key of an obstacle in the vocabulary
--   name          varchar  name of the contact
--   students      varchar  names of the contact's students
--   school        varchar  school of the contact
--   grade         varchar  grade of the students
--   language      varchar  language of the contact
--   number        bigint   phone number as E.164 digits; null if the contact has none

select
    viewer_contacts.contact_id,
    contact_obstacles.obstacle,
    max(viewer_contacts.name) as name,
    string_agg(distinct viewer_contacts.student_name, '; ' order by viewer_contacts.student_name) as students,
    viewer_contacts.school,
    viewer_contacts.grade,
    viewer_contacts.language,
    viewer_contacts.number
from viewer_contacts
inner join contact_obstacles on viewer_contacts.contact_id = contact_obstacles.contact_id
where
    contact_obstacles.obstacle is not null
    and ($schools is null or list_contains($schools, viewer_contacts.school))
    and ($grades is null or list_contains($grades, viewer_contacts.grade))
    and ($languages is null or list_contains($languages, viewer_contacts.language))
    and ($obstacles is null or list_contains($obstacles, contact_obstacles.obstacle))
group by
    viewer_contacts.contact_id,
    contact_obstacles.obstacle,
    viewer_contacts.school,
    viewer_contacts.grade,
    viewer_contacts.language,
    viewer_contacts.number
