-- Why did the selected broadcasts not reach some contacts?
--
-- Steps: reasons_of_contacts
-- Ignores: $results, $reasons
--
-- Returns one row per undelivered result and reason of contacts not reached, most contacts first; problems of the
-- sender are apart
--   result             varchar  an undelivered result
--   reason             varchar  key of one of the nine reasons; null if the log states none
--   contacts           bigint   number of contacts not reached, each under the reason that is easiest to remedy
--   share_pct          double   share of these in all contacts not reached, 0 to 100
--   who_can_fix        varchar  key of who can fix it
--   is_sender_problem  boolean  whether codes or words of the service name a problem of the sender

select
    result,
    reason,
    contacts,
    share_pct,
    who_can_fix,
    is_sender_problem
from reasons_of_contacts
order by contacts desc, result, reason, is_sender_problem
