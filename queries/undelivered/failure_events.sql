-- Which bursts of failures with one code were one event, and not many bad numbers?
--
-- A burst is an hour, or half of one, in which so many texts failed with one code of a service that they are a large
-- share of the texts of that time, and several times the code's usual share. Bursts that follow each other are one
-- event.
--
-- Parameters
--   $event_texts      bigint  failures with one code within an hour that can be an event
--   $event_share_pct  bigint  their share of the texts of that hour, at least, 0 to 100
--   $event_times      bigint  how many times the code's usual share that is, at least
--   $rows             bigint  number of events to list; null lists all of them
--
-- Steps: selected_texts
-- Ignores: $results, $reasons
--
-- Returns one row per event, the newest first
--   carrier_code       varchar      code as the service states it
--   service            varchar      messaging service
--   from_at            timestamptz  when the first of the texts was requested
--   until_at           timestamptz  when the last of them was requested
--   texts              bigint       number of texts that failed with this code
--   texts_meanwhile    bigint       number of all texts of the service in the half hours of the event
--   numbers            bigint       number of phone numbers of the failed texts
--   schools            bigint       number of schools of their families
--   is_sender_problem  boolean      whether the code names a problem of the sender
--   of_all             bigint       number of events in all

with

failures as materialized (

    select
        selected_texts.service,
        selected_texts.carrier_code,
        selected_texts.school,
        selected_texts.number,
        selected_texts.requested_at,
        date_diff('second', timestamptz '1970-01-01 00:00:00+00', selected_texts.requested_at) // 1800 as half
    from selected_texts
    inner join results on selected_texts.result = results.result
    where results.is_failure and selected_texts.carrier_code is not null

),

failed_halves as materialized (

    select
        service,
        carrier_code,
        half,
        count(*) as failed,
        sum(count(*)) over (partition by service, carrier_code) as all_failed
    from failures
    group by service, carrier_code, half

),

-- Each half hour alone, and with the one before it: a burst of half an hour is within one or the other.
spells as (

    select
        service,
        carrier_code,
        half as first_half,
        half as last_half,
        failed,
        all_failed
    from failed_halves
    where failed >= $event_texts

    union all

    select
        failed_halves.service,
        failed_halves.carrier_code,
        before.half as first_half,
        failed_halves.half as last_half,
        failed_halves.failed + before.failed as failed,
        failed_halves.all_failed
    from failed_halves
    inner join failed_halves as before
        on
            failed_halves.service is not distinct from before.service
            and failed_halves.carrier_code = before.carrier_code
            and failed_halves.half = before.half + 1
    where failed_halves.failed + before.failed >= $event_texts

),

-- All texts of the service are counted in those half hours alone.
spans as materialized (

    select
        spells.*,
        timestamptz '1970-01-01 00:00:00+00' + interval '30 minutes' * cast(first_half as integer) as from_at,
        timestamptz '1970-01-01 00:00:00+00' + interval '30 minutes' * cast(last_half + 1 as integer) as until_at
    from spells

),

totals as (

    select
        service,
        count(*) as all_texts
    from selected_texts
    where exists (select 1 from spans)
    group by service

),

texts_of_spans as (

    select
        spans.service,
        spans.carrier_code,
        spans.first_half,
        spans.last_half,
        spans.failed,
        spans.all_failed,
        count(*) as texts
    from spans
    inner join selected_texts
        on
            spans.service is not distinct from selected_texts.service
            and spans.from_at <= selected_texts.requested_at
            and spans.until_at > selected_texts.requested_at
    group by
        spans.service, spans.carrier_code, spans.first_half, spans.last_half, spans.failed, spans.all_failed

),

bursts as (

    select
        texts_of_spans.service,
        texts_of_spans.carrier_code,
        texts_of_spans.first_half,
        texts_of_spans.last_half
    from texts_of_spans
    inner join totals on texts_of_spans.service is not distinct from totals.service
    where
        100 * texts_of_spans.failed >= $event_share_pct * texts_of_spans.texts
        and texts_of_spans.failed * (totals.all_texts - texts_of_spans.texts)
        >= $event_times * (texts_of_spans.all_failed - texts_of_spans.failed) * texts_of_spans.texts

),

burst_halves as (

    select
        service,
        carrier_code,
        first_half as half
    from bursts

    union

    select
        service,
        carrier_code,
        last_half as half
    from bursts

),

islands as (

    select
        service,
        carrier_code,
        half,
        half - row_number() over (partition by service, carrier_code order by half) as island
    from burst_halves

),

events as materialized (

    select
        islands.service,
        islands.carrier_code,
        min(failures.requested_at) as from_at,
        max(failures.requested_at) as until_at,
        timestamptz '1970-01-01 00:00:00+00'
        + interval '30 minutes' * cast(min(islands.half) as integer) as begins_at,
        timestamptz '1970-01-01 00:00:00+00'
        + interval '30 minutes' * cast(max(islands.half) + 1 as integer) as ends_at,
        count(*) as texts,
        count(distinct failures.number) as numbers,
        count(distinct failures.school) as schools
    from islands
    inner join failures
        on
            islands.service is not distinct from failures.service
            and islands.carrier_code = failures.carrier_code
            and islands.half = failures.half
    group by islands.service, islands.carrier_code, islands.island

),

meanwhile as (

    select
        events.service,
        events.carrier_code,
        events.begins_at,
        count(*) as texts
    from events
    inner join selected_texts
        on
            events.service is not distinct from selected_texts.service
            and events.begins_at <= selected_texts.requested_at
            and events.ends_at > selected_texts.requested_at
    group by events.service, events.carrier_code, events.begins_at

)

select
    events.carrier_code,
    events.service,
    events.from_at,
    events.until_at,
    events.texts,
    meanwhile.texts as texts_meanwhile,
    events.numbers,
    events.schools,
    sender_codes.carrier_code is not null as is_sender_problem,
    count(*) over () as of_all
from events
inner join meanwhile
    on
        events.service is not distinct from meanwhile.service
        and events.carrier_code = meanwhile.carrier_code
        and events.begins_at = meanwhile.begins_at
left join sender_codes
    on lower(events.service) = sender_codes.service and events.carrier_code = sender_codes.carrier_code
order by events.from_at desc, events.service, events.carrier_code
limit $rows
