-- What happened to this one number: which texts went to it, and when did its status change?
--
-- Parameters
--   $number           bigint     the number as E.164 digits
--   $rows             bigint     rows wanted; null wants all of them
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per text and per change to another status, newest first
--   happened_at     timestamptz  when the text was asked for, or since when the status has been so
--   short_code      varchar      from which the texts come
--   broadcast       varchar      name of the text's broadcast
--   result          varchar      of a text: one of the five
--   reason          varchar      of a text: one of the nine keys; null where none is stated
--   status          varchar      of a change: one of the three
--   how             varchar      of a change: how it is known
--   observed_after  timestamptz  of a change: the last list that still said otherwise; null where it was logged

with

own_texts as (

    select
        messages.requested_at,
        messages.short_code,
        messages.broadcast,
        messages.result,
        messages.reason,
        messages.service,
        messages.message_id
    from messages
    where
        messages.number = $number
        and ($schools_allowed is null or list_contains($schools_allowed, messages.school))

),

own_changes as (

    select
        *,
        lag(status) over (
            partition by short_code order by changed_at, is_logged desc
        ) as status_before
    from status_changes
    where
        number = $number
        and (
            $schools_allowed is null
            or exists (
                select 1
                from current_contacts
                where number = $number and list_contains($schools_allowed, school)
            )
        )

),

events as (

    select
        requested_at as happened_at,
        short_code,
        broadcast,
        result,
        reason,
        cast(null as varchar) as status,
        cast(null as varchar) as how,
        cast(null as timestamp with time zone) as observed_after,
        service,
        message_id
    from own_texts

    union all

    select
        changed_at as happened_at,
        short_code,
        cast(null as varchar) as broadcast,
        cast(null as varchar) as result,
        cast(null as varchar) as reason,
        status,
        how,
        observed_after,
        cast(null as varchar) as service,
        cast(null as varchar) as message_id
    from own_changes
    where status_before is null or status <> status_before

)

select
    happened_at,
    short_code,
    broadcast,
    result,
    reason,
    status,
    how,
    observed_after
from events
order by happened_at desc, status, short_code, service, message_id
limit $rows
