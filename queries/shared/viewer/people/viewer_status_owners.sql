-- Status of each number, now or on an earlier day, with the contacts that have it now, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Steps: viewer_statuses_on
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
    viewer_statuses_on.number,
    viewer_statuses_on.short_code,
    viewer_statuses_on.status,
    viewer_statuses_on.since,
    viewer_statuses_on.how,
    current_owners.contact_id,
    current_owners.name,
    current_owners.school,
    current_owners.students
from viewer_statuses_on
left join current_owners on viewer_statuses_on.number = current_owners.number
where $schools_allowed is null or list_contains($schools_allowed, current_owners.school)
