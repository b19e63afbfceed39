-- Can this number be texted, now or at the end of a day, and what do we know of it?
--
-- Parameters
--   $number     bigint   phone number as E.164 digits
--   $has_texts  boolean  whether texts can have gone to it; of false, no file is read, and null reads every file
--   $on_date    date     day at whose end the answer is meant, in the district's zone; null for now
--   $zone       varchar  IANA time zone of the days
--
-- Steps: viewer_contacts, viewer_texts, viewer_statuses_on
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
--   failed          bigint       number of them that failed since the newest that was sent: by the carrier, or for want
--                                of a number that can receive texts
--   failed_days     bigint       number of days with such a text
--   failed_since    timestamptz  when the first such text was requested

with

own_contacts as (

    select distinct contact_id
    from viewer_contacts
    where number = $number

),

own_texts as materialized (

    -- Kept apart, so that the results of all texts aren't compared before their numbers.
    select
        result,
        reason,
        requested_at
    from viewer_texts
    where
        number = $number
        and coalesce($has_texts, true)
        and (cast($on_date as date) is null or cast(requested_at at time zone $zone as date) <= cast($on_date as date))

),

own_results as (

    select
        result,
        count(*) as texts,
        max(requested_at) as last_requested_at
    from own_texts
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

),

own_failures as (

    -- Texts in progress, and those that weren't sent for another reason, neither fail nor end the row of failures.
    select
        count(*) as failed,
        count(distinct cast(own_texts.requested_at at time zone $zone as date)) as failed_days,
        min(own_texts.requested_at) as failed_since
    from own_texts
    inner join results on own_texts.result = results.result
    left join reasons on own_texts.reason = reasons.reason
    where
        (results.is_failure or reasons.takes_no_texts)
        and own_texts.requested_at > coalesce(
            (
                select max(sent.requested_at)
                from own_texts as sent
                inner join results as sent_results on sent.result = sent_results.result
                where sent_results.is_final and not sent_results.is_undelivered
            ),
            '-infinity'
        )

)

select
    '+' || cast(this.number as varchar) as number,
    viewer_statuses_on.short_code,
    viewer_statuses_on.status,
    viewer_statuses_on.since,
    viewer_statuses_on.how,
    viewer_statuses_on.observed_after,
    viewer_statuses_on.last_said_at,
    (
        select max(imports.as_of)
        from imports
        where
            imports.kind = 'status'
            and (
                cast($on_date as date) is null
                or cast(imports.as_of at time zone $zone as date) <= cast($on_date as date)
            )
    ) as as_of,
    (select count(*) from own_contacts) as contacts,
    own_totals.texts,
    own_totals.last_result,
    own_failures.failed,
    own_failures.failed_days,
    own_failures.failed_since
from (select cast($number as bigint) as number) as this
cross join own_totals
cross join own_failures
left join viewer_statuses_on on this.number = viewer_statuses_on.number
order by viewer_statuses_on.since desc, viewer_statuses_on.short_code
