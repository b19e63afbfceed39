-- Reasons of undelivered texts, those included that the log doesn't state but other rows prove
--
-- Steps: reasoned_texts
--
-- Returns one row per undelivered text that has a reason
--   service     varchar  messaging service
--   message_id  varchar  id of the text at the service
--   reason      varchar  key of one of the nine reasons

select
    service,
    message_id,
    reason
from reasoned_texts
where reason is not null
