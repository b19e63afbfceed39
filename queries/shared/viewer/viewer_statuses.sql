-- Status of each number now, of numbers that contacts of the viewer's schools have
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Steps: viewer_numbers
--
-- Returns one row per number and short code
--   number          bigint       phone number as E.164 digits
--   short_code      varchar      short code that texts come from
--   status          varchar      one of the three statuses
--   since           timestamptz  when the number changed to this status, as far as is known
--   how             varchar      how the change is known
--   observed_after  timestamptz  last list that still had another status; null if the change was logged
--   last_said_at    timestamptz  last list or log that had this status

select
    number,
    short_code,
    status,
    since,
    how,
    observed_after,
    last_said_at
from current_statuses
where $schools_allowed is null or number in (select viewer_numbers.number from viewer_numbers)
