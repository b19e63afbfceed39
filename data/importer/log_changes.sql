-- The messages that are new, or whose arriving record wins over what is known and says something else.
-- An import that arrives later wins where neither is final before the other nor newer.
create table changes as
select
    arriving.*,
    known.month as month_before,
    known.message_id is null as is_new
from arriving
left join known
    on arriving.service = known.service and arriving.message_id = known.message_id
left join results on known.result = results.result
where
    known.message_id is null
    or (
        row(arriving.is_final, coalesce(arriving.updated_at, '-infinity'))
        >= row(results.is_final, coalesce(known.updated_at, '-infinity'))
        and row(
            arriving.broadcast_id, arriving.broadcast, arriving.sent_by, arriving.school,
            arriving.contact_id, arriving.number, arriving.short_code, arriving.result, arriving.reason,
            arriving.reason_text, arriving.service_status, arriving.carrier_code,
            arriving.requested_at, arriving.accepted_at, arriving.updated_at
        ) is distinct from row(
            known.broadcast_id, known.broadcast, known.sent_by, known.school,
            known.contact_id, known.number, known.short_code, known.result, known.reason,
            known.reason_text, known.service_status, known.carrier_code,
            known.requested_at, known.accepted_at, known.updated_at
        )
    )
