-- The touched months as they will be: what stays of them, and what has changed. Sorting by a
-- whole number of months takes two thirds of the time that sorting by the month's name takes.
with

rewritten as (

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

)

select *
from rewritten
order by month_number(requested_at), number
