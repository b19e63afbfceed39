-- The touched months as they will be: what stays of them, and what has changed.
select
    service, message_id, broadcast_id, broadcast, sent_by, school, contact_id, number, short_code,
    result, reason, reason_text, service_status, carrier_code, requested_at, accepted_at, updated_at,
    import_id, month
from staying
union all
select
    service, message_id, broadcast_id, broadcast, sent_by, school, contact_id, number, short_code,
    result, reason, reason_text, service_status, carrier_code, requested_at, accepted_at, updated_at,
    getvariable('import_id') as import_id, month
from changes
order by month, number
