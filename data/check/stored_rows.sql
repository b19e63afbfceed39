-- Of which tables are there more or fewer rows than the imports have stored, and how many?
--
-- Only what holds of any order of imports: a text or a contact's number that is stored stays. Of statuses it does not:
-- a list that comes late can make one change of two.
with

counted as (

    select
        'messages' as name,
        (select count(*) from messages) as found,
        coalesce(sum(stored) filter (where kind = 'log'), 0) as expected
    from imports

    union all

    select
        'contacts' as name,
        (select count(*) from contacts) as found,
        coalesce(sum(stored) filter (where kind = 'contacts'), 0) as expected
    from imports

)

select
    name,
    found,
    cast(expected as bigint) as expected
from counted
where found <> expected
order by name
