-- What is shown of a judged file before it is imported. All steps read judged.

-- step first_rows: The first rows as an import would store them, with why a row is skipped or rejected.
select
    *,
    omission.why as why
from judged
where record < $rows
order by record;

-- step skipped: How many rows are skipped, by kind, the most frequent first.
select
    omission.why as why,
    count(*) as row_count
from judged
where omission.kind = 'set aside'
group by omission.why
order by row_count desc, why;

-- step shown_omissions: Makes omitted (see left_out.sql) of the first rejected rows, and of the first row with each
-- unread word of the field $field. Reads ends_inside.
create or replace table omitted as
with

rejected as (

    select
        record,
        line,
        omission
    from judged
    where omission.kind = 'rejected'

),

earliest as (

    select record
    from rejected
    order by record
    limit $rows

),

with_words as (

    select min(record) as record
    from rejected
    where omission.field = $field
    group by omission.why

),

shown as (

    select record from earliest
    union
    select record from with_words

)

select
    row_number() over (order by rejected.record) - 1 as place,
    rejected.record,
    rejected.omission,
    rejected.line,
    rejected.record + coalesce(ends_inside.ends, 0) as lines_before
from rejected
semi join shown using (record)
asof left join ends_inside on rejected.record > ends_inside.record
