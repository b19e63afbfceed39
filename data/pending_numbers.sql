-- Which numbers are still to answer whether they want texts, and what is in the way of asking them?
--
-- Returns one row per number that is awaited under at least one short code: since when, whether it takes no texts
-- (its contacts call it a landline, or the newest of its texts that tells says so), and when it was reminded last
with

awaited as (

    select
        current_statuses.number,
        min(current_statuses.since) as since
    from current_statuses
    inner join statuses on current_statuses.status = statuses.status
    where statuses.is_awaited
    group by current_statuses.number

),

telling as (

    -- A text that was sent, or a reason that speaks of the phone itself.
    select
        messages.number,
        max_by(coalesce(reasons.takes_no_texts, false), messages.requested_at) as takes_no_texts
    from messages
    inner join results on messages.result = results.result
    left join reasons on messages.reason = reasons.reason
    where
        messages.number in (select awaited.number from awaited)
        and ((results.is_final and not results.is_undelivered) or reasons.takes_no_texts)
    group by messages.number

),

phones as (

    select
        current_contacts.number,
        bool_and(landlines.phone_type is not null) as is_landline
    from current_contacts
    left join landlines on lower(trim(current_contacts.phone_type)) = landlines.phone_type
    group by current_contacts.number

),

last_reminders as (

    select
        number,
        max(made_at) as reminded_at
    from reminders
    group by number

)

select
    awaited.number,
    awaited.since,
    coalesce(telling.takes_no_texts, false) or coalesce(phones.is_landline, false) as takes_no_texts,
    last_reminders.reminded_at
from awaited
left join telling on awaited.number = telling.number
left join phones on awaited.number = phones.number
left join last_reminders on awaited.number = last_reminders.number
