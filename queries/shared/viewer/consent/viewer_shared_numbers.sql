-- Numbers that several contacts of the viewer's schools have now
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per number
--   number   bigint  phone number as E.164 digits
--   sharing  bigint  number of contacts that have it, two or more

select
    number,
    count(distinct contact_id) as sharing
from shared_owners
where $schools_allowed is null or list_contains($schools_allowed, school)
group by number
having count(distinct contact_id) > 1
