-- The undelivered texts of the filter, each under one reason: the log's, or one that other rows prove
--
-- Where the log states no reason, and the text wasn't sent at all, the first of these counts: it names no number;
-- another text of the same sending reached its number; its number was opted out or pending at the time. Near a change
-- that could have come before or after the text, nothing is proved. Otherwise the reason stays not stated.
--
-- Parameters
--   $from_at       timestamptz  first instant to count
--   $until_at      timestamptz  instant after the last one to count
--   $copy_hours    bigint       hours between two texts of one sending, at most
--   $sender_words  varchar      regular expression of words in which a log names a problem of the sender
--
-- Steps: selected_texts, viewer_texts_by_time, viewer_changes, fixers_of_reasons
--
-- Returns one row per undelivered text
--   service            varchar      messaging service
--   message_id         varchar      id of the text at the service, or one made from the row
--   broadcast_id       varchar      id of the broadcast at the service
--   broadcast          varchar      name of the broadcast
--   school             varchar      school of the family
--   contact_id         varchar      contact; null if the log names none
--   number             bigint       phone number as E.164 digits; null if the text names none
--   short_code         varchar      short code that it came from
--   requested_at       timestamptz  when it was requested
--   result             varchar      an undelivered result
--   reason             varchar      key of one of the nine reasons; null if none is stated or proved
--   part               varchar      key of its part of the undelivered texts
--   source             varchar      how the reason is known: stated, consent list, message log or not stated
--   carrier_code       varchar      code as the service states it
--   who_can_fix        varchar      key of who can fix it
--   is_sender_problem  boolean      whether its code or words name a problem of the sender

with

undelivered as (

    select
        selected_texts.service,
        selected_texts.message_id,
        selected_texts.broadcast_id,
        selected_texts.broadcast,
        selected_texts.school,
        selected_texts.contact_id,
        selected_texts.number,
        selected_texts.short_code,
        selected_texts.requested_at,
        selected_texts.result,
        selected_texts.reason,
        selected_texts.reason_text,
        selected_texts.carrier_code,
        selected_texts.reason is null and not results.is_failure as can_be_proved
    from selected_texts
    inner join results on selected_texts.result = results.result
    where results.is_undelivered

),

unexplained as materialized (

    select
        service,
        message_id,
        coalesce(broadcast_id, broadcast) as sending,
        number,
        short_code,
        requested_at
    from undelivered
    where can_be_proved and number is not null

),

copied as (

    select distinct
        unexplained.service,
        unexplained.message_id
    from unexplained
    inner join viewer_texts_by_time as copies
        on
            unexplained.number = copies.number
            and unexplained.sending = coalesce(copies.broadcast_id, copies.broadcast)
            and copies.requested_at >= unexplained.requested_at - interval '1 hours' * cast($copy_hours as integer)
            and copies.requested_at <= unexplained.requested_at + interval '1 hours' * cast($copy_hours as integer)
    inner join results on copies.result = results.result
    where
        results.is_final
        and not results.is_undelivered
        -- Files of other months aren't opened.
        and copies.month >= strftime(
            (cast($from_at as timestamptz) - interval '1 hours' * cast($copy_hours as integer))
            at time zone 'UTC',
            '%Y-%m'
        )
        and copies.month <= strftime(
            (cast($until_at as timestamptz) + interval '1 hours' * cast($copy_hours as integer))
            at time zone 'UTC',
            '%Y-%m'
        )

),

-- Of a log and a list of one instant, the list counts, as in the status of a number now.
stated_statuses as (

    select
        viewer_changes.number,
        viewer_changes.short_code,
        viewer_changes.changed_at,
        viewer_changes.observed_after,
        statuses.can_be_texted,
        rank() over (
            partition by viewer_changes.number, viewer_changes.short_code, viewer_changes.changed_at
            order by viewer_changes.is_logged
        ) as rank_at_once
    from viewer_changes
    inner join statuses on viewer_changes.status = statuses.status
    where viewer_changes.number in (select unexplained.number from unexplained)

),

-- Two changes of one instant leave open which was the later one: both have to keep texts from being sent.
instants as (

    select
        number,
        short_code,
        changed_at,
        coalesce(min(observed_after), changed_at) as unchanged_until,
        not bool_or(can_be_texted) as lacks_consent
    from stated_statuses
    where rank_at_once = 1
    group by number, short_code, changed_at

),

spans as (

    select
        number,
        short_code,
        changed_at as from_at,
        lacks_consent,
        lead(changed_at) over (partition by number, short_code order by changed_at) as until_at,
        lead(unchanged_until) over (partition by number, short_code order by changed_at) as surely_until,
        lead(lacks_consent) over (partition by number, short_code order by changed_at) as lacks_consent_later
    from instants

),

-- A status of another short code proves nothing. Where the text or the list names none, all of them have to agree.
without_consent as (

    select
        unexplained.service,
        unexplained.message_id
    from unexplained
    inner join spans
        on
            unexplained.number = spans.number
            and coalesce(unexplained.short_code = spans.short_code, true)
            and unexplained.requested_at > spans.from_at
            and (spans.until_at is null or unexplained.requested_at <= spans.until_at)
    group by unexplained.service, unexplained.message_id
    having
        bool_and(
            spans.lacks_consent
            and (
                spans.until_at is null
                or spans.lacks_consent_later
                or unexplained.requested_at < spans.surely_until
            )
        )

),

proved as (

    select
        undelivered.*,
        case
            when undelivered.reason is not null then 'stated'
            when undelivered.can_be_proved and undelivered.number is null then 'no number'
            when copied.message_id is not null then 'another copy'
            when without_consent.message_id is not null then 'status'
            else 'none'
        end as proof,
        sender_codes.carrier_code is not null
        or (
            undelivered.reason is null
            and regexp_matches(lower(coalesce(undelivered.reason_text, '')), $sender_words)
        ) as is_sender_problem
    from undelivered
    left join copied
        on undelivered.service = copied.service and undelivered.message_id = copied.message_id
    left join without_consent
        on undelivered.service = without_consent.service and undelivered.message_id = without_consent.message_id
    left join sender_codes
        on lower(undelivered.service) = sender_codes.service and undelivered.carrier_code = sender_codes.carrier_code

)

select
    proved.service,
    proved.message_id,
    proved.broadcast_id,
    proved.broadcast,
    proved.school,
    proved.contact_id,
    proved.number,
    proved.short_code,
    proved.requested_at,
    proved.result,
    coalesce(proved.reason, proofs.reason) as reason,
    coalesce(reasons.part, (select parts.part from parts where parts.is_not_stated)) as part,
    proofs.source,
    proved.carrier_code,
    fixers_of_reasons.who_can_fix,
    proved.is_sender_problem
from proved
inner join proofs on proved.proof = proofs.proof
left join reasons on coalesce(proved.reason, proofs.reason) = reasons.reason
left join fixers_of_reasons
    on
        reasons.reason is not distinct from fixers_of_reasons.reason
        and proved.is_sender_problem = fixers_of_reasons.is_sender_problem
