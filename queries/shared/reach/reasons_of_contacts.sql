-- Why broadcasts didn't reach some contacts
--
-- Steps: contacts_of_broadcasts
--
-- Returns one row per undelivered result and reason of contacts not reached
--   result     varchar  an undelivered result
--   reason     varchar  key of one of the nine reasons; null if the log states none
--   contacts   bigint   number of contacts not reached, each under the reason that is easiest to remedy
--   share_pct  double   share of these in all contacts not reached, 0 to 100

with

counted as (

    select
        result,
        reason,
        count(*) as contacts
    from contacts_of_broadcasts
    where not is_reached and not is_in_progress
    group by result, reason

)

select
    result,
    reason,
    contacts,
    100e0 * contacts / sum(contacts) over () as share_pct
from counted
