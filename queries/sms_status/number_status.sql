-- May this one number be texted, and what is known of it?
--
-- Parameters
--   $number           bigint     the number as E.164 digits
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per short code under which the number has a status; one row where it has none
--   number          varchar      E.164
--   short_code      varchar      from which the texts come
--   status          varchar      one of the three; null where no consent list has it
--   since           timestamptz  since when it has been so, as far as is known
--   how             varchar      how the change is known
--   observed_after  timestamptz  the last list that still said otherwise; null where the change was logged
--   last_said_at    timestamptz  when a list or a log last said so
--   as_of           timestamptz  the newest consent list's own date
--   contacts        bigint       contacts that have the number now
--   texts           bigint       texts in the log to that number
--   last_result     varchar      the result of the newest of them

with

own_contacts as (

    select distinct contact_id
    from current_contacts
    where
        number = $number
        and ($schools_allowed is null or list_contains($schools_allowed, school))

),

own_texts as (

    -- Of several texts in one moment, as to a shared number, the one that came furthest is the newest.
    select
        messages.result,
        row_number() over (
            order by messages.requested_at desc, results.is_undelivered, results.place desc
        ) as newness
    from messages
    inner join results on messages.result = results.result
    where
        messages.number = $number
        and ($schools_allowed is null or list_contains($schools_allowed, messages.school))

),

own_totals as (

    select
        count(*) as texts,
        max(result) filter (where newness = 1) as last_result
    from own_texts

),

own_statuses as (

    select *
    from current_statuses
    where
        number = $number
        and ($schools_allowed is null or exists (select 1 from own_contacts))

)

select
    '+' || cast(asked.number as varchar) as number,
    own_statuses.short_code,
    own_statuses.status,
    own_statuses.since,
    own_statuses.how,
    own_statuses.observed_after,
    own_statuses.last_said_at,
    (select max(imports.as_of) from imports where imports.kind = 'status') as as_of,
    (select count(*) from own_contacts) as contacts,
    own_totals.texts,
    own_totals.last_result
from (select cast($number as bigint) as number) as asked
cross join own_totals
left join own_statuses on asked.number = own_statuses.number
order by own_statuses.since desc, own_statuses.short_code
