-- When phones received texts and when not, of numbers that contacts of the viewer's schools have
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Steps: viewer_numbers
--
-- Returns one row per number and run of texts that show the same, whichever school they were sent for; only of numbers
-- of which a text has failed for a reason about the phone itself
--   number          bigint       phone number as E.164 digits
--   takes_no_texts  boolean      whether they show that the phone can't receive texts
--   from_at         timestamptz  when the first of them was requested
--   until_at        timestamptz  when the last of them was requested
--   texts           bigint       number of them
--   days            bigint       number of days with one
--   reason          varchar      reason of the last of them; null if it was sent
--   before_until    timestamptz  when the last text of the run before was requested; null for the first run
--   place           bigint       1 for the number's newest run

select
    number,
    takes_no_texts,
    from_at,
    until_at,
    texts,
    days,
    reason,
    before_until,
    place
from phone_runs
where $schools_allowed is null or number in (select viewer_numbers.number from viewer_numbers)
