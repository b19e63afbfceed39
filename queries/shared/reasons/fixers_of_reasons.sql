-- Who can fix each reason, and a problem of the sender under it: that is never the contact's to fix
--
-- Returns one row per reason, also for none, and whether it is a problem of the sender
--   reason             varchar  key of one of the nine reasons; null for none
--   is_sender_problem  boolean  whether a code or words of the service name a problem of the sender
--   who_can_fix        varchar  key of who can fix it

with

every_reason as (

    select
        reason,
        who_can_fix
    from reasons

    union all

    select
        cast(null as varchar) as reason,
        who_can_fix
    from fixers
    where fixes_not_stated

)

select
    reason,
    false as is_sender_problem,
    who_can_fix
from every_reason

union all

select
    every_reason.reason,
    true as is_sender_problem,
    fixers.who_can_fix
from every_reason
cross join fixers
where fixers.fixes_senders
