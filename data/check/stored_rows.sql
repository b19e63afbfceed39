-- Which tables hold more or fewer rows than the imports stored, and how many?
--
-- Texts and contacts only: once stored, they stay, unless they were erased or have expired. A status list that is
-- imported late can merge two changes into one.
with

removed as (

    select
        table_name,
        sum(rows) as rows_gone
    from removed_rows
    group by table_name

),

counted as (

    select
        'messages' as name,
        (select count(*) from messages) as stored,
        coalesce(sum(stored) filter (where kind = 'log'), 0) as expected
    from imports

    union all

    select
        'contacts' as name,
        (select count(*) from contacts) as stored,
        coalesce(sum(stored) filter (where kind = 'contacts'), 0) as expected
    from imports

)

select
    counted.name,
    counted.stored,
    cast(counted.expected - coalesce(removed.rows_gone, 0) as bigint) as expected
from counted
left join removed on counted.name = removed.table_name
where counted.stored <> counted.expected - coalesce(removed.rows_gone, 0)
order by counted.name
