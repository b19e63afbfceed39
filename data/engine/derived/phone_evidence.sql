-- Which texts show whether a phone can receive texts?
--
-- Returns one row per text that was sent, or whose reason is about the phone itself
select
    messages.number,
    messages.requested_at,
    coalesce(reasons.takes_no_texts, false) as takes_no_texts
from messages
inner join results on messages.result = results.result
left join reasons on messages.reason = reasons.reason
where
    messages.number is not null
    and ((results.is_final and not results.is_undelivered) or reasons.takes_no_texts)
