-- Which schools do the families of the log and of the contact list belong to?
--
-- Parameters
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per school, by name
--   school  varchar  name of the school

with

every_school as (

    select school
    from daily_results

    union

    select school
    from current_contacts

)

select school
from every_school
where
    school is not null
    and ($schools_allowed is null or list_contains($schools_allowed, school))
order by school
