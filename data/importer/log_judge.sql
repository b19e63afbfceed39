-- Each record of a message log with its result, reason, number and month, and what is wrong with it, if
-- anything: `fault` says whether it is set aside or rejected, because of which field, and why.
create view judged as
select
    staged.record,
    staged.line,
    staged.clock_note,
    coalesce(staged.service, getvariable('service')) as service,
    coalesce(staged.message_id, made_ids.message_id) as message_id,
    staged.broadcast_id,
    staged.broadcast,
    staged.sent_by,
    staged.school,
    staged.contact_id,
    coalesce(staged.number, numbers_read.number) as number,
    staged.short_code,
    results_read.result,
    reasons_read.reason,
    staged.reason_text,
    staged.service_status,
    staged.carrier_code,
    staged.requested_at,
    staged.accepted_at,
    staged.updated_at,
    results.is_final,
    staged.month,
    case
        when staged.broken is not null
            then rejected(null, staged.broken)
        when set_aside_words.kind is not null
            then set_aside(set_aside_words.field, set_aside_words.kind)
        when staged.result_text is null
            then rejected('result', 'no result')
        when results_read.result is null
            then rejected(
                'result',
                '“' || staged.result_text || '” is not one of the results: ' || getvariable('results')
            )
        when staged.requested_at is null and staged.requested_text is null
            then rejected('requested_at', 'no date and time')
        when staged.requested_at is null
            then no_time('requested_at', staged.requested_text)
        when staged.accepted_text is not null
            then no_time('accepted_at', staged.accepted_text)
        when staged.updated_text is not null
            then no_time('updated_at', staged.updated_text)
        when staged.number is null and numbers_read.number is null and not reasons_read.may_lack_number
            then rejected('number', coalesce(numbers_read.why, 'no phone number'))
    end as fault
from staged
left join made_ids on staged.record = made_ids.record
left join numbers_read on staged.number_text = numbers_read.text
left join results_read on staged.result_text = results_read.text
left join results on results_read.result = results.result
left join reasons_read
    on
        staged.result_text = reasons_read.result_text
        and staged.reason_text is not distinct from reasons_read.reason_text
left join set_aside_words
    on
        staged.direction is not distinct from set_aside_words.direction
        and staged.channel is not distinct from set_aside_words.channel
        and staged.result_text is not distinct from set_aside_words.result_text
