-- The accepted records, one per message. Of several in the file, one with a final result counts before one in
-- progress, then the newer update, then the later line. Reads judged; makes the view arriving.
create or replace table folded as
with

twice as (

    select
        service,
        message_id
    from judged
    where omission is null
    group by service, message_id
    having count(*) > 1

)

select record
from judged
inner join twice using (service, message_id)
where judged.omission is null
qualify
    row_number() over (
        partition by service, message_id
        order by is_final desc, updated_at desc nulls last, record desc
    ) > 1;

create or replace view arriving as
select judged.* exclude (omission, clock_note, opts_out)
from judged
anti join folded using (record)
where judged.omission is null
