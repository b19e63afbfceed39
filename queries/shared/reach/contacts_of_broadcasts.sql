-- Contacts of broadcasts, each with what came of it: reached, in progress, or not reached
--
-- A contact is reached if the phone of any of its numbers is, else in progress if any is. A number whose contact isn't
-- known counts as a contact, and so does a text that names neither a contact nor a number.
--
-- Steps: texts_of_broadcasts
--
-- Returns one row per broadcast and contact
--   broadcast_id       varchar      id of the broadcast at the service
--   only_name          varchar      name of a broadcast without an id; null of others
--   contact_id         varchar      contact; null if a number or a text alone counts as one
--   number_alone       bigint       number that counts as a contact, as E.164 digits; null of others
--   text_alone         varchar      service and id of a text that counts as a contact; null of others
--   school             varchar      school of the family; the first by name of several
--   sent_by            varchar      school or office that sent the broadcast; the first by name of several
--   texts              bigint       number of its texts
--   reached_at         timestamptz  when the first text to one of its phones was accepted; null if the log doesn't say
--   is_reached         boolean      whether one of its phones was reached
--   is_in_progress     boolean      whether none was, and one is in progress
--   lacks_consent      boolean      whether it isn't reached, and a reply that opts in would be a remedy
--   result             varchar      an undelivered result, if it isn't reached
--   reason             varchar      key of its reason, if it isn't reached; null if none is stated
--   is_sender_problem  boolean      whether it isn't reached because of a problem of the sender

with

grouped as (

    select
        broadcast_id,
        only_name,
        contact_id,
        case when contact_id is null then number end as number_alone,
        text_alone,
        min(school) as school,
        min(sent_by) as sent_by,
        count(*) as texts,
        min(accepted_at) filter (where phone_rank = 3) as reached_at,
        max(phone_rank) as best_rank,
        min_by(result, reason_order) as result,
        nullif(min_by(reason, reason_order), '') as reason,
        min_by(is_sender_problem, reason_order) as is_sender_problem
    from texts_of_broadcasts
    group by
        broadcast_id,
        only_name,
        contact_id,
        case when contact_id is null then number end,
        text_alone

)

select
    grouped.broadcast_id,
    grouped.only_name,
    grouped.contact_id,
    grouped.number_alone,
    grouped.text_alone,
    grouped.school,
    grouped.sent_by,
    grouped.texts,
    grouped.reached_at,
    grouped.best_rank = 3 as is_reached,
    grouped.best_rank = 2 as is_in_progress,
    grouped.best_rank = 1 and coalesce(reasons.lacks_consent, false) as lacks_consent,
    case when grouped.best_rank = 1 then grouped.result end as result,
    case when grouped.best_rank = 1 then grouped.reason end as reason,
    grouped.best_rank = 1 and coalesce(grouped.is_sender_problem, false) as is_sender_problem
from grouped
left join reasons on grouped.reason = reasons.reason
