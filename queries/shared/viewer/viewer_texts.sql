-- Texts one by one, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per text, with the columns of messages

select *
from messages
where $schools_allowed is null or list_contains($schools_allowed, school)
