-- The messages that are new, or that the arriving record changes. A final result counts before one in progress,
-- then the newer update, then the later import. Fields without a column in the file (variable given_fields) keep
-- the stored value. So does the reason, if the file has no column for reasons and its status is the same.
-- Reads arriving, known and results; makes changes.
create table changes as
with

compared as (

    select
        arriving.* replace (
            if(has_field('broadcast_id'), arriving.broadcast_id, known.broadcast_id) as broadcast_id,
            if(has_field('broadcast'), arriving.broadcast, known.broadcast) as broadcast,
            if(has_field('sent_by'), arriving.sent_by, known.sent_by) as sent_by,
            if(has_field('school'), arriving.school, known.school) as school,
            if(has_field('contact_id'), arriving.contact_id, known.contact_id) as contact_id,
            if(has_field('short_code'), arriving.short_code, known.short_code) as short_code,
            if(keeps_reason(arriving, known), known.result, arriving.result) as result,
            if(keeps_reason(arriving, known), known.reason, arriving.reason) as reason,
            if(keeps_reason(arriving, known), known.reason_text, arriving.reason_text) as reason_text,
            if(keeps_reason(arriving, known), known.carrier_code, arriving.carrier_code) as carrier_code,
            if(has_field('accepted_at'), arriving.accepted_at, known.accepted_at) as accepted_at
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
