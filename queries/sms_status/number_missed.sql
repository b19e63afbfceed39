-- Which texts has this number's family missed since the last one that was sent to the number?
--
-- Parameters
--   $number      bigint   phone number as E.164 digits
--   $has_texts   boolean  whether texts can have gone to it; of false, no file is read, and null reads every file
--   $rows        bigint   number of rows to list; null lists all of them
--   $copy_hours  bigint   hours between two texts of one sending, at most
--
-- Steps: viewer_texts, viewer_contacts
--
-- A text is missed unless another number of the family got its broadcast. A family is a household, or a contact that
-- has none. If several have the number, each has to have got it
--
-- Returns one row per broadcast, and per text of none, that wasn't delivered, newest first. One that wasn't sent
-- because the same phone got it from another contact's text isn't missed
--   requested_at  timestamptz  when the newest text of the broadcast was requested
--   broadcast     varchar      name of the broadcast
--   result        varchar      one of the five results
--   reason        varchar      key of one of the nine reasons; null if the log states none
--   since         timestamptz  when the last text that was sent was requested; null if none was
--   of_all        bigint       number of rows in all

with

own_texts as materialized (

    select
        service,
        message_id,
        broadcast_id,
        broadcast,
        result,
        reason,
        requested_at
    from viewer_texts
    where number = $number and coalesce($has_texts, true)

),

sent as (

    select max(own_texts.requested_at) as requested_at
    from own_texts
    inner join results on own_texts.result = results.result
    where results.is_final and not results.is_undelivered

),

unsent as materialized (

    select
        own_texts.*,
        coalesce(own_texts.broadcast_id, own_texts.broadcast) as sending,
        sent.requested_at as since
    from own_texts
    inner join results on own_texts.result = results.result
    left join reasons on own_texts.reason = reasons.reason
    cross join sent
    where
        results.is_undelivered
        and coalesce(reasons.part, '') <> 'already_reached'
        and own_texts.requested_at > coalesce(sent.requested_at, '-infinity')

),

own_families as (

    select distinct coalesce('household ' || household_id, 'contact ' || contact_id) as family
    from viewer_contacts
    where number = $number

),

other_numbers as materialized (

    select distinct
        viewer_contacts.number,
        own_families.family
    from viewer_contacts
    inner join own_families
        on
            coalesce('household ' || viewer_contacts.household_id, 'contact ' || viewer_contacts.contact_id)
            = own_families.family
    where viewer_contacts.number <> $number and exists (select 1 from unsent)

),

received as (

    select
        other_numbers.family,
        coalesce(viewer_texts.broadcast_id, viewer_texts.broadcast) as sending,
        viewer_texts.requested_at
    from viewer_texts
    inner join other_numbers on viewer_texts.number = other_numbers.number
    inner join results on viewer_texts.result = results.result
    where results.is_final and not results.is_undelivered

),

received_by_all as (

    select
        unsent.service,
        unsent.message_id
    from unsent
    inner join received
        on
            unsent.sending = received.sending
            and received.requested_at >= unsent.requested_at - interval '1 hours' * cast($copy_hours as integer)
            and received.requested_at <= unsent.requested_at + interval '1 hours' * cast($copy_hours as integer)
    group by unsent.service, unsent.message_id
    having count(distinct received.family) = (select count(*) from own_families)

),

missed as (

    select
        unsent.*,
        row_number() over (
            partition by coalesce(unsent.sending, unsent.message_id)
            order by unsent.requested_at desc, unsent.service, unsent.message_id
        ) as place
    from unsent
    left join received_by_all
        on
            unsent.service is not distinct from received_by_all.service
            and unsent.message_id = received_by_all.message_id
    where received_by_all.message_id is null

)

select
    requested_at,
    broadcast,
    result,
    reason,
    since,
    count(*) over () as of_all
from missed
where place = 1
order by
    requested_at desc,
    service,
    message_id
limit $rows
