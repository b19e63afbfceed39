-- Reasons of undelivered texts, those included that the log doesn't state but other rows prove, and sender problems
--
-- Steps: reasoned_texts
--
-- Returns one row per undelivered text that has a reason or a problem of the sender
--   service            varchar  messaging service
--   message_id         varchar  id of the text at the service
--   reason             varchar  key of one of the nine reasons; null if none is stated or proved
--   is_sender_problem  boolean  whether its code or words name a problem of the sender

select
    service,
    message_id,
    reason,
    is_sender_problem
from reasoned_texts
where reason is not null or is_sender_problem
