-- Texts of broadcasts, each with the contact that it was for and the result of its phone in the broadcast
--
-- A phone's result is the best one of all texts of the broadcast to it, whoever they were for: accepted, else in
-- progress, else undelivered. So a text that wasn't sent because the phone already got another one has that result.
--
-- Parameters
--   $from_at     timestamptz  first instant to count
--   $until_at    timestamptz  instant after the last one to count
--   $broadcasts  varchar[]    ids or names of the broadcasts to count; null counts all of them
--   $texts_of    varchar[]    ids of broadcasts whose texts are read, or names of those without one; null reads all
--   $schools     varchar[]    schools of the families to count; a phone's result is still that of all texts to it
--
-- Steps: viewer_texts_by_time, viewer_number_owners, proved_reasons
--
-- Returns one row per text that belongs to a broadcast
--   broadcast_id       varchar      id of the broadcast at the service
--   only_name          varchar      name of a broadcast without an id; null of others
--   sent_by            varchar      school or office that sent it
--   school             varchar      school of the family
--   contact_id         varchar      contact that the log names, or the one who had the number at the time if it was one
--   number             bigint       phone number as E.164 digits
--   text_alone         varchar      service and id of a text that names neither a contact nor a number; null of others
--   requested_at       timestamptz  when it was requested
--   accepted_at        timestamptz  when the first text to this phone was accepted, of those with the best result
--   phone_rank         integer      3 if the phone's result is accepted, 2 in progress, 1 undelivered
--   reason_order       integer      order of the phone's reason: what a reply would remedy comes first, no reason late
--   result             varchar      result of the undelivered text with that reason; null if all were sent
--   reason             varchar      key of that reason; '' if none is stated, null if all were sent
--   is_sender_problem  boolean      whether it is a problem of the sender; null if all were sent

with

texts as (

    select
        viewer_texts_by_time.broadcast_id,
        case
            when viewer_texts_by_time.broadcast_id is null then viewer_texts_by_time.broadcast
        end as only_name,
        viewer_texts_by_time.sent_by,
        viewer_texts_by_time.school,
        viewer_texts_by_time.contact_id,
        viewer_texts_by_time.number,
        viewer_texts_by_time.requested_at,
        viewer_texts_by_time.accepted_at,
        case
            when viewer_texts_by_time.contact_id is null and viewer_texts_by_time.number is null
                then concat_ws(' ', viewer_texts_by_time.service, viewer_texts_by_time.message_id)
        end as text_alone,
        case when results.is_undelivered then 1 when results.is_final then 3 else 2 end as own_rank,
        -- Of one result and reason, a problem of the sender comes first.
        2 * (
            case
                when not results.is_undelivered then null
                when reasons.lacks_consent then 10 * reasons.place
                when reasons.reason is null then 5000
                when reasons.is_already_reached then 9000
                else 1000 + 10 * reasons.place
            end + results.place
        ) - case when proved_reasons.is_sender_problem then 1 else 0 end as reason_order,
        case when results.is_undelivered then viewer_texts_by_time.result end as result,
        case when results.is_undelivered then coalesce(reasons.reason, '') end as reason,
        case
            when results.is_undelivered then coalesce(proved_reasons.is_sender_problem, false)
        end as is_sender_problem
    from viewer_texts_by_time
    inner join results on viewer_texts_by_time.result = results.result
    left join proved_reasons
        on
            case when results.is_undelivered then viewer_texts_by_time.message_id end = proved_reasons.message_id
            and viewer_texts_by_time.service is not distinct from proved_reasons.service
    left join reasons on coalesce(viewer_texts_by_time.reason, proved_reasons.reason) = reasons.reason
    where
        (viewer_texts_by_time.broadcast_id is not null or viewer_texts_by_time.broadcast is not null)
        and viewer_texts_by_time.requested_at >= $from_at
        and viewer_texts_by_time.requested_at < $until_at
        -- Files of other months aren't opened.
        and viewer_texts_by_time.month >= strftime(cast($from_at as timestamptz) at time zone 'UTC', '%Y-%m')
        and viewer_texts_by_time.month <= strftime(cast($until_at as timestamptz) at time zone 'UTC', '%Y-%m')
        and (
            $broadcasts is null
            or list_contains($broadcasts, viewer_texts_by_time.broadcast_id)
            or list_contains($broadcasts, viewer_texts_by_time.broadcast)
        )
        and (
            $texts_of is null
            or list_contains(
                $texts_of, coalesce(viewer_texts_by_time.broadcast_id, viewer_texts_by_time.broadcast)
            )
        )

),

phones as (

    select
        broadcast_id,
        only_name,
        number,
        max(own_rank) as phone_rank,
        min(accepted_at) filter (where own_rank = 3) as accepted_at,
        min(reason_order) as reason_order,
        min_by(result, reason_order) as result,
        min_by(reason, reason_order) as reason,
        min_by(is_sender_problem, reason_order) as is_sender_problem
    from texts
    where number is not null
    group by broadcast_id, only_name, number

)

select
    texts.broadcast_id,
    texts.only_name,
    texts.sent_by,
    texts.school,
    coalesce(texts.contact_id, viewer_number_owners.contact_id) as contact_id,
    texts.number,
    texts.text_alone,
    texts.requested_at,
    case when texts.number is null then texts.accepted_at else phones.accepted_at end as accepted_at,
    coalesce(phones.phone_rank, texts.own_rank) as phone_rank,
    case when texts.number is null then texts.reason_order else phones.reason_order end as reason_order,
    case when texts.number is null then texts.result else phones.result end as result,
    case when texts.number is null then texts.reason else phones.reason end as reason,
    case when texts.number is null then texts.is_sender_problem else phones.is_sender_problem end as is_sender_problem
from texts
left join phones
    on
        texts.number = phones.number
        and texts.broadcast_id is not distinct from phones.broadcast_id
        and texts.only_name is not distinct from phones.only_name
left join viewer_number_owners
    on
        case when texts.contact_id is null then texts.number end = viewer_number_owners.number
        and texts.requested_at >= viewer_number_owners.from_at
        and texts.requested_at < viewer_number_owners.until_at
        and (viewer_number_owners.school is null or texts.school = viewer_number_owners.school)
where $schools is null or list_contains($schools, texts.school)
