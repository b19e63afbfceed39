-- Which tables hold more or fewer rows than the imports stored, and how many?
--
-- Texts and contacts only: once stored, they stay. A status list that is imported late can merge two changes into one.
with

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
    name,
    stored,
    cast(expected as bigint) as expected
from counted
where stored <> expected
order by name
