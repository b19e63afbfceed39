-- Languages of contacts as lists stated them over time, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per contact, number and student on the lists of a time
--   contact_id  varchar      contact
--   number      bigint       phone number as E.164 digits
--   language    varchar      language of the contact; null if the list states none
--   seen_from   timestamptz  first list that has the contact with this number

select
    contact_id,
    number,
    language,
    seen_from
from contacts
where $schools_allowed is null or list_contains($schools_allowed, school)
