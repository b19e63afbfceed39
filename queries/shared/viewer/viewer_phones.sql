-- Texts that show whether a phone can receive texts, of numbers that contacts of the viewer's schools have
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Steps: viewer_numbers
--
-- Returns one row per text that shows something else than the one before it, whichever school it was sent for, of the
-- numbers that reminders can be about
--   number          bigint       phone number as E.164 digits
--   requested_at    timestamptz  when the text was requested
--   takes_no_texts  boolean      whether it shows that the phone can't receive texts

select
    number,
    requested_at,
    takes_no_texts
from phone_evidence
where $schools_allowed is null or number in (select viewer_numbers.number from viewer_numbers)
