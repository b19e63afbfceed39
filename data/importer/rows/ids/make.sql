-- A message id for records without one. It is the same in every export, since it is made of what doesn't change:
-- the number, the time, and the fields of the variable id_of.
-- Texts that are alike in all of that get a place among themselves, those with a final result first, so that a
-- later export with other rows can't turn one into the other. Rows that aren't imported have places of their own,
-- since another export may lack them.
-- The ids of a file without seconds are marked by an m, so that a later one with seconds finds them (match.sql).
-- Reads without_id, numbers_read, verdicts, results and the variable lacks_seconds; makes made_ids.
create or replace table made_ids as
with

identified as (

    select
        staged.record,
        staged.result_text,
        verdicts.kind is not null as is_left_out,
        coalesce(results.is_final, false) as is_final,
        md5(
            concat_ws(
                chr(31),
                coalesce(staged.service, getvariable('service')),
                case when is_of_id('broadcast_id') then coalesce(staged.broadcast_id, '') end,
                case when is_of_id('broadcast') then coalesce(staged.broadcast, '') end,
                case when is_of_id('sent_by') then coalesce(staged.sent_by, '') end,
                case when is_of_id('contact_id') then coalesce(staged.contact_id, '') end,
                coalesce(cast(coalesce(staged.number, numbers_read.number) as varchar), ''),
                case when is_of_id('short_code') then coalesce(staged.short_code, '') end,
                epoch_us(staged.requested_at),
                case when is_of_id('list_place') then staged.list_place end,
                case when is_of_id('body') then staged.body_mark end
            )
        ) as made_from
    from without_id as staged
    left join numbers_read on staged.number_text = numbers_read.text
    left join verdicts
        on
            staged.direction is not distinct from verdicts.direction
            and staged.channel is not distinct from verdicts.channel
            and staged.result_text is not distinct from verdicts.result_text
            and staged.reason_text is not distinct from verdicts.reason_text
            and staged.carrier_code is not distinct from verdicts.carrier_code
    left join results on verdicts.result = results.result

)

select
    record,
    made_from
    || case when getvariable('lacks_seconds') then '-m' else '-' end
    || row_number() over (
        partition by made_from, is_left_out order by is_final desc, result_text, record
    ) as message_id
from identified
