-- Which texts show whether a phone can receive texts?
--
-- Of numbers that were ever pending, since nobody is reminded of another one, and of which a text has failed for a
-- reason about the phone itself. Such a text shows that it can't receive texts, one that was sent that it can.
--
-- Returns one row per text that shows something else than the one before it; at one instant, a text that was sent is
-- the newer one
with

pending_once as materialized (

    select distinct status_changes.number
    from status_changes
    inner join statuses on status_changes.status = statuses.status
    where statuses.is_pending

),

failed_once as materialized (

    select distinct messages.number
    from messages
    inner join reasons on messages.reason = reasons.reason
    where
        reasons.takes_no_texts
        and messages.number in (select pending_once.number from pending_once)

),

shown as (

    select
        messages.number,
        messages.requested_at,
        coalesce(reasons.takes_no_texts, false) as takes_no_texts
    from messages
    inner join results on messages.result = results.result
    left join reasons on messages.reason = reasons.reason
    where
        messages.number in (select failed_once.number from failed_once)
        and ((results.is_final and not results.is_undelivered) or reasons.takes_no_texts)

),

compared as (

    select
        *,
        lag(takes_no_texts) over (
            partition by number order by requested_at, takes_no_texts desc
        ) as took_none_before
    from shown

)

select
    number,
    requested_at,
    takes_no_texts
from compared
where takes_no_texts is distinct from took_none_before
