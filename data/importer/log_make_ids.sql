-- A message id for records that come without one: the same however often the log is exported again, since
-- it is made of what does not change; texts alike in all of that are told apart by their order.
create table made_ids as
with

identified as (

    select
        staged.record,
        md5(
            concat_ws(
                chr(31),
                coalesce(staged.service, getvariable('service')),
                coalesce(staged.broadcast_id, ''),
                coalesce(staged.broadcast, ''),
                coalesce(staged.sent_by, ''),
                coalesce(staged.contact_id, ''),
                coalesce(cast(coalesce(staged.number, numbers_read.number) as varchar), ''),
                coalesce(staged.short_code, ''),
                epoch_us(staged.requested_at),
                staged.list_place,
                staged.body_mark
            )
        ) as made_from
    from staged
    left join numbers_read on staged.number_text = numbers_read.text
    where staged.message_id is null

)

select
    record,
    made_from || '-' || row_number() over (partition by made_from order by record) as message_id
from identified
