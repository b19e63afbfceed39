-- Numbers that contacts of the viewer's schools have now; none for a viewer of all schools, who may see every number
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per number, contact and student
--   number  bigint  phone number as E.164 digits

select number
from current_contacts
where list_contains($schools_allowed, school)
