-- Reminders made, of numbers that contacts of the viewer's schools have
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Steps: viewer_numbers
--
-- Returns one row per reminder batch and number
--   run_id   varchar      reminder batch
--   made_at  timestamptz  when it was made
--   made_by  varchar      who made it
--   asked    varchar      its filter, in words
--   number   bigint       phone number as E.164 digits
--   part     varchar      e_mail or paper

select
    run_id,
    made_at,
    made_by,
    asked,
    number,
    part
from reminders
where $schools_allowed is null or number in (select viewer_numbers.number from viewer_numbers)
