-- Whose each number was over time, as the viewer's schools list it
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per number and span of time, or for a viewer of some schools one per number, school and span
--   number      bigint       phone number as E.164 digits
--   school      varchar      school that lists it; null for a viewer of all schools
--   from_at     timestamptz  first instant of the span
--   until_at    timestamptz  instant after the last one
--   contact_id  varchar      contact; null if there are several
--   names       varchar      names of several contacts
--   students    varchar      names of their students

select
    number,
    case when $schools_allowed is not null then school end as school,
    from_at,
    until_at,
    contact_id,
    names,
    students
from number_owners
where ($schools_allowed is null and is_whole) or list_contains($schools_allowed, school)
