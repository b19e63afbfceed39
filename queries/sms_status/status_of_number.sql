-- Can this number be texted?
--
-- Parameters
--   $number  bigint  phone number as E.164 digits
--
-- Steps: viewer_statuses
--
-- Returns one row per short code under which the number has a status; one row if it has none
--   short_code      varchar      short code that texts come from
--   status          varchar      one of the three statuses; null if no consent list has the number
--   since           timestamptz  when it changed to this status, as far as is known
--   how             varchar      how the change is known
--   observed_after  timestamptz  last list that still had another status; null if the change was logged
--   last_said_at    timestamptz  last list or log that had this status
--   as_of           timestamptz  date of the newest consent list

select
    viewer_statuses.short_code,
    viewer_statuses.status,
    viewer_statuses.since,
    viewer_statuses.how,
    viewer_statuses.observed_after,
    viewer_statuses.last_said_at,
    (select max(imports.as_of) from imports where imports.kind = 'status') as as_of
from (select cast($number as bigint) as number) as this
left join viewer_statuses on this.number = viewer_statuses.number
order by viewer_statuses.since desc, viewer_statuses.short_code
