-- What is known of this one text, and of its number at that time?
--
-- Parameters
--   $service          varchar    the messaging service
--   $message_id       varchar    as the service wrote it, else the one made from the row
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row; none where there is no such text
--   requested_at    timestamptz  when the text was asked for
--   accepted_at     timestamptz  when the service took it; null where the log does not say
--   updated_at      timestamptz  when the result was last heard of
--   broadcast_id    varchar      as the service wrote it
--   broadcast       varchar      name of the broadcast
--   sent_by         varchar      the school or office that sent it
--   school          varchar      the family's school
--   contact_id      varchar      the contact
--   name            varchar      the contact's name
--   number          varchar      E.164; null where the contact has none
--   result          varchar      one of the five
--   reason          varchar      one of the nine keys; null where none is stated
--   reason_text     varchar      the reason as the log gave it
--   service_status  varchar      the service's own word
--   carrier_code    varchar      the carrier's own code
--   status_then     varchar      the number's status when the text was requested; null where not known
--   status_since    timestamptz  since when it had been so
--   how             varchar      how that is known
--   status          varchar      the number's status now
--   same_broadcast  bigint       other texts of this broadcast to the number
--   file_name       varchar      the file that last told of the text

with

asked as (

    select *
    from messages
    where
        service = $service
        and message_id = $message_id
        and ($schools_allowed is null or list_contains($schools_allowed, school))

),

known_then as (

    select
        asked.number,
        max_by(status_changes.status, status_changes.changed_at) as status_then,
        max_by(status_changes.how, status_changes.changed_at) as how,
        max(status_changes.changed_at) as status_since
    from asked
    inner join status_changes
        on
            asked.number = status_changes.number
            and asked.short_code is not distinct from coalesce(status_changes.short_code, asked.short_code)
            and asked.requested_at >= status_changes.changed_at
    group by asked.number

),

known_now as (

    select
        asked.number,
        max_by(current_statuses.status, current_statuses.since) as status
    from asked
    inner join current_statuses on asked.number = current_statuses.number
    group by asked.number

),

owners as (

    select
        asked.contact_id,
        max(current_contacts.name) as name
    from asked
    inner join current_contacts on asked.contact_id = current_contacts.contact_id
    group by asked.contact_id

),

others as (

    select count(*) as texts
    from messages
    inner join asked
        on
            messages.number = asked.number
            and messages.broadcast_id = asked.broadcast_id
            and messages.message_id <> asked.message_id
    where
        $schools_allowed is null or list_contains($schools_allowed, messages.school)

)

select
    asked.requested_at,
    asked.accepted_at,
    asked.updated_at,
    asked.broadcast_id,
    asked.broadcast,
    asked.sent_by,
    asked.school,
    asked.contact_id,
    owners.name,
    '+' || cast(asked.number as varchar) as number,
    asked.result,
    asked.reason,
    asked.reason_text,
    asked.service_status,
    asked.carrier_code,
    known_then.status_then,
    known_then.status_since,
    known_then.how,
    known_now.status,
    others.texts as same_broadcast,
    imports.file_name
from asked
cross join others
left join known_then on asked.number = known_then.number
left join known_now on asked.number = known_now.number
left join owners on asked.contact_id = owners.contact_id
left join imports on asked.import_id = imports.import_id
