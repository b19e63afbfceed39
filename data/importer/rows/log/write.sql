-- The touched months as they will be: the rows that stay, and the changed ones. Values that all changed rows
-- share are added after sorting, and months are sorted as whole numbers: both make it a third faster.
-- Reads staying, changes and the variables service and import_id.
with

rewritten as (

    select
        service, message_id, broadcast_id, broadcast, sent_by, school, contact_id, number, short_code,
        result, reason, reason_text, service_status, carrier_code, requested_at, accepted_at, updated_at,
        delivered_at, kind, parts, price, currency, carrier, text_length, is_unicode, import_id, month
    from staying
    union all
    select
        nullif(service, getvariable('service')) as service, message_id, broadcast_id, broadcast, sent_by, school,
        contact_id, number, short_code, result, reason, reason_text, service_status, carrier_code,
        requested_at, accepted_at, updated_at,
        delivered_at, kind, parts, price, currency, carrier, text_length, is_unicode,
        cast(null as varchar) as import_id, month
    from changes

),

sorted as (

    select *
    from rewritten
    order by month_number(requested_at), number

)

select
    * replace (
        coalesce(service, getvariable('service')) as service,
        coalesce(import_id, getvariable('import_id')) as import_id
    )
from sorted
