-- Numbers with their status, now or on an earlier day, and their contacts now, of the selected schools and statuses
--
-- Parameters
--   $schools   varchar[]  schools of the families to count; null counts all of them, and numbers of no contact
--   $statuses  varchar[]  statuses to count; null counts all of them
--
-- Steps: viewer_status_owners
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
    number,
    short_code,
    status,
    since,
    how,
    contact_id,
    name,
    school,
    students
from viewer_status_owners
where
    ($schools is null or list_contains($schools, school))
    and ($statuses is null or list_contains($statuses, status))
