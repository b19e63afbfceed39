-- What do we know of this text, and of its number at that time?
--
-- Parameters
--   $service       varchar      messaging service
--   $message_id    varchar      id of the text at the service, or the one made from the row
--   $requested_at  timestamptz  when the text was requested, so that only the files of its month are read; null reads
--                               every file. There is no other answer with it, and none if it isn't true
--
-- Steps: viewer_texts, viewer_texts_by_time, viewer_counts, viewer_contacts, viewer_changes, viewer_statuses
--
-- Returns one row
-- (none if there is no such text)
--   requested_at    timestamptz  when the text was requested
--   accepted_at     timestamptz  when the service accepted it; null if the log does not say
--   updated_at      timestamptz  when the result was last updated
--   broadcast_id    varchar      id of the broadcast at the service
--   broadcast       varchar      name of the broadcast
--   sent_by         varchar      school or office that sent it
--   school          varchar      school of the family
--   contact_id      varchar      contact
--   name            varchar      name of the contact
--   number          varchar      phone number in E.164 form; null if the contact has none
--   result          varchar      one of the five results
--   reason          varchar      key of one of the nine reasons; null if the log states none
--   reason_text     varchar      reason as the log states it
--   service_status  varchar      status as the service states it
--   carrier_code    varchar      code of the carrier
--   status_then     varchar      status of the number when the text was requested; null if not known
--   status_since    timestamptz  when it changed to that status
--   how             varchar      how that is known
--   status          varchar      status of the number now
--   same_broadcast  bigint       number of other texts of this broadcast to the number
--   file_name       varchar      file that last updated the text
--   delivered_at    timestamptz  when it was delivered, by its receipt; null if the log does not say
--   kind            varchar      kind of text as the log states it: attendance, emergency, …
--   parts           integer      segments that the service counted
--   price           double       what the service charged, never negative
--   currency        varchar      currency of the price
--   carrier         varchar      carrier of the number, as the log states it
--   text_length     integer      length of the text as sent: GSM septets, or UTF-16 units if Unicode
--   is_unicode      boolean      whether the text was sent as Unicode; null if the log has no text

with

story_text as materialized (

    -- An id is of one text. With its limit, this is known to be one row, which every join begins with.
    select *
    from viewer_texts_by_time
    where
        service = $service
        and message_id = $message_id
        and (
            $requested_at is null
            or (
                requested_at = $requested_at
                and month = strftime(cast($requested_at as timestamp with time zone) at time zone 'UTC', '%Y-%m')
            )
        )
    limit 1  -- noqa: AM09

),

stated_before as (

    select
        viewer_changes.short_code,
        viewer_changes.status,
        viewer_changes.changed_at,
        viewer_changes.is_logged,
        viewer_changes.how,
        lag(viewer_changes.status) over (
            partition by viewer_changes.short_code order by viewer_changes.changed_at, viewer_changes.is_logged desc
        ) as status_before
    from story_text
    inner join viewer_changes
        on
            story_text.number = viewer_changes.number
            and story_text.requested_at >= viewer_changes.changed_at
            and coalesce(story_text.short_code = viewer_changes.short_code, true)

),

statuses_then as (

    -- As in current_statuses: a repeated status is no change, and at one instant a list is newer than a log.
    select
        status,
        changed_at,
        how,
        row_number() over (order by changed_at desc, short_code, is_logged) as place
    from stated_before
    where status_before is null or status <> status_before

),

statuses_now as (

    select
        viewer_statuses.status,
        row_number() over (order by viewer_statuses.since desc, viewer_statuses.short_code) as place
    from story_text
    inner join viewer_statuses
        on
            story_text.number = viewer_statuses.number
            and coalesce(story_text.short_code = viewer_statuses.short_code, true)

),

owners as (

    select max(viewer_contacts.name) as name
    from story_text
    inner join viewer_contacts on story_text.contact_id = viewer_contacts.contact_id

),

broadcast_months as (

    -- The files of other months needn't be read.
    select distinct
        story_text.service,
        story_text.message_id,
        story_text.broadcast_id,
        story_text.broadcast,
        story_text.number,
        strftime(viewer_counts.first_requested_at at time zone 'UTC', '%Y-%m') as month
    from story_text
    inner join viewer_counts
        on
            story_text.broadcast_id is not distinct from viewer_counts.broadcast_id
            and (story_text.broadcast_id is not null or story_text.broadcast = viewer_counts.broadcast)

),

others as (

    select count(*) as texts
    from viewer_texts
    inner join broadcast_months as own
        on
            viewer_texts.number = own.number
            and viewer_texts.month = own.month
            and (viewer_texts.service <> own.service or viewer_texts.message_id <> own.message_id)
            and viewer_texts.broadcast_id is not distinct from own.broadcast_id
            and (viewer_texts.broadcast_id is not null or viewer_texts.broadcast = own.broadcast)

)

select
    story_text.requested_at,
    story_text.accepted_at,
    story_text.updated_at,
    story_text.broadcast_id,
    story_text.broadcast,
    story_text.sent_by,
    story_text.school,
    story_text.contact_id,
    owners.name,
    '+' || cast(story_text.number as varchar) as number,
    story_text.result,
    story_text.reason,
    story_text.reason_text,
    story_text.service_status,
    story_text.carrier_code,
    statuses_then.status as status_then,
    statuses_then.changed_at as status_since,
    statuses_then.how,
    statuses_now.status,
    others.texts as same_broadcast,
    imports.file_name,
    story_text.delivered_at,
    story_text.kind,
    story_text.parts,
    cast(story_text.price as double) as price,
    story_text.currency,
    story_text.carrier,
    story_text.text_length,
    story_text.is_unicode
from story_text
cross join others
cross join owners
left join statuses_then on statuses_then.place = 1
left join statuses_now on statuses_now.place = 1
left join imports on story_text.import_id = imports.import_id
