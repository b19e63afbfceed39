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

halves as (

    select
        selected_texts.service,
        selected_texts.school,
        selected_texts.number,
        selected_texts.requested_at,
        case when results.is_failure then selected_texts.carrier_code end as carrier_code,
        date_diff('second', timestamptz '1970-01-01 00:00:00+00', selected_texts.requested_at) // 1800 as half
    from selected_texts
    inner join results on selected_texts.result = results.result

),

texts_of_halves as (

    select
        service,
        half,
        count(*) as texts,
        sum(count(*)) over (partition by service) as all_texts
    from halves
    group by service, half

),

failures as (

    select
        service,
        carrier_code,
        half,
        count(*) as failed,
        sum(count(*)) over (partition by service, carrier_code) as all_failed
    from halves
    where carrier_code is not null
    group by service, carrier_code, half

),

-- Each half hour alone, and with the one before it: a burst of half an hour is within one or the other.
spells as (

    select
        failures.service,
        failures.carrier_code,
        failures.half,
        failures.half as first_half,
        failures.failed,
        texts_of_halves.texts,
        failures.all_failed,
        texts_of_halves.all_texts
    from failures
    inner join texts_of_halves
        on failures.service is not distinct from texts_of_halves.service and failures.half = texts_of_halves.half

    union all

    select
        failures.service,
        failures.carrier_code,
        failures.half,
        failures.half - 1 as first_half,
        failures.failed + before.failed as failed,
        texts_of_halves.texts + texts_before.texts as texts,
        failures.all_failed,
        texts_of_halves.all_texts
    from failures
    inner join failures as before
        on
            failures.service is not distinct from before.service
            and failures.carrier_code = before.carrier_code
            and failures.half = before.half + 1
    inner join texts_of_halves
        on failures.service is not distinct from texts_of_halves.service and failures.half = texts_of_halves.half
    inner join texts_of_halves as texts_before
        on
            failures.service is not distinct from texts_before.service
            and failures.half = texts_before.half + 1

),

bursts as (

    select
        service,
        carrier_code,
        half,
        first_half
    from spells
    where
        failed >= $event_texts
        and 100 * failed >= $event_share_pct * texts
        and failed * (all_texts - texts) >= $event_times * (all_failed - failed) * texts

),

burst_halves as (

    select
        service,
        carrier_code,
        half
    from bursts

    union

    select
        service,
        carrier_code,
        first_half as half
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

events as (

    select
        islands.service,
        islands.carrier_code,
        islands.island,
        min(halves.requested_at) as from_at,
        max(halves.requested_at) as until_at,
        count(*) as texts,
        count(distinct halves.number) as numbers,
        count(distinct halves.school) as schools
    from islands
    inner join halves
        on
            islands.service is not distinct from halves.service
            and islands.carrier_code = halves.carrier_code
            and islands.half = halves.half
    group by islands.service, islands.carrier_code, islands.island

),

meanwhile as (

    select
        islands.service,
        islands.carrier_code,
        islands.island,
        sum(texts_of_halves.texts) as texts
    from islands
    inner join texts_of_halves
        on islands.service is not distinct from texts_of_halves.service and islands.half = texts_of_halves.half
    group by islands.service, islands.carrier_code, islands.island

)

select
    events.carrier_code,
    events.service,
    events.from_at,
    events.until_at,
    events.texts,
    cast(meanwhile.texts as bigint) as texts_meanwhile,
    events.numbers,
    events.schools,
    sender_codes.carrier_code is not null as is_sender_problem,
    count(*) over () as of_all
from events
inner join meanwhile
    on
        events.service is not distinct from meanwhile.service
        and events.carrier_code = meanwhile.carrier_code
        and events.island = meanwhile.island
left join sender_codes
    on lower(events.service) = sender_codes.service and events.carrier_code = sender_codes.carrier_code
order by events.from_at desc, events.service, events.carrier_code
limit $rows
