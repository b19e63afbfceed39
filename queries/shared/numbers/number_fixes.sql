-- Numbers to fix: those whose texts keep failing because of the phone, and those that receive texts again
--
-- Parameters
--   $failing_days      bigint  days with a failure, and no text that was sent between them, that are enough
--   $works_again_days  bigint  days for which a number that receives texts again is listed
--
-- Steps: viewer_phones
--
-- Returns one row per number
--   number         bigint       phone number as E.164 digits
--   reason         varchar      reason of the newest failure
--   failures       bigint       number of failures in a row
--   first_failure  timestamptz  when the first of them was requested
--   last_failure   timestamptz  when the last of them was requested
--   last_success   timestamptz  when the newest text that was sent was requested; null if none was
--   works_again    boolean      whether that is after the failures

with

newest as (

    select max(until_at) as shown_at
    from viewer_phones

)

select
    failing.number,
    failing.reason,
    failing.texts as failures,
    failing.from_at as first_failure,
    failing.until_at as last_failure,
    coalesce(received.until_at, failing.before_until) as last_success,
    received.number is not null as works_again
from viewer_phones as failing
cross join newest
left join viewer_phones as received on failing.number = received.number and failing.place = 2 and received.place = 1
where
    failing.takes_no_texts
    and failing.days >= $failing_days
    and (
        failing.place = 1
        or (
            failing.place = 2
            and received.from_at
            >= newest.shown_at - interval '24 hours' * cast($works_again_days as integer)
        )
    )
