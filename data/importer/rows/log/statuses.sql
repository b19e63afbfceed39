-- Statuses in a message log: texts from families that are a keyword and nothing else, and texts that the service
-- refused because their number opted out. A keyword is a logged change; a refusal only shows that the number was
-- opted out at that time.
-- Reads staged, judged, verdicts, keyword_statuses, families_read, stored_changes and the variables of
-- statuses.py; makes status_points.
create table status_points as
with

keyword_texts as (

    select
        staged.record,
        staged.keyword,
        case when getvariable('family_is_sender') then staged.short_code else staged.keyword_to end as family_text,
        case when getvariable('family_is_sender') then staged.keyword_to else staged.short_code end as short_code,
        staged.requested_at as stated_at
    from staged
    inner join verdicts
        on
            staged.direction is not distinct from verdicts.direction
            and staged.channel is not distinct from verdicts.channel
            and staged.result_text is not distinct from verdicts.result_text
            and staged.reason_text is not distinct from verdicts.reason_text
            and staged.carrier_code is not distinct from verdicts.carrier_code
    where
        staged.keyword is not null and staged.broken is null and staged.requested_at is not null
        and verdicts.why = getvariable('inbound')

),

every as (

    select
        families_read.number,
        keyword_texts.short_code,
        keyword_statuses.status,
        keyword_texts.stated_at,
        true as is_logged,
        replace(getvariable('keyword_reply'), '{word}', upper(keyword_texts.keyword)) as how,
        keyword_texts.record
    from keyword_texts
    inner join keyword_statuses on keyword_texts.keyword = keyword_statuses.keyword
    inner join families_read on keyword_texts.family_text = families_read.text
    where families_read.number is not null
    union all
    select
        number,
        short_code,
        getvariable('opted_out') as status,
        coalesce(updated_at, requested_at) as stated_at,
        -- A row that is no text to a family reports the opting out itself.
        omission is not null as is_logged,
        case
            when omission is not null then replace(getvariable('reported'), '{word}', service_status)
            else replace(getvariable('refused'), '{code}', coalesce(carrier_code, reason_text, service_status))
        end as how,
        record
    from judged
    where
        opts_out and number is not null and requested_at is not null
        and (omission is null or omission.kind = 'set aside')

)

-- A consent list without short codes is about the district's own one.
select
    every.* replace (
        case
            when
                every.short_code = getvariable('own_code')
                and every.short_code not in (
                    select stored_changes.short_code
                    from stored_changes
                    where stored_changes.short_code is not null
                )
                then null
            else every.short_code
        end as short_code
    )
from every
