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

select
    count(*) as listed,
    count(distinct current_statuses.number) as numbers,
    count(distinct current_contacts.contact_id) as contacts
from current_statuses
left join current_contacts on current_statuses.number = current_contacts.number
where
    ($schools is null or list_contains($schools, current_contacts.school))
    and ($statuses is null or list_contains($statuses, current_statuses.status))
    and ($schools_allowed is null or list_contains($schools_allowed, current_contacts.school))
