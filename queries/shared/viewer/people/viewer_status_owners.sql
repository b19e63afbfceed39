-- Status of each number now, with the contacts that have it, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Returns one row per number, short code and contact that has the number now; a number of no contact has one row
--   number      bigint       phone number as E.164 digits
--   short_code  varchar      short code that texts come from
--   status      varchar      one of the three statuses
--   since       timestamptz  when the number changed to this status, as far as is known
--   how         varchar      how the change is known
--   contact_id  varchar      contact that has the number
--   name        varchar      name of the contact
--   school      varchar      school of the contact
--   students    varchar      names of the contact's students

select
    current_statuses.number,
    current_statuses.short_code,
    current_statuses.status,
    current_statuses.since,
    current_statuses.how,
    current_owners.contact_id,
    current_owners.name,
    current_owners.school,
    current_owners.students
from current_statuses
left join current_owners on current_statuses.number = current_owners.number
where $schools_allowed is null or list_contains($schools_allowed, current_owners.school)
