-- Texts one by one, of the viewer's schools, as lists read them: the texts of a day are close together
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per text, with the columns of messages

select *
from messages_by_time
where $schools_allowed is null or list_contains($schools_allowed, school)
