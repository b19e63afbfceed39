-- Each record of a message log with its result, reason, number and month, and, in `omission`, why it isn't imported:
-- whether it is set aside or rejected, because of which field, and the sentence or the key for why.
-- Reads staged, made_ids, numbers_read, verdicts, results and the variables service and is_generic; makes the view
-- judged.
create view judged as
select
    staged.record,
    staged.line,
    staged.clock_note,
    coalesce(staged.service, getvariable('service')) as service,
    coalesce(made_ids.message_id, staged.message_id) as message_id,
    staged.broadcast_id,
    staged.broadcast,
    staged.sent_by,
    staged.school,
    staged.contact_id,
    coalesce(staged.number, numbers_read.number) as number,
    staged.short_code,
    verdicts.result,
    verdicts.reason,
    staged.reason_text,
    case
        when getvariable('is_generic') then staged.service_status
        else coalesce(staged.service_status, staged.result_text)
    end as service_status,
    staged.carrier_code,
    staged.requested_at,
    staged.accepted_at,
    staged.updated_at,
    case
        when
            results.is_final and not results.is_undelivered
            and is_receipt(staged.delivered_at, staged.requested_at, staged.result_text)
            then staged.delivered_at
    end as delivered_at,
    staged.kind,
    staged.parts,
    -- A number of an unknown unit, such as credits, is no price.
    case when staged.currency_text is null then staged.price end as price,
    case when staged.price is not null then staged.currency end as currency,
    staged.carrier,
    staged.text_length,
    staged.is_unicode,
    results.is_final,
    verdicts.opts_out,
    staged.month,
    case
        when staged.broken is not null
            then no_record(staged.broken)
        when verdicts.kind is not null
            then omission_of(verdicts.kind, verdicts.field, verdicts.why)
        when staged.requested_at is null and staged.requested_text is null
            then rejected('requested_at', sentence('no_time'))
        when staged.requested_at is null
            then no_time('requested_at', staged.requested_text)
        when staged.accepted_text is not null
            then no_time('accepted_at', staged.accepted_text)
        when staged.updated_text is not null
            then no_time('updated_at', staged.updated_text)
        when staged.number is null and numbers_read.number is null and not verdicts.may_lack_number
            then rejected('number', coalesce(numbers_read.why, sentence('no_number')))
    end as omission
from staged
left join made_ids on staged.record = made_ids.record
left join numbers_read on staged.number_text = numbers_read.text
left join verdicts
    on
        staged.direction is not distinct from verdicts.direction
        and staged.channel is not distinct from verdicts.channel
        and staged.result_text is not distinct from verdicts.result_text
        and staged.reason_text is not distinct from verdicts.reason_text
        and staged.carrier_code is not distinct from verdicts.carrier_code
left join results on verdicts.result = results.result
