-- What is known of this one text, and of its number at that time?
--
-- Parameters
--   $service          varchar    the messaging service
--   $message_id       varchar    as the service wrote it, else the one made from the row
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row
-- (none where there is no such text)
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

own_numbers as (

    -- Of a number that none of the viewer's own contacts has now, no status is told.
    select
        asked.number,
        asked.short_code,
        asked.requested_at
    from asked
    where
        $schools_allowed is null
        or exists (
            select 1
            from current_contacts
            where
                current_contacts.number = asked.number
                and list_contains($schools_allowed, current_contacts.school)
        )

),

said_before as (

    select
        status_changes.short_code,
        status_changes.status,
        status_changes.changed_at,
        status_changes.is_logged,
        status_changes.how,
        lag(status_changes.status) over (
            partition by status_changes.short_code order by status_changes.changed_at, status_changes.is_logged desc
        ) as status_before
    from own_numbers
    inner join status_changes
        on
            own_numbers.number = status_changes.number
            and own_numbers.requested_at >= status_changes.changed_at
            and coalesce(own_numbers.short_code = status_changes.short_code, true)

),

known_then as (

    -- As in current_statuses: a status said again is no change, and a list is a later word than what was logged.
    select
        status,
        changed_at,
        how,
        row_number() over (order by changed_at desc, short_code, is_logged) as place
    from said_before
    where status_before is null or status <> status_before

),

known_now as (

    select
        current_statuses.status,
        row_number() over (order by current_statuses.since desc, current_statuses.short_code) as place
    from own_numbers
    inner join current_statuses
        on
            own_numbers.number = current_statuses.number
            and coalesce(own_numbers.short_code = current_statuses.short_code, true)

),

owners as (

    select max(current_contacts.name) as name
    from asked
    inner join current_contacts on asked.contact_id = current_contacts.contact_id
    where $schools_allowed is null or list_contains($schools_allowed, current_contacts.school)

),

others as (

    select count(*) as texts
    from messages
    inner join asked
        on
            messages.number = asked.number
            and (messages.service <> asked.service or messages.message_id <> asked.message_id)
            and messages.broadcast_id is not distinct from asked.broadcast_id
            and (messages.broadcast_id is not null or messages.broadcast = asked.broadcast)
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
    known_then.status as status_then,
    known_then.changed_at as status_since,
    known_then.how,
    known_now.status,
    others.texts as same_broadcast,
    imports.file_name
from asked
cross join others
cross join owners
left join known_then on known_then.place = 1
left join known_now on known_now.place = 1
left join imports on asked.import_id = imports.import_id
