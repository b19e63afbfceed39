-- Reminders made, of numbers that contacts of the viewer's schools have
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--   $viewer_name      varchar    the viewer
--
-- Steps: viewer_numbers
--
-- Returns one row per reminder batch and number
--   run_id   varchar      reminder batch
--   made_at  timestamptz  when it was made
--   made_by  varchar      who made it; null to a viewer of some schools if it was somebody else: a batch of another
--                         school tells that it has a number, too
--   asked    varchar      its filter, in words; null likewise
--   number   bigint       phone number as E.164 digits
--   part     varchar      e_mail or paper

select
    run_id,
    made_at,
    case when $schools_allowed is null or made_by = $viewer_name then made_by end as made_by,
    case when $schools_allowed is null or made_by = $viewer_name then asked end as asked,
    number,
    part
from reminders
where $schools_allowed is null or number in (select viewer_numbers.number from viewer_numbers)
