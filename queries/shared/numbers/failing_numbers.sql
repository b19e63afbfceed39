-- Numbers whose newest texts failed on so many days in a row, for a reason about the phone itself
--
-- Parameters
--   $failing_days  bigint  days with a failure that are enough
--
-- Steps: viewer_phones
--
-- Returns one row per number. One text that was sent clears it; texts in progress and reasons of a carrier don't count
--   number         bigint       phone number as E.164 digits
--   reason         varchar      reason of the newest failure
--   failures       bigint       number of failures since the last text that was sent
--   first_failure  timestamptz  when the first of them was requested
--   last_failure   timestamptz  when the last of them was requested
--   last_success   timestamptz  when the last text that was sent was requested; null if none was

select
    number,
    reason,
    texts as failures,
    from_at as first_failure,
    until_at as last_failure,
    before_until as last_success
from viewer_phones
where place = 1 and takes_no_texts and days >= $failing_days
