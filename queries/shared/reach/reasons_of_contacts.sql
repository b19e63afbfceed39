-- Why broadcasts didn't reach some contacts
--
-- Steps: contacts_of_broadcasts, fixers_of_reasons
--
-- Returns one row per undelivered result and reason of contacts not reached, problems of the sender apart
--   result             varchar  an undelivered result
--   reason             varchar  key of one of the nine reasons; null if the log states none
--   contacts           bigint   number of contacts not reached, each under the reason that is easiest to remedy
--   share_pct          double   share of these in all contacts not reached, 0 to 100
--   who_can_fix        varchar  key of who can fix it
--   is_sender_problem  boolean  whether codes or words of the service name a problem of the sender

with

counted as (

    select
        result,
        reason,
        is_sender_problem,
        count(*) as contacts
    from contacts_of_broadcasts
    where not is_reached and not is_in_progress
    group by result, reason, is_sender_problem

)

select
    counted.result,
    counted.reason,
    counted.contacts,
    100e0 * counted.contacts / sum(counted.contacts) over () as share_pct,
    fixers_of_reasons.who_can_fix,
    counted.is_sender_problem
from counted
left join fixers_of_reasons
    on
        counted.reason is not distinct from fixers_of_reasons.reason
        and counted.is_sender_problem = fixers_of_reasons.is_sender_problem
