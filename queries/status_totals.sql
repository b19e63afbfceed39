-- How many numbers, and how many contacts, are in each status?
--
-- Parameters
--   $schools          varchar[]  the families' schools to count; null counts them all
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per status, the three always
--   status    varchar  one of the three
--   numbers   bigint   phone numbers in that status
--   contacts  bigint   contacts that have at least one of these numbers now

with

counted as (

    select
        current_statuses.status,
        count(distinct current_statuses.number) as numbers,
        count(distinct current_contacts.contact_id) as contacts
    from current_statuses
    left join current_contacts on current_statuses.number = current_contacts.number
    where
        ($schools is null or list_contains($schools, current_contacts.school))
        and ($schools_allowed is null or list_contains($schools_allowed, current_contacts.school))
    group by current_statuses.status

)

select
    statuses.status,
    cast(coalesce(counted.numbers, 0) as bigint) as numbers,
    cast(coalesce(counted.contacts, 0) as bigint) as contacts
from statuses
left join counted on statuses.status = counted.status
order by statuses.place
