-- How long is the list of statuses?
--
-- Parameters
--   $schools          varchar[]  the families' schools to list; null lists them all
--   $statuses         varchar[]  the statuses to list; null lists them all
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row
--   listed    bigint  rows of the list: one per number and contact that has it now
--   numbers   bigint  different numbers in it
--   contacts  bigint  different contacts in it

with

owners as (

    -- A contact with several students is in the list once for each of them.
    select distinct
        number,
        contact_id,
        name,
        school
    from current_contacts

)

select
    count(*) as listed,
    count(distinct current_statuses.number) as numbers,
    count(distinct owners.contact_id) as contacts
from current_statuses
left join owners on current_statuses.number = owners.number
where
    ($schools is null or list_contains($schools, owners.school))
    and ($statuses is null or list_contains($statuses, current_statuses.status))
    and ($schools_allowed is null or list_contains($schools_allowed, owners.school))
