-- Opt-outs, of numbers that contacts of the viewer's schools have
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Steps: viewer_numbers
--
-- Returns one row per number, short code and opt-out
--   number          bigint       phone number as E.164 digits
--   short_code      varchar      short code that was answered
--   opted_out_at    timestamptz  when the number opted out, as far as is known
--   observed_after  timestamptz  last list that still had another status; null if the change was logged
--   is_logged       boolean      whether the change itself was logged
--   until_at        timestamptz  when it opted in again, as far as is known; null if it hasn't

select
    number,
    short_code,
    opted_out_at,
    observed_after,
    is_logged,
    until_at
from opt_outs
where $schools_allowed is null or number in (select viewer_numbers.number from viewer_numbers)
