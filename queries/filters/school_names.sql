-- Which schools do the families of the message log and the contact lists belong to?
--
-- Steps: viewer_counts, viewer_contacts
--
-- Returns one row per school, by name
--   school  varchar  name of the school

with

every_school as (

    select school
    from viewer_counts

    union

    select school
    from viewer_contacts

)

select school
from every_school
where school is not null
order by school
