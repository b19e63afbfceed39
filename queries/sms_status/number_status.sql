-- Can this number be texted, and what do we know of it?
--
-- Parameters
--   $number     bigint   phone number as E.164 digits
--   $has_texts  boolean  whether texts can have gone to it; of false, no file is read, and null reads every file
--
-- Steps: viewer_contacts, viewer_texts, viewer_statuses
--
-- Returns one row per short code under which the number has a status; one row if it has none
--   number          varchar      phone number in E.164 form
--   short_code      varchar      short code that texts come from
--   status          varchar      one of the three statuses; null if no consent list has the number
--   since           timestamptz  when it changed to this status, as far as is known
--   how             varchar      how the change is known
--   observed_after  timestamptz  last list that still had another status; null if the change was logged
--   last_said_at    timestamptz  last list or log that had this status
--   as_of           timestamptz  date of the newest consent list
--   contacts        bigint       number of contacts that have the number now
--   texts           bigint       number of texts to it in the log
--   last_result     varchar      result of the newest of them

with

own_contacts as (

    select distinct contact_id
    from viewer_contacts
    where number = $number

),

own_results as materialized (

    -- Kept apart, so that the results of all texts aren't compared before their numbers.
    select
        result,
        count(*) as texts,
        max(requested_at) as last_requested_at
    from viewer_texts
    where number = $number and coalesce($has_texts, true)
    group by result

),

newest_first as (

    -- Of several texts at one instant, as to a shared number, the one that came furthest is the newest.
    select
        own_results.result,
        own_results.texts,
        row_number() over (
            order by own_results.last_requested_at desc, results.is_undelivered, results.place desc
        ) as newness
    from own_results
    inner join results on own_results.result = results.result

),

own_totals as (

    select
        cast(coalesce(sum(texts), 0) as bigint) as texts,
        max(result) filter (where newness = 1) as last_result
    from newest_first

)

select
    '+' || cast(this.number as varchar) as number,
    viewer_statuses.short_code,
    viewer_statuses.status,
    viewer_statuses.since,
    viewer_statuses.how,
    viewer_statuses.observed_after,
    viewer_statuses.last_said_at,
    (select max(imports.as_of) from imports where imports.kind = 'status') as as_of,
    (select count(*) from own_contacts) as contacts,
    own_totals.texts,
    own_totals.last_result
from (select cast($number as bigint) as number) as this
cross join own_totals
left join viewer_statuses on this.number = viewer_statuses.number
order by viewer_statuses.since desc, viewer_statuses.short_code
