-- No reasons, in the place of proved_reasons, for questions that need none
--
-- Returns one row of no text
--   service            varchar  messaging service
--   message_id         varchar  id of the text at the service
--   reason             varchar  key of one of the nine reasons
--   is_sender_problem  boolean  whether its code or words name a problem of the sender

select
    result as service,
    result as message_id,
    result as reason,
    is_undelivered as is_sender_problem
from results
where 1 = 0
