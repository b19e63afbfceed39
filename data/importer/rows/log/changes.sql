-- The messages that are new, or that the arriving record changes. A final result counts before one in progress,
-- then the newer update, then the later import. Fields without a column in the file (variable fields_of_file) keep
-- the stored value; so does what a log states beside the result (delivered_at to is_unicode), where the cell is empty
-- or has no column. So does the reason, if the file has no column for reasons and its status is the same.
-- Reads arriving, stored and results; makes changes.
create or replace table changes as
with

compared as (

    select
        arriving.* replace (
            if(has_field('broadcast_id'), arriving.broadcast_id, stored.broadcast_id) as broadcast_id,
            if(has_field('broadcast'), arriving.broadcast, stored.broadcast) as broadcast,
            if(has_field('sent_by'), arriving.sent_by, stored.sent_by) as sent_by,
            if(has_field('school'), arriving.school, stored.school) as school,
            if(has_field('contact_id'), arriving.contact_id, stored.contact_id) as contact_id,
            if(has_field('short_code'), arriving.short_code, stored.short_code) as short_code,
            if(keeps_reason(arriving, stored), stored.result, arriving.result) as result,
            if(keeps_reason(arriving, stored), stored.reason, arriving.reason) as reason,
            if(keeps_reason(arriving, stored), stored.reason_text, arriving.reason_text) as reason_text,
            if(keeps_reason(arriving, stored), stored.carrier_code, arriving.carrier_code) as carrier_code,
            with_seconds(arriving.requested_at, stored.requested_at) as requested_at,
            if(
                has_field('accepted_at'), with_seconds(arriving.accepted_at, stored.accepted_at), stored.accepted_at
            ) as accepted_at,
            with_seconds(arriving.updated_at, stored.updated_at) as updated_at,
            coalesce(arriving.delivered_at, stored.delivered_at) as delivered_at,
            coalesce(arriving.kind, stored.kind) as kind,
            coalesce(arriving.parts, stored.parts) as parts,
            coalesce(arriving.price, stored.price) as price,
            if(arriving.price is null, stored.currency, arriving.currency) as currency,
            coalesce(arriving.carrier, stored.carrier) as carrier,
            coalesce(arriving.text_length, stored.text_length) as text_length,
            if(arriving.text_length is null, stored.is_unicode, arriving.is_unicode) as is_unicode
        ),
        stored,
        results.is_final as was_final
    from arriving
    left join stored
        on arriving.service = stored.service and arriving.message_id = stored.message_id
    left join results on stored.result = results.result

)

select
    * exclude (stored, was_final),
    stored.month as month_before,
    stored.requested_at as requested_before,
    stored.message_id is null as is_new,
    is_another(compared, stored) as is_another
from compared
where
    stored.message_id is null
    or is_another(compared, stored)
    or (
        row(is_final, coalesce(updated_at, '-infinity'))
        >= row(was_final, coalesce(stored.updated_at, '-infinity'))
        and row(
            broadcast_id, broadcast, sent_by, school, contact_id, number, short_code, result, reason,
            reason_text, service_status, carrier_code, requested_at, accepted_at, updated_at,
            delivered_at, kind, parts, price, currency, carrier, text_length, is_unicode
        ) is distinct from row(
            stored.broadcast_id, stored.broadcast, stored.sent_by, stored.school,
            stored.contact_id, stored.number, stored.short_code, stored.result, stored.reason,
            stored.reason_text, stored.service_status, stored.carrier_code,
            stored.requested_at, stored.accepted_at, stored.updated_at,
            stored.delivered_at, stored.kind, stored.parts, stored.price, stored.currency, stored.carrier,
            stored.text_length, stored.is_unicode
        )
    )
