-- The messages that are new, or whose arriving record wins over what is known and says something else.
-- An import that arrives later wins where neither is final before the other nor newer. What the file has no
-- column for (variable given_fields) it says nothing of: that stays as it is known. So does the reason, if it
-- has none for codes and sentences and says the same word of the text.
create table changes as
with

compared as (

    select
        arriving.* replace (
            if(is_given('broadcast_id'), arriving.broadcast_id, known.broadcast_id) as broadcast_id,
            if(is_given('broadcast'), arriving.broadcast, known.broadcast) as broadcast,
            if(is_given('sent_by'), arriving.sent_by, known.sent_by) as sent_by,
            if(is_given('school'), arriving.school, known.school) as school,
            if(is_given('contact_id'), arriving.contact_id, known.contact_id) as contact_id,
            if(is_given('short_code'), arriving.short_code, known.short_code) as short_code,
            if(keeps_reason(arriving, known), known.result, arriving.result) as result,
            if(keeps_reason(arriving, known), known.reason, arriving.reason) as reason,
            if(keeps_reason(arriving, known), known.reason_text, arriving.reason_text) as reason_text,
            if(keeps_reason(arriving, known), known.carrier_code, arriving.carrier_code) as carrier_code,
            if(is_given('accepted_at'), arriving.accepted_at, known.accepted_at) as accepted_at
        ),
        known,
        results.is_final as was_final
    from arriving
    left join known
        on arriving.service = known.service and arriving.message_id = known.message_id
    left join results on known.result = results.result

)

select
    * exclude (known, was_final),
    known.month as month_before,
    known.message_id is null as is_new
from compared
where
    known.message_id is null
    or (
        row(is_final, coalesce(updated_at, '-infinity'))
        >= row(was_final, coalesce(known.updated_at, '-infinity'))
        and row(
            broadcast_id, broadcast, sent_by, school, contact_id, number, short_code, result, reason,
            reason_text, service_status, carrier_code, requested_at, accepted_at, updated_at
        ) is distinct from row(
            known.broadcast_id, known.broadcast, known.sent_by, known.school,
            known.contact_id, known.number, known.short_code, known.result, known.reason,
            known.reason_text, known.service_status, known.carrier_code,
            known.requested_at, known.accepted_at, known.updated_at
        )
    )
