-- What lists and logs stated of each number's status, of numbers that contacts of the viewer's schools have
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Steps: viewer_numbers
--
-- Returns one row per number, short code and status stated
--   number          bigint       phone number as E.164 digits
--   short_code      varchar      short code that texts come from
--   status          varchar      one of the three statuses
--   changed_at      timestamptz  when the number changed to this status, as far as is known
--   how             varchar      how the change is known
--   observed_after  timestamptz  last list that still had another status; null if the change was logged
--   is_logged       boolean      whether the change itself was logged
--   import_id       varchar      import that stated it

select
    number,
    short_code,
    status,
    changed_at,
    how,
    observed_after,
    is_logged,
    import_id
from status_changes
where $schools_allowed is null or number in (select viewer_numbers.number from viewer_numbers)
